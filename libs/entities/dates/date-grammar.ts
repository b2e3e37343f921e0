import { type DateRange, type DateVocabulary, foldKeepingLength } from '@vitamill/domain';

/** A date or range of dates as it stands in a text. */
export interface DateMatch {
  readonly start: number;
  readonly end: number;
  readonly range: DateRange;
  /** Whether two ends, or one end and "present" or "since", were printed. */
  readonly isRange: boolean;
}

export interface DateOptions {
  readonly vocabulary: DateVocabulary;
  /** Whether 03/04/2020 is the 4th of March (US) or the 3rd of April. */
  readonly monthFirst: boolean;
}

/** Finds the dates of a text, ranges as a whole, from the left. */
export type DateFinder = (text: string) => readonly DateMatch[];

interface Atom {
  readonly end: number;
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
  readonly present?: boolean;
}

const escapeTerm = (term: string): string => term.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s+');
const anyOf = (terms: readonly string[]): string =>
  terms.length > 0 ? `(?:${terms.map(escapeTerm).join('|')})` : '(?!)';

const YEAR = '(?:19[4-9]\\d|20[0-4]\\d)';
const WORD_END = '(?![\\p{L}\\p{N}])';
const DASH = '[-\\u2010-\\u2015\\u2212~\\u2192\\u27A1\\u203A>]';

/** Words for "since" behind the date, folded: Hungarian, Turkish, Finnish, English. */
const SINCE_BEHIND = [
  ...['tol', 'ota', 'den beri', 'dan beri', "'den beri", "'dan beri", 'ten beri', 'tan beri', "'ten beri", "'tan beri"],
  ...['den itibaren', 'dan itibaren', "'den itibaren", "'dan itibaren", 'alkaen', 'lahtien', 'onwards', 'onward'],
];

const DIGITS = '0123456789';

const two = (n: number): string => String(n).padStart(2, '0');
const isMonth = (n: number): boolean => n >= 1 && n <= 12;
/** Two-digit years up to ten years ahead belong to this century. */
const fullYear = (yy: number): number => (yy <= 36 ? 2000 + yy : 1900 + yy);

/** Days that their month does not have are left out. */
const iso = ({ year, month, day }: Pick<Atom, 'year' | 'month' | 'day'>): string | null => {
  if (year === null) return null;
  if (month === null) return String(year);
  const exists = day !== null && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
  return exists ? `${year}-${two(month)}-${two(day)}` : `${year}-${two(month)}`;
};

