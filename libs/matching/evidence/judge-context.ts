import type { IndexedProfile } from '../candidate/index-profile.js';
import type { EvidenceStatus, JobSpec, MatchingResources, Proof } from '../types.js';

/** What the judges of requirements work on. */
export interface JudgeContext {
  readonly job: JobSpec;
  readonly candidate: IndexedProfile;
  readonly resources: MatchingResources;
  /** Months since year 0 of the reference date. */
  readonly today: number;
  /** How near each entry is to the job, 0..1. */
  readonly relatedness: readonly number[];
  /** The nearest of all entries of work that are not training. */
  readonly career: number;
  /** The CV is in another language than the advert. */
  readonly foreign: boolean;
  /** Whether titles can be compared: the same language, or a trade that the lexicons know. */
  readonly comparable: boolean;
}

export interface Verdict {
  readonly status: EvidenceStatus;
  readonly strength: number;
  readonly reason: string;
  readonly lines: readonly number[];
  readonly months: number | null;
  readonly lastUsed: number | null;
}

export const NOTHING: Verdict = {
  status: 'not_met',
  strength: 0,
  reason: 'none',
  lines: [],
  months: null,
  lastUsed: null,
};

export const proofOf = (candidate: IndexedProfile, line: number): Proof => {
  const { text, path, page, bbox } = candidate.profile.lines[line]!;
  return { text, path, page, bbox };
};

export const statusOf = (strength: number): EvidenceStatus =>
  strength >= 0.66 ? 'met' : strength >= 0.34 ? 'partly' : 'not_met';
