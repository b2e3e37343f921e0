import { foldKeepingLength } from '@vitamill/domain';
import { BASIC } from '../candidate/entry-words.js';
import { deniesWords } from '../candidate/negation.js';
import type { Target } from '../types.js';
import type { JudgeContext } from './judge-context.js';

/** Where in a CV a target is named, and how good a proof that is. */
export interface TargetHit {
  readonly line: number;
  readonly entry: number;
  /** 0..1: how well the words of the line answer the target. */
  readonly coverage: number;
  /** 0..1: coverage times what the context and the age of the line let it count. */
  readonly strength: number;
  readonly denied: boolean;
  readonly basic: boolean;
  readonly related: boolean;
}

/** Listed words count more where the career speaks for them. */
const LISTED = { backed: 0.8, bare: 0.3 };
const CONTEXT_FACTOR = {
  work: 1,
  certificates: 0.9,
  study: 0.6,
  projects: 0.6,
  summary: 0,
  skills: 0,
  languages: 0.3,
  other: 0,
} as const;
const TRAINING_FACTOR = 0.6;

/** All lines that name the target, best first. */
export function findTarget(target: Target, context: JudgeContext): TargetHit[] {
  const coverage = new Map<number, { value: number; at: number | null; related: boolean }>();
  const put = (line: number, value: number, at: number | null, related: boolean): void => {
    const known = coverage.get(line);
    if (!known || known.value < value) coverage.set(line, { value, at, related });
  };
  const { candidate } = context;
  for (const id of target.skills)
    for (const hit of candidate.skillHits(id)) {
      const value = hit.strength * (target.share >= 0.6 ? 1 : target.share);
      put(hit.line, value, hit.start, hit.strength < 0.5);
    }
  if (target.words.length > 0)
    wordCoverage(target, context).forEach((value, line) => {
      // The words of a skill of the taxonomy must be there whole.
      const scaled = target.exact ? (value >= 0.9 ? 0.9 : 0) : clamp((value - 0.25) / 0.45);
      if (scaled > 0) put(line, scaled, null, false);
    });
  const hits = [...coverage].map(([line, { value, at, related }]) => weigh(line, value, at, related, target, context));
  return hits.sort((a, b) => b.strength - a.strength || b.coverage - a.coverage || a.line - b.line);
}

/** Share of the target's words in each line; a line may borrow from the other lines of its entry at a discount. */
function wordCoverage(target: Target, { candidate }: JudgeContext): Map<number, number> {
  const perLine = new Map<number, number>();
  const perEntry = new Map<number, Map<number, number>>();
  const total = target.words.reduce((sum, word) => sum + weightOf(word), 0);
  target.words.forEach((word, index) => {
    for (const [line, alike] of candidate.wordHits(word)) {
      const share = (alike * weightOf(word)) / total;
      perLine.set(line, (perLine.get(line) ?? 0) + share);
      const entry = candidate.profile.lines[line]!.entry;
      if (entry < 0) continue;
      const words = perEntry.get(entry) ?? perEntry.set(entry, new Map()).get(entry)!;
      words.set(index, Math.max(words.get(index) ?? 0, share));
    }
  });
  for (const [line, own] of perLine) {
    const entry = candidate.profile.lines[line]!.entry;
    const all = entry < 0 ? 0 : [...perEntry.get(entry)!.values()].reduce((sum, share) => sum + share, 0);
    perLine.set(line, Math.max(own, own + 0.85 * (all - own)));
  }
  return perLine;
}

const weightOf = (word: string): number => (word.length >= 6 ? 1 : word.length >= 4 ? 0.8 : 0.6);
export const clamp = (value: number): number => Math.max(0, Math.min(1, value));

function weigh(
  line: number,
  value: number,
  at: number | null,
  related: boolean,
  target: Target,
  context: JudgeContext,
): TargetHit {
  const { candidate, career } = context;
  const { context: place, entry, text } = candidate.profile.lines[line]!;
  const folded = foldKeepingLength(text);
  const position =
    at ?? Math.max(0, ...target.words.map((word) => folded.indexOf(word.slice(0, 5))).filter((i) => i >= 0));
  const denials = candidate.denials[line]!;
  const denied =
    denials.length > 0 &&
    (at === null ? deniesWords(denials, target.words) : denials.some((one) => at >= one.start && at < one.end));
  const near = folded.slice(Math.max(0, position - 28), position + 48);
  const basic = BASIC.test(near);
  const base = CONTEXT_FACTOR[place] || (career >= 0.45 ? LISTED.backed : LISTED.bare);
  const training = entry >= 0 && candidate.profile.entries[entry]!.training ? TRAINING_FACTOR : 1;
  const strength = denied ? 0 : value * base * training * (basic ? 0.5 : 1) * recencyOf(entry, context);
  return { line, entry, coverage: value, strength, denied, basic, related };
}

/** Knowledge fades: all of it counts for four years, four tenths after ten. */
export function recencyOf(entry: number, { candidate, today }: Pick<JudgeContext, 'candidate' | 'today'>): number {
  const one = candidate.profile.entries[entry];
  if (!one || one.kind === 'study' || one.end === null) return 1;
  const years = (today - one.end) / 12;
  if (years <= 4) return 1;
  return years >= 10 ? 0.35 : 1 - (0.65 * (years - 4)) / 6;
}
