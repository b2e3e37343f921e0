import { unionMonths } from '../candidate/months.js';
import { isJunior } from '../candidate/ranks.js';
import { recencyOf } from '../evidence/judge-target.js';
import type { CandidateProfile, MatchingResources, RequirementEvidence } from '../types.js';
import { average } from './average.js';

export interface Career {
  /** The nearest post, 0..1, by relatedness, age and whether it was training. */
  readonly role: number;
  /** The nearest post by relatedness alone. */
  readonly nearness: number;
  /** Months of posts near to the job; null where nothing is dated. */
  readonly months: number | null;
  /** Whether titles can be compared at all: the same language, or a trade that the lexicons know. */
  readonly comparable: boolean;
  /** All posts near to the job are of the lowest ranks. */
  readonly junior: boolean;
}

/** After so many months nobody is a beginner, whatever the titles say. */
const JUNIOR_MONTHS = 36;
/** Entries at least so near count as the same line of work. */
const NEAR = 0.5;

export function careerOf(
  profile: CandidateProfile,
  relatedness: readonly number[],
  today: number,
  whole: number,
  resources: MatchingResources,
  comparable: boolean,
): Career {
  let role = 0;
  let nearness = 0;
  const spans: { start: number; end: number }[] = [];
  let training = 0;
  const ranks: boolean[] = [];
  profile.entries.forEach((entry, i) => {
    const near = relatedness[i]!;
    if (entry.kind !== 'work') return;
    const factor = entry.training ? 0.55 : 1;
    nearness = Math.max(nearness, near * (entry.training ? 0.8 : 1));
    role = Math.max(role, near * factor * recencyOf(i, { candidate: { profile } as never, today }));
    if (near >= NEAR) ranks.push(entry.training || isJunior(entry.title, profile.language, resources));
    if (near < NEAR || entry.start === null || entry.end === null || entry.end <= entry.start) return;
    if (entry.training) training += entry.end - entry.start;
    else spans.push({ start: entry.start, end: entry.end });
  });
  const works = profile.entries.filter((entry) => entry.kind === 'work');
  // Without dated posts the words of the CV are all there is.
  if (works.length === 0) return { role: whole, nearness: whole, months: null, junior: false, comparable };
  const months = unionMonths(spans) + Math.round(training / 4);
  return {
    role,
    nearness: Math.max(nearness, 0.6 * whole),
    months,
    comparable,
    junior: ranks.length > 0 && ranks.every(Boolean) && months < JUNIOR_MONTHS,
  };
}

/**
 * Titles can mislead: whoever shows the years and the skills that are asked for works in the line, whatever the posts are
 * called. What was shown raises the nearness, never to more than the middle.
 */
export function backCareer(career: Career, evidence: readonly RequirementEvidence[]): Career {
  const of = (kind: string): number[] =>
    evidence
      .filter(
        ({ requirement, status }) =>
          requirement.kind === kind && requirement.importance === 'must' && status !== 'unknown',
      )
      .map((one) => one.strength);
  const years = average(of('experience')) ?? 0;
  const skills = of('skill');
  const shown = skills.length >= 2 ? (average(skills) ?? 0) : 0;
  const support = Math.max(
    0.5 * years,
    0.6 * shown * (skills.length / (skills.length + 1)),
    years >= 0.5 && shown >= 0.5 ? 0.6 * ((years + shown) / 2) : 0,
  );
  return { ...career, nearness: Math.max(career.nearness, support), role: Math.max(career.role, 0.9 * support) };
}
