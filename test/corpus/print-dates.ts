import type { LanguageData } from './language-data.js';
import type { PrintedDates } from './printed-cv.js';
import type { Random } from './random.js';

/** A month counted from the year 0: year * 12 + month - 1. */
export type Month = number;

export interface DateStyle {
  readonly format: string;
  readonly joiner: string;
  readonly capitals: boolean;
  /** "since 04/2019" rather than "04/2019 - today" */
  readonly since: boolean;
  readonly words: boolean;
  readonly present: string;
}

/** One way of writing dates, kept for a whole document. `formats` are tried for the language in order of habit. */
export function chooseDateStyle(data: LanguageData, random: Random, yearsOnly = false): DateStyle {
  const years = data.formats.find((format) => !/M/.test(format)) ?? 'YYYY';
  const habit = random.next();
  const monthly = data.formats.filter((format) => /M/.test(format));
  return {
    format:
      yearsOnly || habit > 0.92
        ? years
        : monthly[Math.min(monthly.length - 1, Math.floor(habit * 1.15 * monthly.length))]!,
    joiner: random.pick([' – ', ' – ', ' - ', ' - ', '–', ' — ', '-']),
    capitals: random.chance(0.25),
    since: random.chance(0.2),
    words: random.chance(0.12),
    present: random.pick(data.present),
  };
}

const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function printMonth(month: Month, data: LanguageData, { format, capitals }: DateStyle): string {
  const [year, at] = [Math.floor(month / 12), month % 12];
  const word = (text: string): string => (capitals ? capitalise(text) : text);
  return format.replace(/MMMM|MMM|MM|M|YYYY|YY/g, (token) => {
    if (token === 'MMMM') return word(data.months[at]!);
    if (token === 'MMM') return word(data.short[at]!);
    if (token === 'MM') return String(at + 1).padStart(2, '0');
    if (token === 'M') return String(at + 1);
    return token === 'YYYY' ? String(year) : String(year).slice(2);
  });
}

const iso = (month: Month, format: string): string =>
  /M/.test(format)
    ? `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
    : String(Math.floor(month / 12));

/** `end` null: still going on. */
export function printRange(
  start: Month,
  end: Month | null,
  today: Month,
  data: LanguageData,
  style: DateStyle,
): PrintedDates {
  const startText = printMonth(start, data, style);
  // a month without a day of its own, or the same year on both sides, is printed once
  const endText = end === null ? style.present : printMonth(end, data, style);
  const said = {
    start: iso(start, style.format),
    end: end === null ? null : iso(end, style.format),
    current: end === null,
  };
  const months = (end ?? today) - start + 1;
  if (end === null && style.since)
    return { ...said, text: data.since.replace('{d}', startText), startText, endText: null, months };
  if (end !== null && startText === endText) return { ...said, text: startText, startText, endText, months };
  const text =
    style.words && end !== null
      ? data.until.replace('{a}', startText).replace('{b}', endText)
      : `${startText}${style.joiner}${endText}`;
  return { ...said, text, startText, endText, months };
}

/** One date: the day of a degree. */
export function printEnd(end: Month, data: LanguageData, style: DateStyle): PrintedDates {
  const text = printMonth(end, data, style);
  return { text, startText: null, endText: text, start: null, end: iso(end, style.format), current: false, months: 1 };
}
