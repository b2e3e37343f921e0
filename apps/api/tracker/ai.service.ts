import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  type BaseStatus,
  DigestRepository,
  ScoringQueueRepository,
  type StoredDigest,
  type TrackedJob,
  TrackedJobRepository,
  type TrackerOwner,
  TrackerSettingsRepository,
} from '@vitamill/persistence';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { notFound } from '../errors/api-errors.js';
import { checkShape } from '../http/check-shape.js';
import { readBytes, readJsonBody } from '../http/json-body.js';
import { asUuid } from '../http/uuid.js';
import { LazyMatcher, MATCHER } from '../matching/matching-parts.js';
import { DIGEST_TYPES, digestOf } from './digest.js';
import { duplicatesOf } from './duplicates.js';
import { followUpsOf } from './follow-ups.js';
import { INSIGHT_TYPES, insightsOf } from './insights.js';
import { presentJob, presentPage } from './job.presenter.js';
import { readPage } from './job.queries.js';
import { JobScoring, scoreOf } from './job-scoring.js';
import { readDescription } from './read-description.js';
import { skillsInDemand } from './skills-in-demand.js';

/** Jobs that are looked through for one answer, the newest ones. */
const MOST_JOBS = 5_000;
const MOST_SCORED = 500;
const MAX_BYTES = 64 * 1024;

const digestBody = z.object({
  type: z.enum(DIGEST_TYPES, `must be one of ${DIGEST_TYPES.join(', ')}`).default('daily_digest'),
});
const scoresBody = z.object({
  ids: z
    .array(z.uuid('must be a UUID').transform((id) => id.toLowerCase()))
    .min(1, 'must name at least one job')
    .max(MOST_SCORED, `may name ${MOST_SCORED} jobs`)
    .optional(),
});

const cvQuery = z.strictObject({ asset_id: z.uuid('must be a UUID').optional() });
const insightsQuery = z.strictObject({
  type: z.enum(INSIGHT_TYPES, `must be one of ${INSIGHT_TYPES.join(', ')}`).optional(),
  limit: z
    .string('must be given once')
    .regex(/^\d{1,3}$/, 'must be a whole number from 1 to 100')
    .transform(Number)
    .pipe(z.number().min(1, 'must be a whole number from 1 to 100').max(100, 'must be a whole number from 1 to 100'))
    .default(10),
});

const bandOf = (score: number): string =>
  score >= 80 ? 'EXCELLENT' : score >= 60 ? 'GOOD' : score >= 40 ? 'FAIR' : 'POOR';

/** The tracker's AI endpoints, by the matching core and by rules: the same jobs and CV give the same answers. */
@Injectable()
export class AiService {
  constructor(
    @Inject(TrackedJobRepository) private readonly jobs: TrackedJobRepository,
    @Inject(TrackerSettingsRepository) private readonly settings: TrackerSettingsRepository,
    @Inject(JobScoring) private readonly scoring: JobScoring,
    @Inject(ScoringQueueRepository) private readonly queue: ScoringQueueRepository,
    @Inject(DigestRepository) private readonly digests: DigestRepository,
    @Inject(MATCHER) private readonly matcher: LazyMatcher,
    @Inject(API_SETTINGS) private readonly apiSettings: ApiSettings,
  ) {}

  /** Scores a job and keeps the score on it. */
  async score(owner: TrackerOwner, id: string, query: unknown) {
    const { job, assetId, match } = await this.match(owner, id, query);
    const parsed = await readDescription(this.matcher, job.job_description);
    const [scored] = await this.jobs.change(owner, [job.id], () => ({
      ...scoreOf({ assetId, match }),
      ai_parsed_data: parsed,
    }));
    if (!scored) throw notFound('job');
    return {
      data: {
        job: presentJob(scored),
        asset_id: assetId,
        score: match.score,
        band: bandOf(match.score),
        summary: match.summary,
        strengths: match.match_reasons,
        gaps: match.gaps,
        evidence: match.explanation.evidence,
      },
    };
  }

  /** Puts jobs in line to be scored: those that are named, or all in the list that have a description and no score. */
  async scoreAll(owner: TrackerOwner, request: FastifyRequest) {
    const { ids } = checkShape(scoresBody, await this.readOptional(request));
    return { data: { queued: await this.queue.enqueue(owner, ids ?? null, MOST_SCORED) } };
  }

  /** The digest of the last hour where nothing happened since, or a new one. `isNew` tells which. */
  async digest(owner: TrackerOwner, request: FastifyRequest, now = new Date()) {
    const { type } = checkShape(digestBody, await this.readOptional(request));
    const known = await this.digests.findFresh(owner, type, now);
    if (known) return { isNew: false, body: { data: presentDigest(owner, known) } };
    // What happens while it is made is not in it, and makes it old.
    const last = await this.digests.lastEventId(owner);
    const jobs = await this.jobs.briefs(owner, {}, MOST_JOBS);
    const made = digestOf(type, jobs, await this.stageOf(owner), now);
    return { isNew: true, body: { data: presentDigest(owner, await this.digests.save(owner, made, last, now)) } };
  }

