import type { MasterRecord, Provenance } from '@vitamill/domain';
import { type JobWords, jobWordsOf } from './candidate/guard.js';
import { createSkillClosure, indexProfile, type SkillClosure } from './candidate/index-profile.js';
import { monthsOf } from './candidate/months.js';
import { readRecordProfile } from './candidate/read-record.js';
import { readTextProfile } from './candidate/read-text.js';
import { judgeRequirement } from './evidence/judge-requirement.js';
import { type JobSignature, relateEntries, relateWhole, signatureOf } from './evidence/relatedness.js';
import { parseJob } from './job/parse-job.js';
import { backCareer, type Career, careerOf } from './scoring/career.js';
import { type Score, scoreEvidence } from './scoring/score.js';
import { completeWeights, type Weights } from './scoring/weights.js';
import { rememberingComparer, type WordComparer } from './text/words.js';
import type { CandidateProfile, JobSpec, MatchingResources, RequirementEvidence } from './types.js';

/** An advert made ready for many candidates. */
export interface PreparedJob {
  readonly spec: JobSpec;
  readonly weights: Weights;
  /** ISO 8601 date that "present" means; part of what makes a result reproducible. */
  readonly referenceDate: string;
  readonly signature: JobSignature;
  readonly words: JobWords;
  readonly closure: SkillClosure;
  readonly compare: WordComparer;
}

export interface PrepareOptions {
  readonly referenceDate: string;
  readonly weights?: Partial<Weights>;
  readonly language?: string | null;
}

export type CandidateInput =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'record'; readonly record: MasterRecord; readonly provenance: Provenance };

export interface Match extends Score {
  readonly evidence: readonly RequirementEvidence[];
  readonly career: Career;
  readonly profile: CandidateProfile;
}

export function prepareJob(text: string, resources: MatchingResources, options: PrepareOptions): PreparedJob {
  const spec = parseJob(text, resources, { language: options.language ?? null });
  return {
    spec,
    weights: completeWeights(options.weights ?? {}),
    referenceDate: options.referenceDate,
    signature: signatureOf(spec),
    words: jobWordsOf(text),
    closure: createSkillClosure(resources),
    compare: rememberingComparer(),
  };
}

/** One candidate against a prepared job. The same input gives the same result, whatever was matched before. */
export function matchCandidate(job: PreparedJob, input: CandidateInput, resources: MatchingResources): Match {
  const options = { referenceDate: job.referenceDate, job: job.words };
  const profile =
    input.kind === 'text'
      ? readTextProfile(input.text, resources, options)
      : readRecordProfile(input.record, input.provenance, resources, options);
  const today = monthsOf(job.referenceDate, 'start') ?? 0;
  const candidate = indexProfile(profile, resources, job.closure, today, job.compare);
  const relatedness = relateEntries(job.spec, job.signature, candidate, resources);
  const foreign = profile.language !== null && profile.language !== job.spec.language;
  const comparable = !foreign || job.spec.occupationCodes.length > 0;
  const career = careerOf(
    profile,
    relatedness,
    today,
    relateWhole(job.spec, job.signature, candidate, resources),
    resources,
    comparable,
  );
  const context = {
    job: job.spec,
    candidate,
    resources,
    today,
    relatedness,
    career: career.nearness,
    foreign,
    comparable,
  };
  const evidence = job.spec.requirements.map((requirement) => judgeRequirement(requirement, context));
  const backed = backCareer(career, evidence);
  return { ...scoreEvidence(job.spec, evidence, backed, job.weights), evidence, career: backed, profile };
}
