import { unionMonths } from '../candidate/months.js';
import type { Requirement, Target } from '../types.js';
import { type JudgeContext, NOTHING, statusOf, type Verdict } from './judge-context.js';
import { findTarget, recencyOf, type TargetHit } from './judge-target.js';

/** A requirement of skills, knowledge or practice: the mean of its targets, or the best where one is enough. */
export function judgeSkill(requirement: Requirement, context: JudgeContext): Verdict {
  const verdicts = requirement.targets.map((target) => judgeTarget(target, context));
  if (verdicts.length === 0) return { ...NOTHING, status: 'unknown', reason: 'unreadable' };
  const ordered = [...verdicts].sort((a, b) => b.strength - a.strength);
  const best = ordered[0]!;
  if (requirement.anyOf || verdicts.length === 1) return best;
  const known = verdicts.filter((v) => v.status !== 'unknown');
  if (known.length === 0) return best;
  const strength = known.reduce((sum, v) => sum + v.strength, 0) / known.length;
  const worst = ordered.at(-1)!;
  const status = statusOf(strength);
  return {
    ...best,
    strength,
    status,
    reason: status === 'met' ? best.reason : worst.reason,
    lines: [...new Set(ordered.filter((v) => v.strength > 0).flatMap((v) => v.lines.slice(0, 1)))],
  };
}

export function judgeTarget(target: Target, context: JudgeContext): Verdict {
  const hits = findTarget(target, context);
  const denial = hits.find((hit) => hit.denied && hit.coverage >= 0.5);
  const positive = hits.filter((hit) => !hit.denied && hit.strength > 0);
  const best = positive[0];
  if (denial && (!best || best.strength < 0.85))
    return { ...NOTHING, reason: 'negated', lines: [denial.line], strength: 0 };
  if (!best)
    return context.foreign && !target.exact ? { ...NOTHING, status: 'unknown', reason: 'other_language' } : NOTHING;
  // A word or two that two languages share prove nothing and refute nothing.
  if (context.foreign && !target.exact && best.strength < 0.34)
    return { ...NOTHING, status: 'unknown', reason: 'other_language' };
  const worked = positive.filter((hit) => hit.entry >= 0 && hit.coverage >= 0.6 && !hit.related);
  const { months, lastUsed } = timeOf(worked, context);
  // What is listed and worked with as well is sure, as long as the work is not long ago.
  const listed = positive.some((hit) => hit.entry < 0 && hit.coverage >= 0.6 && !hit.basic);
  const fresh = Math.max(0, ...worked.map((hit) => recencyOf(hit.entry, context)));
  const strength = Math.min(1, best.strength + (listed && worked.length > 0 && fresh > 0.8 ? 0.15 : 0));
  return {
    status: statusOf(strength),
    strength,
    reason: reasonOf(best, fresh, worked.length > 0),
    lines: linesOf(positive),
    months,
    lastUsed,
  };
}

const linesOf = (hits: readonly TargetHit[]): number[] => {
  const top = hits[0]?.strength ?? 0;
  return hits
    .filter((hit) => hit.strength >= 0.7 * top)
    .slice(0, 3)
    .map((hit) => hit.line);
};

function reasonOf(best: TargetHit, fresh: number, worked: boolean): string {
  if (best.related) return 'related';
  if (best.basic) return 'basic';
  if (worked && fresh < 0.6) return 'outdated';
  return best.entry >= 0 ? 'work' : 'listed';
}

/** Months of the entries that prove it, overlaps once, and the year of the last. */
export function timeOf(
  hits: readonly TargetHit[],
  { candidate }: JudgeContext,
): { months: number | null; lastUsed: number | null } {
  const entries = [...new Set(hits.map((hit) => hit.entry))]
    .map((i) => candidate.profile.entries[i]!)
    .filter((e) => e.kind === 'work');
  const dated = entries.flatMap(({ start, end }) => (start !== null && end !== null ? [{ start, end }] : []));
  if (dated.length === 0) return { months: null, lastUsed: null };
  return { months: unionMonths(dated), lastUsed: Math.floor((Math.max(...dated.map((d) => d.end)) - 1) / 12) };
}
