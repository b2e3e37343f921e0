/**
 * A number as text. JSON writes numbers as the runtime does otherwise, but past its cache of numbers as texts, which makes
 * each of them outlive its row.
 */
export const numberText = (value: number): string => (Number.isFinite(value) ? JSON.stringify(value) : String(value));
