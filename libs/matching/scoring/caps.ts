import { licenceById } from '../job/licences.js';
import type { JobSpec, RequirementEvidence } from '../types.js';
import { average } from './average.js';
import type { Career } from './career.js';

/** A limit that a missing decisive thing puts on the score, however good the rest. */
export interface Cap {
  readonly limit: number;
  readonly reason:
    | 'other_occupation'
    | 'not_comparable'
    | 'far_occupation'
    | 'no_experience'
    | 'little_experience'
    | 'short_experience'
    | 'junior'
    | 'missing_licence'
    | 'licence_in_doubt'
    | 'missing_degree'
    | 'missing_language'
    | 'low_language'
    | 'denied_requirement'
    | 'few_requirements'
    | 'open_requirement';
  /** Id of the requirement, null where it is not one alone. */
  readonly requirement: string | null;
}

/** The top of "do not progress" and of "borderline". */
const REJECT = 49;
const BORDERLINE = 74;

/** What a missing licence lets the score reach. */
const MISSING_LICENCE = {
  legal: () => 42,
  permit: () => REJECT,
  driving: () => 64,
  ticket: (hard: boolean) => (hard ? 66 : BORDERLINE),
} as const;

/** All limits that apply; the lowest counts. */
export function findCaps(
  job: JobSpec,
  evidence: readonly RequirementEvidence[],
  { nearness: career, months: relatedMonths, junior, comparable }: Career,
): Cap[] {
  const caps: Cap[] = [];
  // Where the title is in no lexicon, its words and those of the posts are all there is: the bar is lower.
  const bar = job.occupationCodes.length > 0 ? 1 : 0.55;
  if (!comparable) {
    // A CV of another language for a trade that no lexicon knows: its titles say nothing either way, its skills must.
    const shown = evidence.some(
      ({ requirement, status }) =>
        status === 'met' &&
        requirement.importance === 'must' &&
        (requirement.kind === 'skill' || requirement.kind === 'experience' || requirement.licence !== null),
    );
    if (!shown) caps.push({ limit: REJECT, reason: 'not_comparable', requirement: null });
  } else if (career < 0.22 * bar) caps.push({ limit: 18, reason: 'other_occupation', requirement: null });
  else if (career < 0.4 * bar) caps.push({ limit: 38, reason: 'far_occupation', requirement: null });
  const musts = evidence.filter(({ requirement, status }) => requirement.importance === 'must' && status !== 'unknown');
  for (const one of musts) caps.push(...capOf(one));
  // Years that cannot be told are no years that are met.
  for (const { requirement, status } of evidence)
    if (status === 'unknown' && requirement.kind === 'experience' && requirement.importance === 'must')
      caps.push({ limit: BORDERLINE, reason: 'open_requirement', requirement: requirement.id });
  const mean = average(musts.map((one) => one.strength));
  if (mean !== null && musts.length >= 2) {
    if (mean < 0.42) caps.push({ limit: REJECT, reason: 'few_requirements', requirement: null });
    else if (mean < 0.66) caps.push({ limit: BORDERLINE, reason: 'few_requirements', requirement: null });
  }
  if (junior && (job.seniority === 'senior' || job.seniority === 'lead'))
    caps.push({ limit: REJECT, reason: 'junior', requirement: null });
  // Where no number of years is asked for, a post above the first still needs a career in it.
  const needed = job.years !== null ? 0 : job.seniority === 'senior' || job.seniority === 'lead' ? 30 : 0;
  if (relatedMonths !== null && needed > 0) {
    if (relatedMonths < needed / 2) caps.push({ limit: REJECT, reason: 'little_experience', requirement: null });
    else if (relatedMonths < needed) caps.push({ limit: BORDERLINE, reason: 'short_experience', requirement: null });
  }
  return caps;
}

function capOf({ requirement, strength, status, reason }: RequirementEvidence): Cap[] {
  const cap = (limit: number, why: Cap['reason']): Cap[] => [{ limit, reason: why, requirement: requirement.id }];
  switch (requirement.kind) {
    case 'experience':
      if (strength < 0.2) return cap(42, 'no_experience');
      if (strength < 0.45) return cap(REJECT, 'little_experience');
      return strength < 0.85 ? cap(BORDERLINE, 'short_experience') : [];
    case 'licence': {
      const weight = requirement.licence ? licenceById(requirement.licence)?.weight : 'ticket';
      const demanded = requirement.hard || weight !== 'ticket';
      if (status === 'not_met') return cap(MISSING_LICENCE[weight ?? 'ticket'](requirement.hard), 'missing_licence');
      if (status === 'partly' && demanded)
        return cap(
          weight === 'legal' ? (reason === 'in_progress' ? 45 : 70) : weight === 'permit' ? 64 : BORDERLINE,
          'licence_in_doubt',
        );
      return [];
    }
    case 'degree':
      return strength < 0.34 ? cap(requirement.hard ? 66 : BORDERLINE + 6, 'missing_degree') : [];
    case 'language':
      if (strength >= 0.66) return [];
      return strength < 0.34
        ? cap(requirement.hard ? 60 : BORDERLINE, 'missing_language')
        : cap(BORDERLINE, 'low_language');
    case 'skill':
      if (reason === 'negated') return cap(requirement.hard ? 60 : 68, 'denied_requirement');
      return strength < 0.2 ? cap(requirement.hard ? BORDERLINE : BORDERLINE + 10, 'open_requirement') : [];
    case 'personal':
    case 'condition':
      return [];
  }
}
