export const CATEGORIES = ['role', 'experience', 'requirements', 'papers', 'languages', 'preferred'] as const;
export type Category = (typeof CATEGORIES)[number];
export type Weights = Readonly<Record<Category, number>>;

/**
 * What each category is worth when all are present; together one. Tuned on the jobs of test/matching whose split is
 * `tune`; docs/matching.md says what each category means.
 */
export const DEFAULT_WEIGHTS: Weights = {
  role: 0.22,
  experience: 0.22,
  requirements: 0.3,
  papers: 0.13,
  languages: 0.05,
  preferred: 0.08,
};

/** Weights of a request: some categories given, the others as they are by default, then scaled so that they sum to one. */
export function completeWeights(given: Partial<Weights>): Weights {
  const merged = { ...DEFAULT_WEIGHTS, ...given };
  const sum = CATEGORIES.reduce((total, category) => total + merged[category], 0);
  if (!(sum > 0)) return DEFAULT_WEIGHTS;
  return Object.fromEntries(CATEGORIES.map((category) => [category, merged[category] / sum])) as unknown as Weights;
}