/** Makes the date finder of one document: its language's words, its order of day and month. */
export function createDateFinder({ vocabulary, monthFirst }: DateOptions): DateFinder {
  const monthNames = [...vocabulary.months.keys()].sort((a, b) => b.length - a.length);
  const seasonNames = [...vocabulary.seasons.keys()].sort((a, b) => b.length - a.length);
  const sticky = (source: string): RegExp => new RegExp(source, 'uy');
  const MONTH = `(?<month>${anyOf(monthNames)})`;
  const leadsOf = (terms: readonly string[]): string => [...new Set(terms.map((term) => term[0]))].join('');
  const MONTH_LEADS = leadsOf(monthNames);
  const SEASON_LEADS = leadsOf(seasonNames);
  const OF = "(?:\\s*[.,/\\-\\u2013']?\\s*(?:(?:de|del|di|of|do|van|von)\\s+)?|\\s+)";
  const YEAR_NOISE = `(?:\\s*(?:${anyOf(vocabulary.noise.filter((n) => n.length > 1))}|г|р|r)(?:\\.|${WORD_END}))?`;
  /** Forms of a date, with the characters that each can begin with. */
  const shapes: readonly { leads: string; re: RegExp; read: (m: RegExpExecArray) => Omit<Atom, 'end'> | null }[] = [
    {
      leads: DIGITS,
      re: sticky(`(?<y>${YEAR})\\s?[-/.]\\s?(?<m>\\d{1,2})(?:\\s?[-/.]\\s?(?<d>\\d{1,2}))?\\.?(?![\\p{L}\\p{N}])`),
      read: ({ groups: g }) =>
        isMonth(+g!.m!) && g!.m!.length === 2
          ? { year: +g!.y!, month: +g!.m!, day: g!.d && +g!.d <= 31 && +g!.d > 0 ? +g!.d : null }
          : null,
    },
    {
      leads: DIGITS,
      re: sticky(`(?<a>\\d{1,2})\\s?[./-]\\s?(?<b>\\d{1,2})\\s?[./-]\\s?(?<y>${YEAR})${WORD_END}${YEAR_NOISE}`),
      read: ({ groups: g }) => {
        const [a, b] = [+g!.a!, +g!.b!];
        const [day, month] = (monthFirst && isMonth(a)) || b > 12 ? [b, a] : [a, b];
        return isMonth(month) && day >= 1 && day <= 31 ? { year: +g!.y!, month, day } : null;
      },
    },
    {
      leads: DIGITS,
      re: sticky(`(?<m>\\d{1,2})\\s?[./-]\\s?(?<y>${YEAR})${WORD_END}${YEAR_NOISE}`),
      read: ({ groups: g }) => (isMonth(+g!.m!) ? { year: +g!.y!, month: +g!.m!, day: null } : null),
    },
    {
      leads: DIGITS,
      re: sticky(
        `(?:(?<d>\\d{1,2})(?:st|nd|rd|th|er|\\.|-?го|\\u00BA)?\\s*(?:de\\s+)?)${MONTH}(?!\\p{L})\\.?${OF}(?<y>${YEAR})${WORD_END}${YEAR_NOISE}`,
      ),
      read: ({ groups: g }) => ({
        year: +g!.y!,
        month: vocabulary.months.get(g!.month!.replace(/\s+/g, ' ')) ?? null,
        day: +g!.d! <= 31 ? +g!.d! : null,
      }),
    },
    {
      leads: MONTH_LEADS,
      re: sticky(`${MONTH}\\.?\\s+(?<d>\\d{1,2})(?:st|nd|rd|th)?,\\s*(?<y>${YEAR})${WORD_END}`),
      read: ({ groups: g }) => ({
        year: +g!.y!,
        month: vocabulary.months.get(g!.month!.replace(/\s+/g, ' ')) ?? null,
        day: +g!.d!,
      }),
    },
    {
      leads: MONTH_LEADS,
      re: sticky(`${MONTH}(?!\\p{L})\\.?${OF}(?<y>${YEAR})${WORD_END}${YEAR_NOISE}`),
      read: ({ groups: g }) => ({
        year: +g!.y!,
        month: vocabulary.months.get(g!.month!.replace(/\s+/g, ' ')) ?? null,
        day: null,
      }),
    },
    {
      leads: MONTH_LEADS,
      re: sticky(`${MONTH}\\.?\\s*['\\u2019\\u2018\`](?<y>\\d{2})${WORD_END}`),
      read: ({ groups: g }) => ({
        year: fullYear(+g!.y!),
        month: vocabulary.months.get(g!.month!.replace(/\s+/g, ' ')) ?? null,
        day: null,
      }),
    },
    {
      leads: MONTH_LEADS,
      re: sticky(`${MONTH}\\.?[\\s-](?<y>\\d{2})(?![\\p{L}\\p{N}.:,/])`),
      read: ({ groups: g }) => ({
        year: fullYear(+g!.y!),
        month: vocabulary.months.get(g!.month!.replace(/\s+/g, ' ')) ?? null,
        day: null,
      }),
    },
    {
      leads: DIGITS,
      re: sticky(`(?<y>${YEAR})\\.?\\s*(?:\\u00E9v\\s*)?${MONTH}\\.?(?:\\s*(?<d>\\d{1,2})\\.)?(?!\\p{L})`),
      read: ({ groups: g }) => ({
        year: +g!.y!,
        month: vocabulary.months.get(g!.month!.replace(/\s+/g, ' ')) ?? null,
        day: g!.d ? +g!.d : null,
      }),
    },
    {
      leads: SEASON_LEADS,
      re: sticky(`(?:${anyOf(seasonNames)})\\s*(?:de\\s+)?(?<y>${YEAR})${WORD_END}`),
      read: ({ groups: g }) => ({ year: +g!.y!, month: null, day: null }),
    },
    {
      leads: `qtk${DIGITS}`,
      re: sticky(
        `(?:q|t|k)(?<q>[1-4])[\\s/.-]*(?<y>${YEAR})${WORD_END}|(?<q2>[1-4])\\.?\\s?(?:quartal|kvartal|quarter|trimestre|kwartaal)\\s+(?<y2>${YEAR})${WORD_END}`,
      ),
      read: ({ groups: g }) => ({ year: +(g!.y ?? g!.y2)!, month: (+(g!.q ?? g!.q2)! - 1) * 3 + 1, day: null }),
    },
    {
      leads: DIGITS,
      re: sticky(`(?<y>${YEAR})${WORD_END}\\.?(?=$|[^\\d])${YEAR_NOISE}`),
      read: ({ groups: g }) => ({ year: +g!.y!, month: null, day: null }),
    },
  ];
  const present = sticky(`${anyOf(vocabulary.present)}${WORD_END}`);
  const twoDigit = sticky(`(?<m>0[1-9]|1[0-2]|[1-9])[/.'](?<y>\\d{2})(?![\\p{L}\\p{N}/.])`);
  const monthAlone = sticky(`${MONTH}\\.?(?!\\p{L})`);
  const dayAlone = sticky(`(?<d>\\d{1,2})[.]?\\s?(?<m>\\d{1,2})[.](?!\\d)`);
  const separator = sticky(
    `\\.?\\s*(?:${DASH}{1,2}|(?:${anyOf(vocabulary.to)})${WORD_END}\\.?|/)\\s*(?:(?:${anyOf(vocabulary.to.filter((t) => t.length > 1))})${WORD_END}\\s*)?`,
  );
  const dashAlone = sticky(`\\.?\\s*${DASH}{1,2}\\s*`);
  const bareDash = sticky(`\\s*${DASH}{1,2}\\s*(?=$|[,;|)(]|\\s{2,})`);
  const before = new RegExp(
    `(?:^|[^\\p{L}\\p{N}])(?<word>${anyOf([...vocabulary.since, ...vocabulary.until, ...vocabulary.from])})[\\s:.]*$`,
    'u',
  );
  const since = new Set(vocabulary.since);
  const until = new Set(vocabulary.until);
  const after = sticky(`[-\\s]*(?:${anyOf(SINCE_BEHIND)})${WORD_END}`);
  const shortYear = sticky(`\\s*[-\\u2013/]\\s*(?<y>\\d{2})(?![\\p{L}\\p{N}./])`);

  const schoolYears = new RegExp(`^\\s*${DASH}\\s*(?<y>${YEAR})/\\d{2}(?!\\d)`, 'u');

  // Most places of a text can begin no date, most words begin no month: they are told at once.
  const byLead = new Map(
    [...new Set(shapes.map(({ leads }) => leads).join(''))].map((lead) => [
      lead,
      {
        shapes: shapes.filter(({ leads }) => leads.includes(lead)),
        withoutMonth: shapes.filter(({ leads }) => leads !== MONTH_LEADS && leads.includes(lead)),
      },
    ]),
  );
  const monthName = sticky(anyOf(monthNames));
  const beginsMonth = (text: string, at: number): boolean => {
    monthName.lastIndex = at;
    return monthName.test(text);
  };

  const readAtom = (text: string, at: number, inRange: boolean): Atom | null => {
    const lead = text[at] ?? '';
    const candidates = byLead.get(lead);
    const isMonthName = MONTH_LEADS.includes(lead) && lead !== '' && beginsMonth(text, at);
    for (const { re, read } of (isMonthName ? candidates?.shapes : candidates?.withoutMonth) ?? []) {
      re.lastIndex = at;
      const match = re.exec(text);
      const atom = match && read(match);
      if (match && atom) return { ...atom, end: at + match[0].length };
    }
    if (inRange) {
      present.lastIndex = at;
      const now = present.exec(text);
      if (now) return { year: null, month: null, day: null, present: true, end: at + now[0].length };
    }
    if (isMonthName) {
      monthAlone.lastIndex = at;
      const month = monthAlone.exec(text);
      if (month)
        return {
          year: null,
          month: vocabulary.months.get(month.groups!.month!.replace(/\s+/g, ' ')) ?? null,
          day: null,
          end: at + month[0].length,
        };
    }
    if (!DIGITS.includes(lead)) return null;
    twoDigit.lastIndex = at;
    const short = twoDigit.exec(text);
    if (short)
      return { year: fullYear(+short.groups!.y!), month: +short.groups!.m!, day: null, end: at + short[0].length };
    dayAlone.lastIndex = at;
    const day = dayAlone.exec(text);
    if (day && isMonth(+day.groups!.m!))
      return { year: null, month: +day.groups!.m!, day: +day.groups!.d!, end: at + day[0].length };
    return null;
  };

  const readRange = (text: string, at: number): DateMatch | null => {
    const first = readAtom(text, at, false);
    if (!first) return null;
    const viaShapes = first.year !== null;
    // "до момента", "até à data": the words for "present" can begin with the word for "to"
    const gap = /^[\s,.]*/.exec(text.slice(first.end))![0].length;
    present.lastIndex = first.end + gap;
    const now = viaShapes && gap > 0 ? present.exec(text) : null;
    if (now && now[0].length > 3)
      return {
        start: at,
        end: first.end + gap + now[0].length,
        range: { start: iso(first), end: null, isCurrent: true },
        isRange: true,
      };
    separator.lastIndex = first.end;
    const sep = separator.exec(text);
    if (sep) {
      // "– до момента": the words for "present" can begin with the word for "to", which the separator takes with it
      dashAlone.lastIndex = first.end;
      const dash = dashAlone.exec(text);
      present.lastIndex = dash ? dash.index + dash[0].length : 0;
      const open = dash && dash[0].length < sep[0].length ? present.exec(text) : null;
      const second: Atom | null = open
        ? { year: null, month: null, day: null, present: true, end: present.lastIndex }
        : readAtom(text, first.end + sep[0].length, true);
      if (second && (second.present || second.year !== null) && (viaShapes || second.year !== null)) {
        const start = viaShapes ? first : { ...first, year: second.year };
        if (start.year !== null || second.present) {
          const reversed = !second.present && (second.year ?? 0) < (start.year ?? 0);
          if (!reversed && start.year !== null)
            return {
              start: at,
              end: second.end,
              range: {
                start: iso(start),
                end: second.present ? null : iso(second),
                isCurrent: Boolean(second.present),
              },
              isRange: true,
            };
        }
      }
    }
    if (!viaShapes) return null;
    if (first.month === null) {
      shortYear.lastIndex = first.end;
      const short = shortYear.exec(text);
      const year = short ? Math.floor(first.year! / 100) * 100 + +short.groups!.y! : 0;
      if (short && year > first.year! && year - first.year! < 30) {
        // "2016/17 – 2018/19": school years on both sides
        const last = schoolYears.exec(text.slice(first.end + short[0].length, first.end + short[0].length + 24));
        if (last && +last.groups!.y! >= first.year!)
          return {
            start: at,
            end: first.end + short[0].length + last[0].length,
            range: { start: String(first.year), end: String(+last.groups!.y! + 1), isCurrent: false },
            isRange: true,
          };
        return {
          start: at,
          end: first.end + short[0].length,
          range: { start: String(first.year), end: String(year), isCurrent: false },
          isRange: true,
        };
      }
    }
    const lead = before.exec(text.slice(Math.max(0, at - 30), at));
    after.lastIndex = first.end;
    const trailing = after.exec(text);
    const word = lead?.groups?.word ?? '';
    const leadStart = lead ? at - (lead[0].length - lead[0].indexOf(word)) : at;
    if (trailing)
      return {
        start: at,
        end: first.end + trailing[0].length,
        range: { start: iso(first), end: null, isCurrent: true },
        isRange: true,
      };
    if (word && since.has(word) && !until.has(word))
      return {
        start: leadStart,
        end: first.end,
        range: { start: iso(first), end: null, isCurrent: true },
        isRange: true,
      };
    if (word && until.has(word))
      return {
        start: leadStart,
        end: first.end,
        range: { start: null, end: iso(first), isCurrent: false },
        isRange: true,
      };
    bareDash.lastIndex = first.end;
    const open = bareDash.exec(text);
    if (open)
      return {
        start: at,
        end: first.end + open[0].length,
        range: { start: iso(first), end: null, isCurrent: true },
        isRange: true,
      };
    const untilDash = /(?:^|[\s(])[-\u2013\u2014]\s*$/u.exec(text.slice(0, at));
    const start = word ? leadStart : at;
    if (untilDash && text.slice(0, at).trim().length <= 1)
      return { start: 0, end: first.end, range: { start: null, end: iso(first), isCurrent: false }, isRange: true };
    return { start, end: first.end, range: { start: iso(first), end: iso(first), isCurrent: false }, isRange: false };
  };

  return (original) => {
    if (!/\d/.test(original)) return [];
    const text = foldKeepingLength(original);
    const found: DateMatch[] = [];
    let at = 0;
    while (at < text.length) {
      if (!byLead.has(text[at]!)) {
        at += 1;
        continue;
      }
      const boundary =
        at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1]!) || (/\d/.test(text[at]!) && /\p{L}/u.test(text[at - 1]!));
      const match = boundary && /[\p{L}\p{N}]/u.test(text[at]!) ? readRange(text, at) : null;
      const clean = match && !/[\d][/.-]?$/.test(text.slice(Math.max(0, match.start - 2), match.start)) ? match : null;
      if (clean) {
        // "von 2018 bis 2020": the word before the range belongs to it
        const lead = before.exec(text.slice(Math.max(found.at(-1)?.end ?? 0, clean.start - 30), clean.start));
        const start = lead ? clean.start - (lead[0].length - lead[0].indexOf(lead.groups!.word!)) : clean.start;
        found.push({ ...clean, start });
        at = clean.end;
      } else at += 1;
    }
    return found;
  };
}
