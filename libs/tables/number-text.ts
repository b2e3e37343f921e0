/** Whole numbers that most rows have. */
const SMALL = Array.from({ length: 1_000 }, (_, number) => String(number));

/**
 * A number as text. JSON writes numbers as the runtime does otherwise, but past its cache of numbers as texts, which makes
 * each of them outlive its row.
 */
export function numberText(value: number): string {
  // No other number may be looked up: it would become a text, and stay one.
  if (Number.isInteger(value) && value >= 0 && value < SMALL.length) return SMALL[value] ?? '';
  return Number.isFinite(value) ? JSON.stringify(value) : String(value);
}
