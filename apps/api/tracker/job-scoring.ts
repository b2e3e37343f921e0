import { Inject, Injectable } from '@nestjs/common';
import type { StoredMatch } from '@vitamill/matching';
import {
  AssetRepository,
  type JobChange,
  RecordRepository,
  type TrackedJob,
  type TrackerOwner,
  TrackerSettingsRepository,
} from '@vitamill/persistence';
import { ApiError, validationError } from '../errors/api-errors.js';
import { LazyMatcher, MATCHER } from '../matching/matching-parts.js';
import { today } from '../matching/read-criteria.js';

export interface ScoredMatch {
  readonly assetId: string;
  readonly match: StoredMatch;
}

/** Which CV a job is held against, and how it fits. */
@Injectable()
export class JobScoring {
  constructor(
    @Inject(TrackerSettingsRepository) private readonly settings: TrackerSettingsRepository,
    @Inject(RecordRepository) private readonly records: RecordRepository,
    @Inject(AssetRepository) private readonly assets: AssetRepository,
    @Inject(MATCHER) private readonly matcher: LazyMatcher,
  ) {}

  /**
   * The job against a CV: the one that is named, that of the settings, or the only one. Throws ApiError: `validation_error`
   * where the job has no description or no CV can be told, `not_ready` where the CV is not read yet.
   */
  async match(owner: TrackerOwner, job: TrackedJob, named: string | undefined): Promise<ScoredMatch> {
    if (!job.job_description?.trim())
      throw validationError([
        { field: 'job_description', code: 'missing', message: 'job_description: the job has none to match against.' },
      ]);
    const assetId = await this.cvOf(owner, named);
    const stored = await this.records.findLatest(owner.accountId, assetId);
    if (!stored) throw new ApiError('not_ready', 'The CV is not read yet.');
    const text = `${job.job_title}\n\n${job.job_description}`;
    const open = (await this.matcher.get()).open(text, { referenceDate: today(), weights: {}, language: null });
    const { result } = open.match({ kind: 'record', record: stored.record, provenance: stored.provenance });
    return { assetId, match: result };
  }

  /** Ids of the skills of the CV that goes without naming; null where there is none. */
  async skillsOfCv(owner: TrackerOwner): Promise<ReadonlySet<string> | null> {
    const { cvAssetId } = await this.settings.find(owner);
    const assetId = cvAssetId ?? (await this.onlyCvs(owner)).at(0);
    const stored = assetId && (await this.records.findLatest(owner.accountId, assetId));
    return stored ? new Set(stored.record.skills.flatMap(({ id }) => (id ? [id] : []))) : null;
  }

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

  /** The one CV that there is, or nothing. */
  private async onlyCvs(owner: TrackerOwner): Promise<string[]> {
    const { items } = await this.assets.list(owner.accountId, { status: ['completed'] }, null, 2);
    return items.length === 1 ? items.map(({ id }) => id) : [];
  }
}

/** What of a match stays on the job. */
export const scoreOf = ({ assetId, match }: ScoredMatch): JobChange => ({
  ai_match_score: match.score,
  ai_reasoning: match.summary,
  scored_asset_id: assetId,
});
