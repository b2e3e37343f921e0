import type { JobSpec, RequirementEvidence } from '../types.js';
import { average, type Cap, findCaps } from './caps.js';
import { CATEGORIES, type Category, type Weights } from './weights.js';

export interface Component {
  readonly category: Category;
  /** After renormalisation over the categories that are present. */
  readonly weight: number;
  /** 0..1 */
  readonly score: number;
}

export interface Score {
  /** 0..100, whole. */
  readonly score: number;
  /** Before caps. */
  readonly uncapped: number;
  readonly components: readonly Component[];
  /** The limits that apply, the lowest first. */
  readonly caps: readonly Cap[];
}

export interface Career {
  /** The nearest post, 0..1, by relatedness, age and whether it was training. */
  readonly role: number;
  /** The nearest post by relatedness alone. */
  readonly nearness: number;
  /** Months of posts near to the job; null where nothing is dated. */
  readonly months: number | null;
}

/** Months that stand for a full career where the advert names no years. */
const EXPECTED_MONTHS = { junior: 6, mid: 24, senior: 48, lead: 48 } as const;

/** Weighted mean of the categories that the advert and the CV let be judged, then the lowest cap. */
export function scoreEvidence(
  job: JobSpec,
  evidence: readonly RequirementEvidence[],
  career: Career,
  weights: Weights,
): Score {
  const values = categoryScores(job, evidence, career);
  const present = CATEGORIES.filter((category) => values[category] !== null && weights[category] > 0);
  const total = present.reduce((sum, category) => sum + weights[category], 0);
  const components = present.map(
    (category): Component => ({
      category,
      weight: total > 0 ? weights[category] / total : 0,
      score: values[category]!,
    }),
  );
  const uncapped = Math.round(100 * components.reduce((sum, c) => sum + c.weight * c.score, 0));
  const caps = findCaps(job, evidence, career.nearness, career.months).sort(
    (a, b) => a.limit - b.limit || compare(a.requirement, b.requirement),
  );
  const score = Math.min(uncapped, caps[0]?.limit ?? 100);
  return { score: Math.max(0, Math.min(100, score)), uncapped, components, caps };
}

const compare = (a: string | null, b: string | null): number =>
  (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0;

function categoryScores(
  job: JobSpec,
  evidence: readonly RequirementEvidence[],
  career: Career,
): Record<Category, number | null> {
  const scored = evidence.filter(
    ({ requirement, reason }) =>
      requirement.kind !== 'personal' && requirement.kind !== 'condition' && reason !== 'unreadable',
  );
  const strengths = (kinds: readonly string[], importance: 'must' | 'nice'): number[] =>
    scored
      .filter(
        ({ requirement, status }) =>
          kinds.includes(requirement.kind) &&
          requirement.importance === importance &&
          (status !== 'unknown' || requirement.licence !== null),
      )
      .map((one) => one.strength);
  const years = average(strengths(['experience'], 'must'));
  const expected = EXPECTED_MONTHS[job.seniority ?? 'mid'];
  const dated = career.months === null ? null : Math.min(1, career.months / expected);
  return {
    role: career.role,
    experience: years ?? dated,
    requirements: average(strengths(['skill'], 'must')),
    papers: average(strengths(['degree', 'licence'], 'must')),
    languages: average(strengths(['language'], 'must')),
    preferred: average(strengths(['skill', 'experience', 'degree', 'licence', 'language'], 'nice')),
  };
}
