/**
 * A partial date as months since year 0. A bare year starts in January; as an end it lasts to its middle, since half of
 * the posts that end "2019" end before July.
 */
export function monthsOf(date: string | null, side: 'start' | 'end'): number | null {
  const match = date ? /^(\d{4})(?:-(\d{2}))?/.exec(date) : null;
  if (!match) return null;
  const year = Number(match[1]);
  if (match[2]) return year * 12 + Number(match[2]) - 1 + (side === 'end' ? 1 : 0);
  return year * 12 + (side === 'end' ? 6 : 3);
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Months that the spans cover together; overlaps count once. */
export function unionMonths(spans: readonly Span[]): number {
  let months = 0;
  let reached = -Infinity;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const from = Math.max(start, reached);
    if (end > from) months += end - from;
    reached = Math.max(reached, end);
  }
  return months;
}
