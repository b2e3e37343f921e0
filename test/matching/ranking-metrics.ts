export interface Ranked {
  readonly ref: string;
  readonly grade: number;
  readonly score: number;
}

const gain = (grades: readonly number[]): number =>
  grades.reduce((sum, grade, i) => sum + (2 ** grade - 1) / Math.log2(i + 2), 0);

const byScore = (a: Ranked, b: Ranked): number => b.score - a.score || (a.ref < b.ref ? -1 : 1);

/** Normalised discounted cumulative gain of the first `k`, 0..1. */
export function ndcgAt(k: number, ranked: readonly Ranked[]): number {
  const found = [...ranked].sort(byScore).slice(0, k);
  const best = ranked
    .map((one) => one.grade)
    .sort((a, b) => b - a)
    .slice(0, k);
  return gain(found.map((one) => one.grade)) / gain(best);
}

/** Pairs of different grades, and how many of them stand in the right order; equal scores count half. */
export function pairOrder(ranked: readonly Ranked[]): { readonly right: number; readonly pairs: number } {
  let right = 0;
  let pairs = 0;
  for (const a of ranked)
    for (const b of ranked) {
      if (a.grade <= b.grade) continue;
      pairs++;
      right += a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0;
    }
  return { right, pairs };
}
