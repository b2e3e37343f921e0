import { foldTerm, type Vocabulary } from '@vitamill/domain';
import type { DateFinder } from '@vitamill/entities';
import type { LayoutHints } from '@vitamill/layout';
import { matchHeading } from '@vitamill/sections';

/** "heute", "по настоящее время", "6 years 7 months": parts of a date column without a date of their own. */
function isPresentOrDuration(text: string, { dates }: Vocabulary): boolean {
  const folded = foldTerm(text);
  if (folded.length >= 3 && dates.present.includes(folded)) return true;
  const units = folded.split(/\s+/).filter((word) => !/^\d+$/.test(word));
  return (
    /^\d{1,2}\s/.test(folded) &&
    units.length > 0 &&
    units.length <= 3 &&
    units.some((unit) => dates.durations.includes(unit))
  );
}

/** The layout tries many cuts of a page, and asks about the same texts in each. */
function remember(judge: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>();
  return (text) => {
    const answer = known.get(text) ?? judge(text);
    known.set(text, answer);
    return answer;
  };
}

/** What the layout asks of the lexicons, for a document in the language of `vocabulary`. */
export function createLayoutHints(vocabulary: Vocabulary, findDates: DateFinder): LayoutHints {
  return {
    isHeading: remember((text) => text.length <= 60 && (matchHeading(text, vocabulary)?.strength ?? 0) >= 0.9),
    isDate: remember((text) => {
      if (text.length > 50) return false;
      if (isPresentOrDuration(text, vocabulary)) return true;
      const dates = findDates(text);
      return dates.length > 0 && dates.reduce((sum, d) => sum + d.end - d.start, 0) >= 0.75 * text.trim().length;
    }),
    isWholeDate: (text) => {
      const [date, ...more] = text.length > 50 ? [] : findDates(text);
      return date !== undefined && more.length === 0 && date.start === 0 && text.length - date.end <= 1;
    },
    hasEdgeRange: (text) =>
      text.length <= 160 && findDates(text).some((d) => d.isRange && (d.start <= 1 || text.length - d.end <= 2)),
    endsOpen: (text) => {
      const last = /(?<!\p{L})(\p{Ll}{1,5})$/u.exec(text)?.[1];
      if (last !== undefined && vocabulary.functionWords.has(foldTerm(last))) return true;
      const count = (marks: RegExp): number => text.match(marks)?.length ?? 0;
      return (
        text.length < 160 && (count(/\(/g) > count(/\)/g) || count(/[\u201E\u00AB]/g) > count(/[\u201C\u201D\u00BB]/g))
      );
    },
    isLabel: remember((text) => text.length < 110 && foldTerm(text).length > 0 && vocabulary.labels.has(text)),
  };
}
