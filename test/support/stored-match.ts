/** A result of the matching as it is stored, with something in every member. */
export const storedMatch = (score: number) => ({
  score,
  verdict: score >= 75 ? 'Strong shortlist' : score >= 50 ? 'Borderline' : 'Do not progress',
  summary: 'A summary',
  match_reasons: ['A reason'],
  gaps: ['A gap'],
  explanation: {
    uncapped: 90,
    components: [
      { category: 'role', weight: 0.5, score: 0.5 },
      { category: 'requirements', weight: 0.5, score: 1 },
    ],
    caps: [{ limit: score, reason: 'missing_degree', requirement: 'r1' }],
    evidence: [
      { requirement: 'r1', importance: 'must', status: 'met' },
      { requirement: 'r2', importance: 'must', status: 'unknown' },
      { requirement: 'r3', importance: 'nice', status: 'not_met' },
    ],
    counterfactuals: [],
    ignored: [],
  },
});
