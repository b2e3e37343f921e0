import { createHash } from 'node:crypto';
import {
  type BiasReport,
  type CandidateInput,
  completeWeights,
  JOB_LANGUAGES,
  type JobLanguage,
  type JobSpec,
  MATCHING_VERSION,
  matchCandidate,
  parseJob,
  prepareJob,
  presentMatch,
  reportBias,
  type StoredMatch,
} from '@vitamill/matching';
import { createMatchingResources } from './create-resources.js';

/** Everything beside the texts that a result hangs on. */
export interface MatchCriteria {
  /** ISO 8601 date that "present" means. */
  readonly referenceDate: string;
  /** Some or all categories; the others as they are by default. */
  readonly weights: Readonly<Record<string, number>>;
  /** BCP 47 primary tag of the sentences; null: the advert's. */
  readonly language: string | null;
}

export interface MatchedCandidate {
  readonly result: StoredMatch;
  /** The language that the CV is written in. */
  readonly cvLanguage: string | null;
}

export interface OpenJob {
  readonly spec: JobSpec;
  readonly versionHash: string;
  match(candidate: CandidateInput): MatchedCandidate;
}

/** The matching core over the lexicons of this installation. */
export interface Matcher {
  parseJob(text: string, language?: string | null): JobSpec;
  /** Prepares an advert for many candidates. The same criteria and texts give the same bytes. */
  open(jobText: string, criteria: MatchCriteria): OpenJob;
  reportBias(
    results: readonly { readonly score: number; readonly verdict: string; readonly language: string | null }[],
  ): BiasReport;
}

export function createMatcher(): Matcher {
  const resources = createMatchingResources();
  return {
    parseJob: (text, language) => parseJob(text, resources, { language: language ?? null }),
    open(jobText, criteria) {
      const weights = completeWeights(criteria.weights);
      const job = prepareJob(jobText, resources, { referenceDate: criteria.referenceDate, weights });
      const language = (JOB_LANGUAGES as readonly string[]).includes(criteria.language ?? '')
        ? (criteria.language as JobLanguage)
        : undefined;
      const identity = [
        MATCHING_VERSION,
        resources.dataVersion,
        weights,
        criteria.referenceDate,
        language ?? null,
        jobText,
      ];
      return {
        spec: job.spec,
        versionHash: createHash('sha256').update(JSON.stringify(identity)).digest('hex'),
        match(candidate) {
          const match = matchCandidate(job, candidate, resources);
          return { result: presentMatch(job, match, language), cvLanguage: match.profile.language };
        },
      };
    },
    reportBias,
  };
}
