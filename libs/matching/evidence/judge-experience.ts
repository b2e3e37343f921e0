import { type Span, unionMonths } from '../candidate/months.js';
import { isJunior } from '../candidate/ranks.js';
import { findYears } from '../job/years.js';
import { contentWords, wordSimilarity } from '../text/words.js';
import type { Requirement, Target } from '../types.js';
import { type JudgeContext, NOTHING, type Verdict } from './judge-context.js';
import { findTarget } from './judge-target.js';
import { codeNearness } from './relatedness.js';

/** Months of training count a quarter. */
const TRAINING_SHARE = 0.25;

/** "5+ years of Python", "2 Jahre auf einer Intensivstation", "3 ans en vente B2B": dated months against those asked for. */
export function judgeExperience(requirement: Requirement, context: JudgeContext): Verdict {
  const asked = (requirement.years ?? 1) * 12;
  const roleLike = isRole(requirement, context);
  const named = requirement.targets.map((target) => monthsOfTarget(target, context, roleLike ? 0.5 : 0));
  const byTarget = named.sort((a, b) => b.months - a.months)[0] ?? null;
  const byRole = monthsByRole(context, requirement.targets.length === 0 || roleLike ? 0.55 : 0.75);
  const stated = statedMonths(requirement, context, roleLike);
  const denied = byTarget?.denied ?? null;
  if (denied !== null && (byTarget?.months ?? 0) < asked)
    return { ...NOTHING, reason: 'negated', lines: [denied], months: Math.round(byTarget?.dated ?? 0) };

  let best: Counted = byTarget ?? NONE;
  if ((roleLike || requirement.targets.length === 0) && byRole.months > best.months) best = byRole;
  if (stated.months > best.months) best = stated;
  let ratio = best.months / asked;
  // The profession fits and the special field is not named: half a proof, more where the CV is in another language.
  if (!roleLike && requirement.targets.length > 0 && byRole.months > best.months) {
    const skillNamed = requirement.targets.some((t) => t.exact);
    const share = skillNamed
      ? byTarget?.listed
        ? 0.6
        : 0.1
      : inTitle(requirement.targets, context)
        ? context.foreign
          ? 0.7
          : 0.3
        : 0.8;
    const vague = Math.min(1, (byRole.months * share) / asked);
    if (vague > ratio) {
      ratio = vague;
      best = byRole;
    }
  }
  if (!context.comparable && ratio < 0.5 && !requirement.targets.some((t) => t.exact))
    return { ...NOTHING, status: 'unknown', reason: 'other_language' };
  // What is said is what is dated: of the posts that name it, or of all in the line of work where that is what is asked for.
  const byPost = best === byRole;
  const said = Math.round(byPost && !roleLike && ratio < 0.9 ? (byTarget?.dated ?? 0) : best.dated);
  const old = said >= 0.9 * asked && best.lastYear !== null;
  const strength = ratio >= 0.9 ? 1 : Math.max(0, ratio);
  const status = strength >= 0.9 ? 'met' : strength >= 0.5 ? 'partly' : 'not_met';
  return {
    status,
    strength,
    reason:
      status === 'met' ? (byPost ? 'years_role' : 'years') : old ? 'outdated' : said > 0 ? 'too_few_years' : 'no_years',
    lines: best.lines.slice(0, 3),
    months: said,
    lastUsed: best.lastYear,
  };
}

