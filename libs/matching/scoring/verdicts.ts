export type ScreeningVerdict = 'Strong shortlist' | 'Borderline' | 'Do not progress';

/** The screening API's fixed thresholds. */
export const screeningVerdict = (score: number): ScreeningVerdict =>
  score >= 75 ? 'Strong shortlist' : score >= 50 ? 'Borderline' : 'Do not progress';

export type MatchVerdict = 'STRONG_MATCH' | 'GOOD_MATCH' | 'MODERATE_MATCH' | 'WEAK_MATCH' | 'NOT_SUITABLE';

/** The matching API's fixed thresholds. */
export const matchVerdict = (score: number): MatchVerdict =>
  score >= 75
    ? 'STRONG_MATCH'
    : score >= 60
      ? 'GOOD_MATCH'
      : score >= 40
        ? 'MODERATE_MATCH'
        : score >= 20
          ? 'WEAK_MATCH'
          : 'NOT_SUITABLE';

export const recommendationOf = (score: number): 'Interview' | 'Consider' | 'Not recommended' =>
  score >= 60 ? 'Interview' : score >= 40 ? 'Consider' : 'Not recommended';
