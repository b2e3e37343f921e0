import type { Judged } from './reliability.js';

type Step = [upTo: number, probability: number];

/** Values of a rule from which its own steps are trusted more than those of its field. */
const ENOUGH = 40;
/** Values of the prior that a step is drawn to: few values say little. */
const PRIOR = 4;

interface Block {
  upTo: number;
  right: number;
  count: number;
}

/** Isotonic regression by pooling adjacent violators: the more confident a rule is, the more probable its value. */
function fitSteps(values: readonly Judged[], prior: number): Step[] {
  const blocks: Block[] = [];
  for (const { confidence, right } of [...values].sort((a, b) => a.confidence - b.confidence)) {
    const last = blocks.at(-1);
    if (last?.upTo === confidence) {
      last.count += 1;
      last.right += right ? 1 : 0;
    } else blocks.push({ upTo: confidence, right: right ? 1 : 0, count: 1 });
    // pooled below, when the block is complete
  }
  const pooled: Block[] = [];
  for (const block of blocks) {
    pooled.push({ ...block });
    for (;;) {
      const [before, last] = [pooled.at(-2), pooled.at(-1)!];
      if (!before || (before.right / before.count < last.right / last.count && before.count >= ENOUGH / 2)) break;
      pooled.splice(-2, 2, { upTo: last.upTo, right: before.right + last.right, count: before.count + last.count });
    }
  }
  const round = (n: number): number => Math.round(n * 1000) / 1000;
  return pooled.map(({ upTo, right, count }) => [
    round(upTo + 0.0005),
    Math.min(0.995, round((right + PRIOR * prior) / (count + PRIOR))),
  ]);
}

export type FittedFields = Record<string, { any: Step[]; rules: Record<string, Step[]> }>;

/** For each field, and each rule that was met often enough: which of its own confidences is worth what. */
export function fitConfidence(values: readonly Judged[]): FittedFields {
  const shareOf = (members: readonly Judged[]): number => members.filter(({ right }) => right).length / members.length;
  const fitted: FittedFields = {};
  for (const field of [...new Set(values.map((v) => v.field))].sort()) {
    const members = values.filter((v) => v.field === field);
    const prior = shareOf(members);
    const rules: Record<string, Step[]> = {};
    for (const rule of [...new Set(members.map((v) => v.rule))].sort()) {
      const own = members.filter((v) => v.rule === rule);
      if (own.length >= ENOUGH) rules[rule] = fitSteps(own, prior);
    }
    fitted[field] = { any: fitSteps(members, prior), rules };
  }
  return fitted;
}