/** "as", "als", "comme": what follows is the post, not a field of it. */
const AS = /(?:^|[\s(])(?:as|als|comme|como|come|en tant que|in qualità di)\s/i;

/** Whether what is asked for is the job itself: "as a data engineer" in an advert for one, or no more than "experience". */
function isRole({ targets, text }: Requirement, { job, resources }: JudgeContext): boolean {
  if (targets.length === 0) return true;
  const as = AS.test(text);
  return targets.some((target) => {
    const like = likenessToTitle(target, job.title);
    if (as && like >= 0.5) return true;
    if (target.exact && !as) return false;
    const found = resources.titles?.classify(
      target.label.replace(/^.*?(?:\bas an?|\bals|\bcomme|\bcomo|\bcome)\s+/i, ''),
      job.language,
    );
    return (
      found != null &&
      found.confidence >= 0.7 &&
      (found.method === 'exact' || found.method === 'alias' || (as && found.method !== 'similar')) &&
      job.occupation !== null &&
      codeNearness(found.code, job.occupation.code) >= 0.7
    );
  });
}

function likenessToTitle(target: Target, title: string | null): number {
  const words = contentWords(title ?? '');
  if (target.words.length === 0) return 0;
  return (
    target.words.filter((word) => words.some((other) => wordSimilarity(word, other) >= 0.75)).length /
    target.words.length
  );
}

/** Whether the target is what the title narrows the job to ("Intensivstation", "Employment Solicitor"): then it must be named. */
const inTitle = (targets: readonly Target[], { job }: JudgeContext): boolean =>
  targets.some((target) => likenessToTitle(target, job.title) >= 0.34);

interface Counted {
  /** What counts: training, old posts and weak matches in part. */
  readonly months: number;
  /** Months of the posts as they are dated, overlaps once, training left out: what a sentence may say. */
  readonly dated: number;
  /** Year in which the last of them ended. */
  readonly lastYear: number | null;
  readonly lines: readonly number[];
}

const NONE: Counted = { months: 0, dated: 0, lastYear: null, lines: [] };

function monthsOfTarget(
  target: Target,
  context: JudgeContext,
  nearest: number,
): Counted & { denied: number | null; listed: boolean } {
  const hits = findTarget(target, context);
  const denied = hits.find((hit) => hit.denied && hit.coverage >= 0.5)?.line ?? null;
  const worked = hits.filter(
    (hit) =>
      !hit.denied &&
      hit.entry >= 0 &&
      hit.coverage >= 0.6 &&
      !hit.related &&
      !hit.basic &&
      context.relatedness[hit.entry]! >= nearest,
  );
  const entries = [...new Set(worked.map((hit) => hit.entry))];
  const counted = count(entries, context, (entry) =>
    Math.max(...worked.filter((h) => h.entry === entry).map((h) => Math.min(1, h.coverage + 0.15))),
  );
  return {
    ...counted,
    lines: worked.map((hit) => hit.line),
    denied,
    listed: hits.some((hit) => !hit.denied && hit.entry < 0 && hit.coverage >= 0.6 && !hit.basic),
  };
}

function monthsByRole(context: JudgeContext, floor: number): Counted {
  const { entries, lines } = context.candidate.profile;
  const near = entries.flatMap((entry, i) => (entry.kind === 'work' && context.relatedness[i]! >= floor ? [i] : []));
  const demanding = context.job.seniority === 'senior' || context.job.seniority === 'lead';
  const counted = count(near, context, (i) =>
    demanding && isJunior(entries[i]!.title, context.candidate.profile.language, context.resources) ? 0.5 : 1,
  );
  return { ...counted, lines: near.map((i) => lines.findIndex((line) => line.entry === i)).filter((i) => i >= 0) };
}

/** What months count for by the years since the post ended: all for five, three tenths after twelve. */
const freshness = (end: number, today: number): number =>
  Math.max(0.3, Math.min(1, 1 - (0.7 * ((today - end) / 12 - 5)) / 7));

/** Months of the entries, overlaps once; training and weak matches count in part. */
function count(
  indices: readonly number[],
  { candidate, today }: JudgeContext,
  weight: (entry: number) => number,
): Counted {
  const full: Span[] = [];
  const all: Span[] = [];
  let partial = 0;
  for (const i of indices) {
    const entry = candidate.profile.entries[i]!;
    if (entry.kind !== 'work' || entry.start === null || entry.end === null || entry.end <= entry.start) continue;
    if (!entry.training) all.push({ start: entry.start, end: entry.end });
    const share = (entry.training ? TRAINING_SHARE : 1) * weight(i) * freshness(entry.end, today);
    if (share >= 0.9) full.push({ start: entry.start, end: entry.end });
    else partial += (entry.end - entry.start) * share;
  }
  const last = Math.max(0, ...all.map((span) => span.end));
  return {
    months: unionMonths(full) + partial,
    dated: unionMonths(all),
    lastYear: last > 0 ? Math.floor((last - 1) / 12) : null,
    lines: [],
  };
}

/** "Nine years in Python" in a summary. Where posts are dated, no more than they span and a year. */
function statedMonths(requirement: Requirement, context: JudgeContext, roleLike: boolean): Counted {
  const { profile } = context.candidate;
  const spans = profile.entries.flatMap((e) =>
    e.kind === 'work' && e.start !== null && e.end !== null && e.end > e.start ? [{ start: e.start, end: e.end }] : [],
  );
  const bound = spans.length > 0 ? unionMonths(spans) + 12 : Infinity;
  const hits = requirement.targets.flatMap((target) => findTarget(target, context));
  let best: Counted = NONE;
  profile.lines.forEach((line, i) => {
    if (line.entry >= 0 || !/\d|years|jahre|ans|jaar|anos|anni/i.test(line.text)) return;
    const stated = findYears(line.text);
    if (stated.length === 0) return;
    const hit = hits.find((one) => one.line === i && !one.denied && one.coverage >= 0.5 && !one.basic && !one.related);
    if (!hit && !(roleLike && context.career >= 0.5)) return;
    const months = Math.min(nearestYears(line.text, stated, hit ? requirement.targets : []) * 12, bound);
    if (months > best.months) best = { months, dated: months, lastYear: null, lines: [i] };
  });
  return best;
}

/** Of several numbers of years in a line ("3 years Node.js, 1 year Python"), the one in the same clause as the target. */
function nearestYears(
  text: string,
  stated: readonly { years: number; start: number; end: number }[],
  targets: readonly Target[],
): number {
  const lower = text.toLowerCase();
  const places = targets.flatMap((t) => t.words.map((word) => lower.indexOf(word.slice(0, 6)))).filter((i) => i >= 0);
  if (places.length === 0) return stated[0]!.years;
  const at = places[0]!;
  const clauseOf = (i: number): number => (text.slice(0, i).match(/[,;]/g) ?? []).length;
  const same = stated.filter((one) => clauseOf(one.start) === clauseOf(at));
  // "Three years as a nurse, one of them in intensive care": a number of another clause is not the target's.
  if (same.length === 0 && clauseOf(at) > 0) return 0;
  const pool = same.length > 0 ? same : stated;
  return [...pool].sort((a, b) => Math.abs(a.start - at) - Math.abs(b.start - at))[0]!.years;
}
