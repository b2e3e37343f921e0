/**
 * What can be said of the fairness of a batch without protected data: how the scores and verdicts are spread, and that
 * selection rates by group are not available since the service neither reads nor keeps gender, age, origin or photo.
 */
export interface BiasReport {
  readonly candidates: number;
  readonly selected: number;
  /** Share with the verdict "Strong shortlist"; null for an empty batch. */
  readonly selection_rate: number | null;
  readonly verdicts: Readonly<Record<string, number>>;
  readonly scores: {
    readonly min: number;
    readonly median: number;
    readonly max: number;
    readonly mean: number;
  } | null;
  /** Mean score and selection rate by the language that the CVs are written in. */
  readonly by_cv_language: readonly {
    readonly language: string | null;
    readonly candidates: number;
    readonly selected: number;
    readonly mean_score: number;
  }[];
  readonly selection_rates_by_protected_group: null;
  readonly selection_rates_unavailable: string;
  readonly excluded_attributes: readonly string[];
}

export const EXCLUDED_ATTRIBUTES = [
  'name',
  'gender',
  'date of birth',
  'age',
  'photo',
  'nationality',
  'birth place',
  'marital status',
  'address',
  'references',
  'interests',
] as const;

export function reportBias(
  results: readonly { readonly score: number; readonly verdict: string; readonly language: string | null }[],
): BiasReport {
  const scores = results.map((r) => r.score).sort((a, b) => a - b);
  const selected = (list: typeof results): number => list.filter((r) => r.verdict === 'Strong shortlist').length;
  const mean = (list: readonly number[]): number =>
    Math.round((10 * list.reduce((sum, s) => sum + s, 0)) / list.length) / 10;
  const languages = [...new Set(results.map((r) => r.language))].sort((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1));
  return {
    candidates: results.length,
    selected: selected(results),
    selection_rate: results.length > 0 ? Math.round((1000 * selected(results)) / results.length) / 1000 : null,
    verdicts: Object.fromEntries(
      ['Strong shortlist', 'Borderline', 'Do not progress'].map((v) => [
        v,
        results.filter((r) => r.verdict === v).length,
      ]),
    ),
    scores:
      scores.length > 0
        ? {
            min: scores[0]!,
            median: scores[Math.floor((scores.length - 1) / 2)]!,
            max: scores.at(-1)!,
            mean: mean(scores),
          }
        : null,
    by_cv_language: languages.map((language) => {
      const group = results.filter((r) => r.language === language);
      return {
        language,
        candidates: group.length,
        selected: selected(group),
        mean_score: mean(group.map((r) => r.score)),
      };
    }),
    selection_rates_by_protected_group: null,
    selection_rates_unavailable:
      'Gender, age, origin and disability are neither read nor kept, so selection rates by these groups cannot be computed here. Join candidate_ref with your own records to compute them.',
    excluded_attributes: EXCLUDED_ATTRIBUTES,
  };
}