  async listDigests(owner: TrackerOwner, query: unknown) {
    const page = readPage(query);
    const { digests, total } = await this.digests.list(owner, page);
    return presentPage(
      digests.map((digest) => presentDigest(owner, digest)),
      total,
      page,
    );
  }

  /** What of the advert the CV does not show, or not well: what to add, and which line to reword. */
  async advice(owner: TrackerOwner, id: string, query: unknown) {
    const { job, assetId, match } = await this.match(owner, id, query);
    const open = match.explanation.evidence.filter(
      ({ status, kind }) => status !== 'met' && kind !== 'personal' && kind !== 'condition',
    );
    return {
      data: {
        job_id: job.id,
        asset_id: assetId,
        advice: open.map(({ requirement, text, importance, status, reason, proofs }) => ({
          requirement_id: requirement,
          requirement: text,
          importance,
          action: proofs.length > 0 ? 'reword' : 'add',
          reason,
          status,
          /** What the CV has on it, with its place. */
          lines: proofs,
        })),
        gains: match.explanation.counterfactuals,
      },
    };
  }

  /** What a letter can mention: what the CV proves, what is open, and whom it goes to. No sentences are made up. */
  async coverLetter(owner: TrackerOwner, id: string, query: unknown) {
    const { job, assetId, match } = await this.match(owner, id, query);
    const { evidence } = match.explanation;
    return {
      data: {
        job_id: job.id,
        asset_id: assetId,
        company_name: job.company_name,
        job_title: job.job_title,
        contacts: job.contacts,
        mention: evidence
          .filter(({ status }) => status === 'met')
          .sort((a, b) => Number(b.importance === 'must') - Number(a.importance === 'must') || b.strength - a.strength)
          .map(({ text, importance, months, last_used, proofs }) => ({
            requirement: text,
            importance,
            months,
            last_used,
            proofs,
          })),
        address: evidence
          .filter(({ status, importance }) => (status === 'not_met' || status === 'unknown') && importance === 'must')
          .filter(({ kind }) => kind !== 'personal' && kind !== 'condition')
          .map(({ text, kind }) => ({ requirement: text, kind })),
        personal: evidence.filter(({ kind }) => kind === 'personal').map(({ text }) => text),
      },
    };
  }

  async skills(owner: TrackerOwner) {
    return { data: skillsInDemand(await this.openJobs(owner), await this.scoring.skillsOfCv(owner)) };
  }

  async duplicates(owner: TrackerOwner) {
    return { data: duplicatesOf(await this.jobs.briefs(owner, {}, MOST_JOBS)) };
  }

  async followUps(owner: TrackerOwner, now = new Date()) {
    return { data: followUpsOf(await this.openJobs(owner), await this.stageOf(owner), now) };
  }

  /** The tracker's own form: not wrapped in `data`. */
  async insights(owner: TrackerOwner, query: unknown, now = new Date()) {
    const { type, limit } = checkShape(insightsQuery, query);
    const jobs = await this.jobs.briefs(owner, {}, MOST_JOBS);
    const all = insightsOf(jobs, await this.stageOf(owner), now).filter((each) => !type || each.insight_type === type);
    const userId = owner.userId ?? owner.accountId;
    return {
      insights: all.slice(0, limit).map((insight) => ({
        id: `ins_${createHash('sha256')
          .update(JSON.stringify([userId, insight]))
          .digest('hex')
          .slice(0, 24)}`,
        user_id: userId,
        ...insight,
        created_at: now.toISOString(),
      })),
      has_more: all.length > limit,
    };
  }

  /** A body may be left out. */
  private async readOptional(request: FastifyRequest): Promise<unknown> {
    const options = { maxBytes: MAX_BYTES, idleMilliseconds: this.apiSettings.bodyIdleMilliseconds };
    if ((await readBytes(request.raw, options)).length === 0) return {};
    return readJsonBody(request.raw, options);
  }

  private openJobs(owner: TrackerOwner): Promise<TrackedJob[]> {
    return this.jobs.briefs(owner, { archived: false }, MOST_JOBS);
  }

  private async stageOf(owner: TrackerOwner): Promise<(status: string) => BaseStatus> {
    const { stages } = await this.settings.find(owner);
    const countsAs = new Map(stages.map(({ name, counts_as }) => [name, counts_as]));
    return (status) => countsAs.get(status) ?? (status as BaseStatus);
  }

  private async match(owner: TrackerOwner, id: string, query: unknown) {
    const job = await this.jobs.find(owner, asUuid(id, 'job'));
    if (!job) throw notFound('job');
    const { asset_id } = checkShape(cvQuery, query);
    const scored = await this.scoring.match(owner, job, asset_id?.toLowerCase());
    return { ...scored, job };
  }
}

const presentDigest = (owner: TrackerOwner, { id, expires_at, created_at, ...digest }: StoredDigest) => ({
  id: `ins_${id.replaceAll('-', '')}`,
  user_id: owner.userId ?? owner.accountId,
  ...digest,
  created_at: created_at.toISOString(),
  expires_at: expires_at.toISOString(),
});
