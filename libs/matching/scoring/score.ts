import type { JobSpec, RequirementEvidence } from '../types.js';
import { average } from './average.js';
import { type Cap, findCaps } from './caps.js';
import type { Career } from './career.js';
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

/** Months that stand for a full career where the advert names no years. */
const EXPECTED_MONTHS = { junior: 6, mid: 24, senior: 48, lead: 48 } as const;

/** A category of one requirement counts half, of two two thirds, of four four fifths: one line must not decide alone. */
const shareOf = (count: number): number => count / (count + 1);

/** Weighted mean of the categories that the advert and the CV let be judged, then the lowest cap. */
export function scoreEvidence(
  job: JobSpec,
  evidence: readonly RequirementEvidence[],
  career: Career,
  weights: Weights,
): Score {
  const values = categoryScores(job, evidence, career);
  const present = CATEGORIES.filter((category) => values[category] !== null && weights[category] > 0);
  const weightOf = (category: Category): number => weights[category] * values[category]!.share;
  const total = present.reduce((sum, category) => sum + weightOf(category), 0);
  const components = present.map(
    (category): Component => ({
      category,
      weight: total > 0 ? weightOf(category) / total : 0,
      score: values[category]!.score,
    }),
  );
  const uncapped = Math.round(100 * components.reduce((sum, c) => sum + c.weight * c.score, 0));
  const caps = findCaps(job, evidence, career).sort(
    (a, b) => a.limit - b.limit || compare(a.requirement, b.requirement),
  );
  const score = Math.min(uncapped, caps[0]?.limit ?? 100);
  return { score: Math.max(0, Math.min(100, score)), uncapped, components, caps };
}

const compare = (a: string | null, b: string | null): number =>
  (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0;

/** Mean and share of a category; null where nothing of it can be judged. */
interface CategoryScore {
  readonly score: number;
  readonly share: number;
}

function categoryScores(
  job: JobSpec,
  evidence: readonly RequirementEvidence[],
  career: Career,
): Record<Category, CategoryScore | null> {
  const of = (kinds: readonly string[], importance: 'must' | 'nice'): CategoryScore | null => {
    const strengths = evidence
      .filter(
        ({ requirement, status, reason }) =>
          kinds.includes(requirement.kind) &&
          requirement.importance === importance &&
          reason !== 'unreadable' &&
          (status !== 'unknown' || requirement.licence !== null),
      )
      .map((one) => one.strength);
    const score = average(strengths);
    return score === null ? null : { score, share: shareOf(strengths.length) };
  };
  const years = of(['experience'], 'must');
  const expected = EXPECTED_MONTHS[job.seniority ?? 'mid'];
  const dated =
    career.months === null || !career.comparable ? null : { score: Math.min(1, career.months / expected), share: 1 };
  return {
    role: career.comparable || career.role >= 0.5 ? { score: career.role, share: 1 } : null,
    experience: years ? { ...years, share: 1 } : dated,
    requirements: of(['skill'], 'must'),
    papers: of(['degree', 'licence'], 'must'),
    languages: of(['language'], 'must'),
    preferred: of(['skill', 'experience', 'degree', 'licence', 'language'], 'nice'),
  };
}
