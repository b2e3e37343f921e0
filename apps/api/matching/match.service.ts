import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type CvParser, DEFAULT_PARSE_LIMITS, ParseError } from '@vitamill/domain';
import { detectFormat } from '@vitamill/extraction';
import { MAX_JOB_CHARACTERS, matchVerdict, recommendationOf, type StoredMatch } from '@vitamill/matching';
import { type MatchCandidate, type MatchJob, MatchRepository, newId } from '@vitamill/persistence';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import type { Principal } from '../auth/principal.js';
import { ApiError } from '../errors/api-errors.js';
import { Idempotency } from '../idempotency/idempotency.service.js';
import { PLAN_LIMITS } from '../limits/limit-classes.js';
import { CV_PARSER } from '../ports.js';
import { SpoolBudget } from '../uploads/byte-spool.js';
import { type FormFile, MAX_FILE_BYTES, type MatchForm, receiveMatchForm } from './match-form.js';
import { today } from './read-criteria.js';

/** Hours that a match is kept, from submission. */
const RETENTION_HOURS = 24;
const TAKEN: readonly string[] = ['pdf', 'docx', 'text'];
const NOT_FOUND = 'Job not found';
const badRequest = (detail: string): ApiError => new ApiError('invalid_request', detail);

interface Skipped {
  readonly filename: string;
  readonly reason: string;
}

