import type { DateRange, Gap, Months, Overlap, PartialDate } from '@vitamill/domain';

/**
 * Convention: time is counted in calendar months that were begun, both ends included: 2018-03 to 2018-05 is 3 months. A date printed as a year
 * may be any of its months, so 2019 to 2020 is at least 2 months (December and January) and at most 24. "Present" ends in the month of the
 * reference date. Where only one end is printed and the range is not current, the length is unknown: null.
 */
interface Span {
  /** Month numbers since year 0, both inclusive. */
  readonly first: number;
  readonly last: number;
}
interface Spans {
  readonly least: Span | null;
  readonly most: Span;
}

const bounds = (date: PartialDate): Span | null => {
  const match = /^(\d{4})(?:-(\d{2}))?/.exec(date);
  if (!match) return null;
  const year = Number(match[1]) * 12;
  if (!match[2]) return { first: year, last: year + 11 };
  const month = Number(match[2]);
  if (month < 1 || month > 12) return null;
  return { first: year + month - 1, last: year + month - 1 };
};

const spansOf = (range: DateRange, referenceDate: string): Spans | null => {
  const today = bounds(referenceDate)?.last ?? null;
  const start = range.start === null ? null : bounds(range.start);
  const end = range.isCurrent
    ? today === null
      ? null
      : { first: today, last: today }
    : range.end === null
      ? null
      : bounds(range.end);
  if (!start || !end || end.last < start.first) return null;
  // within one printed year, or where the ends overlap, a single month is the least
  const least = end.first >= start.last ? { first: start.last, last: end.first } : null;
  return { least, most: { first: start.first, last: Math.max(end.last, start.first) } };
};

const length = (span: Span): number => span.last - span.first + 1;

const union = (spans: readonly Span[]): number => {
  let total = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const span of [...spans].sort((a, b) => a.first - b.first)) {
    if (span.last <= reached) continue;
    total += span.last - Math.max(span.first, reached + 1) + 1;
    reached = span.last;
  }
  return total;
};

/** How long one range lasts, as exactly as it is printed; null where an end is unknown or the ends are the wrong way round. */
export const monthsOfRange = (range: DateRange, referenceDate: string): Months | null => {
  const spans = spansOf(range, referenceDate);
  return spans && { min: spans.least ? length(spans.least) : 1, max: length(spans.most) };
};

/** The union of all ranges: time spent in two at once counts once. Null where no range has a known length. */
export const unionMonths = (ranges: readonly DateRange[], referenceDate: string): Months | null => {
  const known = ranges.flatMap((range) => spansOf(range, referenceDate) ?? []);
  if (known.length === 0) return null;
  const min = union(known.flatMap((spans) => spans.least ?? []));
  const max = union(known.map((spans) => spans.most));
  return { min: Math.max(min, 1), max };
};

/** Mean length of the ranges in months (the middle of each interval), one decimal; null without any. */
export const averageTenure = (ranges: readonly DateRange[], referenceDate: string): number | null => {
  const known = ranges.flatMap((range) => monthsOfRange(range, referenceDate) ?? []);
  if (known.length === 0) return null;
  const mean = known.reduce((sum, months) => sum + (months.min + months.max) / 2, 0) / known.length;
  return Math.round(mean * 10) / 10;
};

/**
 * Times between ranges that no range can cover, longest precision first: only gaps that are certain from the printed dates (at least one
 * month even if every date is read in favour of the candidate).
 */
export const gapsBetween = (ranges: readonly DateRange[], referenceDate: string): readonly Gap[] => {
  const known = ranges
    .flatMap((range) => {
      const spans = spansOf(range, referenceDate);
      return spans ? [{ range, spans }] : [];
    })
    .sort((a, b) => a.spans.most.first - b.spans.most.first);
  const gaps: Gap[] = [];
  let latest: (typeof known)[number] | null = null;
  for (const one of known) {
    const before: Span | null = latest?.spans.most ?? null;
    if (latest && before && one.spans.most.first > before.last + 1 && one.range.start && latest.range.end) {
      const from = latest.spans.least?.last ?? before.first;
      const to = one.spans.least?.first ?? one.spans.most.last;
      gaps.push({
        after: latest.range.end,
        before: one.range.start,
        months: {
          min: one.spans.most.first - before.last - 1,
          max: Math.max(to - from - 1, one.spans.most.first - before.last - 1),
        },
      });
    }
    if (!latest || one.spans.most.last > latest.spans.most.last) latest = one;
  }
  return gaps;
};

/**
 * Pairs of positions that were certainly held at the same time: at least two calendar months even if every date is read the
 * other way, since whoever changes jobs within a month holds one after the other.
 */
export const overlapsBetween = (
  positions: readonly { readonly index: number; readonly range: DateRange }[],
  referenceDate: string,
): readonly Overlap[] => {
  const known = positions.flatMap(({ index, range }) => {
    const spans = spansOf(range, referenceDate);
    return spans ? [{ index, spans }] : [];
  });
  const shared = (a: Span | null, b: Span | null): number =>
    a && b ? Math.max(0, Math.min(a.last, b.last) - Math.max(a.first, b.first) + 1) : 0;
  return known.flatMap((a, i) =>
    known.slice(i + 1).flatMap((b): Overlap[] => {
      const min = shared(a.spans.least, b.spans.least);
      if (min < 2) return [];
      return [{ positions: [a.index, b.index], months: { min, max: shared(a.spans.most, b.spans.most) } }];
    }),
  );
};

/** A date that lies after the reference date becomes the reference date in the same precision; others stay as printed. */
export const clampToReference = (date: PartialDate, referenceDate: string): PartialDate => {
  const reference = referenceDate.slice(0, date.length);
  return date > reference ? reference : date;
};
