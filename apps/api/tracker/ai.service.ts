import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { StoredMatch } from '@vitamill/matching';
import {
  AssetRepository,
  type BaseStatus,
  RecordRepository,
  type TrackedJob,
  TrackedJobRepository,
  type TrackerOwner,
  TrackerSettingsRepository,
} from '@vitamill/persistence';
import { z } from 'zod';
import { ApiError, notFound, validationError } from '../errors/api-errors.js';
import { checkShape } from '../http/check-shape.js';
import { asUuid } from '../http/uuid.js';
import { LazyMatcher, MATCHER } from '../matching/matching-parts.js';
import { today } from '../matching/read-criteria.js';
import { duplicatesOf } from './duplicates.js';
import { followUpsOf } from './follow-ups.js';
import { INSIGHT_TYPES, insightsOf } from './insights.js';
import { presentJob } from './job.presenter.js';
import { readDescription } from './read-description.js';
import { skillsInDemand } from './skills-in-demand.js';

/** Jobs that are looked through for one answer. */
const MOST_JOBS = 5_000;

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
    @Inject(RecordRepository) private readonly records: RecordRepository,
    @Inject(AssetRepository) private readonly assets: AssetRepository,
    @Inject(MATCHER) private readonly matcher: LazyMatcher,
  ) {}

  /** Scores a job and keeps the score on it. */
  async score(owner: TrackerOwner, id: string, query: unknown) {
    const { job, assetId, match } = await this.match(owner, id, query);
    const parsed = await readDescription(this.matcher, job.job_description);
    const [scored] = await this.jobs.change(owner, [job.id], () => ({
      ai_match_score: match.score,
      ai_reasoning: match.summary,
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
    return { data: skillsInDemand(await this.openJobs(owner), await this.skillsOfCv(owner)) };
  }

  async duplicates(owner: TrackerOwner) {
    return { data: duplicatesOf(await this.jobs.all(owner, {}, MOST_JOBS)) };
  }

  async followUps(owner: TrackerOwner, now = new Date()) {
    return { data: followUpsOf(await this.openJobs(owner), await this.stageOf(owner), now) };
  }

  /** The tracker's own form: not wrapped in `data`. */
  async insights(owner: TrackerOwner, query: unknown, now = new Date()) {
    const { type, limit } = checkShape(insightsQuery, query);
    const jobs = await this.jobs.all(owner, {}, MOST_JOBS);
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

  private openJobs(owner: TrackerOwner): Promise<TrackedJob[]> {
    return this.jobs.all(owner, { archived: false }, MOST_JOBS);
  }

  private async stageOf(owner: TrackerOwner): Promise<(status: string) => BaseStatus> {
    const { stages } = await this.settings.find(owner);
    const countsAs = new Map(stages.map(({ name, counts_as }) => [name, counts_as]));
    return (status) => countsAs.get(status) ?? (status as BaseStatus);
  }

  private async match(
    owner: TrackerOwner,
    id: string,
    query: unknown,
  ): Promise<{ job: TrackedJob; assetId: string; match: StoredMatch }> {
    const job = await this.jobs.find(owner, asUuid(id, 'job'));
    if (!job) throw notFound('job');
    const { asset_id } = checkShape(cvQuery, query);
    if (!job.job_description?.trim())
      throw validationError([
        { field: 'job_description', code: 'missing', message: 'job_description: the job has none to match against.' },
      ]);
    const assetId = await this.cvOf(owner, asset_id?.toLowerCase());
    const stored = await this.records.findLatest(owner.accountId, assetId);
    if (!stored) throw new ApiError('not_ready', 'The CV is not read yet.');
    const text = `${job.job_title}\n\n${job.job_description}`;
    const open = (await this.matcher.get()).open(text, { referenceDate: today(), weights: {}, language: null });
    const { result } = open.match({ kind: 'record', record: stored.record, provenance: stored.provenance });
    return { job, assetId, match: result };
  }

  /** The CV that was named, that of the settings, or the only one that there is. */
  private async cvOf(owner: TrackerOwner, named: string | undefined): Promise<string> {
    const wanted = named ?? (await this.settings.find(owner)).cvAssetId;
    if (wanted) {
      if (await this.assets.find(owner.accountId, wanted)) return wanted;
      throw validationError([{ field: 'asset_id', code: 'not_found', message: 'asset_id: there is no such asset.' }]);
    }
    const { items } = await this.assets.list(owner.accountId, { status: ['completed'] }, null, 2);
    if (items.length === 1) return items[0]!.id;
    throw validationError([
      {
        field: 'asset_id',
        code: 'missing',
        message:
          items.length === 0
            ? 'asset_id: there is no CV yet. Upload one first.'
            : 'asset_id: there are several CVs. Name one, or set cv_asset_id in the settings.',
      },
    ]);
  }

  private async skillsOfCv(owner: TrackerOwner): Promise<ReadonlySet<string> | null> {
    const { cvAssetId } = await this.settings.find(owner);
    const assetId = cvAssetId ?? (await this.onlyCv(owner));
    const stored = assetId && (await this.records.findLatest(owner.accountId, assetId));
    return stored ? new Set(stored.record.skills.flatMap(({ id }) => (id ? [id] : []))) : null;
  }

  private async onlyCv(owner: TrackerOwner): Promise<string | null> {
    const { items } = await this.assets.list(owner.accountId, { status: ['completed'] }, null, 2);
    return items.length === 1 ? items[0]!.id : null;
  }
}
