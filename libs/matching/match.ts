import type { MasterRecord, Provenance } from '@vitamill/domain';
import { type JobWords, jobWordsOf } from './candidate/guard.js';
import { createSkillClosure, indexProfile, type SkillClosure } from './candidate/index-profile.js';
import { monthsOf, unionMonths } from './candidate/months.js';
import { readRecordProfile } from './candidate/read-record.js';
import { readTextProfile } from './candidate/read-text.js';
import { judgeRequirement } from './evidence/judge-requirement.js';
import { recencyOf } from './evidence/judge-target.js';
import { type JobSignature, relateEntries, relateWhole, signatureOf } from './evidence/relatedness.js';
import { parseJob } from './job/parse-job.js';
import { type Career, type Score, scoreEvidence } from './scoring/score.js';
import { completeWeights, type Weights } from './scoring/weights.js';
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
  const candidate = indexProfile(profile, resources, job.closure, today);
  const relatedness = relateEntries(job.spec, job.signature, candidate, resources);
  const career = careerOf(profile, relatedness, today, relateWhole(job.spec, job.signature, candidate, resources));
  const context = {
    job: job.spec,
    candidate,
    resources,
    today,
    relatedness,
    career: career.nearness,
    foreign: profile.language !== null && profile.language !== job.spec.language,
  };
  const evidence = job.spec.requirements.map((requirement) => judgeRequirement(requirement, context));
  return { ...scoreEvidence(job.spec, evidence, career, job.weights), evidence, career, profile };
}

/** Entries at least so near count as the same line of work. */
const NEAR = 0.5;

function careerOf(profile: CandidateProfile, relatedness: readonly number[], today: number, whole: number): Career {
  let role = 0;
  let nearness = 0;
  const spans: { start: number; end: number }[] = [];
  let training = 0;
  profile.entries.forEach((entry, i) => {
    const near = relatedness[i]!;
    if (entry.kind !== 'work') return;
    const factor = entry.training ? 0.55 : 1;
    nearness = Math.max(nearness, near * (entry.training ? 0.8 : 1));
    role = Math.max(role, near * factor * recencyOf(i, { candidate: { profile } as never, today }));
    if (near < NEAR || entry.start === null || entry.end === null || entry.end <= entry.start) return;
    if (entry.training) training += entry.end - entry.start;
    else spans.push({ start: entry.start, end: entry.end });
  });
  const works = profile.entries.filter((entry) => entry.kind === 'work');
  // Without dated posts the words of the CV are all there is.
  if (works.length === 0) return { role: whole, nearness: whole, months: null };
  return { role, nearness: Math.max(nearness, 0.6 * whole), months: unionMonths(spans) + Math.round(training / 4) };
}