@Injectable()
export class MatchService {
  constructor(
    @Inject(MatchRepository) private readonly matches: MatchRepository,
    @Inject(Idempotency) private readonly idempotency: Idempotency,
    @Inject(CV_PARSER) private readonly parser: CvParser,
    @Inject(SpoolBudget) private readonly budget: SpoolBudget,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  async submit(who: Principal, request: FastifyRequest, reply: FastifyReply) {
    const form = await receiveMatchForm(request.raw, {
      idleMilliseconds: this.settings.bodyIdleMilliseconds,
      budget: this.budget,
    });
    try {
      const { taken, skipped } = sortFiles(form.cvs, PLAN_LIMITS[who.plan].matchBatch);
      const jobText = await this.jobTextOf(form);
      const payload = { job: digest(jobText), cvs: taken.map(({ filename, bytes }) => [filename, digest(bytes)]) };
      return await this.idempotency.run(request, reply, { payload }, async (reservedId) => {
        const result = await this.matches.accept({
          id: reservedId ?? newId(),
          accountId: who.accountId,
          keyId: who.keyId,
          family: 'match',
          jobText,
          criteria: { referenceDate: today(), weights: {}, language: null },
          webhookUrl: null,
          candidates: taken.map(({ filename, bytes }) => ({ ref: filename, kind: 'file', bytes })),
          skipped,
          retentionHours: RETENTION_HOURS,
        });
        if (result.kind !== 'accepted') throw new ApiError('payment_required', 'Insufficient credits');
        if (result.creditsRemaining !== null) reply.header('x-credits-remaining', String(result.creditsRemaining));
        return presentSubmission(result.job);
      });
    } finally {
      form.release();
    }
  }

  async progress(accountId: string, id: string) {
    const job = await this.require(accountId, id);
    const open = job.total - job.processed;
    const processing = job.status === 'processing' ? Math.min(1, open) : 0;
    return {
      status: job.status,
      total: job.total,
      completed: job.processed,
      pending: job.status === 'failed' ? 0 : open - processing,
      processing,
    };
  }

  async find(accountId: string, id: string, explanation: boolean) {
    const job = await this.require(accountId, id);
    const candidates = job.status === 'completed' ? await this.matches.candidates(job.id) : [];
    return presentMatchJob(job, candidates, explanation);
  }

  private async jobTextOf({ jobText, jobFile }: MatchForm): Promise<string> {
    if (jobText !== null && jobText.trim() !== '') {
      if (jobText.length > MAX_JOB_CHARACTERS) throw badRequest(`jd_text may have ${MAX_JOB_CHARACTERS} characters.`);
      return jobText;
    }
    if (!jobFile) throw badRequest('One of jd_text or jd_file is required');
    if (jobFile.tooLarge) throw badRequest(`jd_file may have ${MAX_FILE_BYTES} bytes.`);
    const format = jobFile.bytes.length > 0 ? detectFormat(jobFile.bytes, jobFile.filename) : null;
    if (!format || !TAKEN.includes(format.format)) throw badRequest('jd_file must be PDF, DOCX or TXT');
    try {
      const { text } = await this.parser.parse(jobFile.bytes, {
        locale: null,
        referenceDate: today(),
        assetId: null,
        filename: jobFile.filename,
        limits: DEFAULT_PARSE_LIMITS,
        wantText: true,
      });
      if (text && text.trim() !== '') return text.slice(0, MAX_JOB_CHARACTERS);
    } catch (error) {
      if (!(error instanceof ParseError) || error.retryable) throw error;
    }
    throw badRequest('No text could be read from jd_file');
  }

  private async require(accountId: string, id: string): Promise<MatchJob> {
    const known = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
    const job = known ? await this.matches.find(accountId, id.toLowerCase(), 'match') : null;
    if (!job || job.status === 'expired' || job.expiresAt.getTime() <= Date.now())
      throw new ApiError('not_found', NOT_FOUND);
    return job;
  }
}

const digest = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** Files that can be read are taken, each other one is skipped with its reason; a batch over the plan's size is refused. */
function sortFiles(files: readonly FormFile[], batch: number): { taken: FormFile[]; skipped: Skipped[] } {
  if (files.length === 0) throw badRequest('At least one CV is required in the field cvs');
  if (files.length > batch)
    throw badRequest(`Your plan allows ${batch} CVs in a batch; this request has ${files.length}`);
  const taken: FormFile[] = [];
  const skipped: Skipped[] = [];
  for (const file of files) {
    const reason = file.tooLarge
      ? 'File exceeds the limit of 5 MB'
      : file.bytes.length === 0
        ? 'File is empty'
        : unsupported(file)
          ? 'Unsupported file type; send PDF, DOCX or TXT'
          : null;
    if (reason) skipped.push({ filename: file.filename, reason });
    else taken.push(file);
  }
  if (taken.length === 0)
    throw badRequest(
      `No CV can be matched: ${skipped
        .map(({ reason }) => reason)
        .filter((one, i, all) => all.indexOf(one) === i)
        .join('; ')}`,
    );
  return { taken, skipped };
}

const unsupported = ({ bytes, filename }: FormFile): boolean => {
  const format = detectFormat(bytes, filename);
  return !format || !TAKEN.includes(format.format);
};

const presentSubmission = (job: MatchJob) => ({
  job_id: job.id,
  status: 'pending',
  cv_count: job.total,
  message: `Job created. Poll /api/match/${job.id} for results.`,
  skipped_cvs: job.skipped,
});

function presentMatchJob(job: MatchJob, candidates: readonly MatchCandidate[], explanation: boolean) {
  const scored = candidates
    .flatMap((one) => (one.result === null ? [] : [{ ...one, match: JSON.parse(one.result) as StoredMatch }]))
    .sort((a, b) => b.match.score - a.match.score || a.position - b.position);
  const failed = job.status === 'completed' ? candidates.filter((one) => one.result === null) : [];
  return {
    job_id: job.id,
    status: job.status,
    results: scored.map(({ ref, match }) => ({
      cv_filename: ref,
      match_score: match.score,
      executive_summary: match.summary,
      strengths: match.match_reasons,
      gaps: match.gaps,
      recommendation: recommendationOf(match.score),
      verdict: matchVerdict(match.score),
      ...(explanation ? { explanation: match.explanation } : {}),
    })),
    ...(failed.length > 0 ? { failed_cvs: failed.map(({ ref, error }) => ({ cv_filename: ref, error })) } : {}),
    ...(job.versionHash ? { version_hash: job.versionHash } : {}),
  };
}
