import { Inject, Injectable } from '@nestjs/common';
import { lexiconVersion } from '@vitamill/lexicon';
import { ReprocessRepository, type ReprocessResult, type ReprocessSelection } from '@vitamill/persistence';
import { PIPELINE_VERSION } from '@vitamill/pipeline';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { ApiError, notFound } from '../errors/api-errors.js';
import { asUuid } from '../http/uuid.js';
import { MAX_REPROCESSED, type ReprocessBody } from './reprocess.query.js';

const RETRY_SECONDS = '30';

/** Lets files be read again by the pipeline of today. */
@Injectable()
export class ReprocessService {
  constructor(
    @Inject(ReprocessRepository) private readonly assets: ReprocessRepository,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  /** One asset. Where it waits or runs already, that run is told. */
  async one(accountId: string, id: string) {
    const assetId = asUuid(id, 'asset');
    const queued = await this.queue(accountId, { assetIds: [assetId] }, 1);
    const [state] = await this.assets.states(accountId, [assetId]);
    if (!state) throw notFound('asset');
    if (queued.length === 0 && reasonOf(state.status) === 'not_selected')
      throw new ApiError('gone', 'The file was erased once it was read, as the upload asked for.');
    return { asset_id: assetId, task_id: state.taskId, status: state.status };
  }

  async many(accountId: string, body: ReprocessBody) {
    const limit = body.limit ?? MAX_REPROCESSED;
    const asked = body.asset_ids;
    const assets = await this.queue(accountId, selectionOf(body), limit);
    const queued = new Set(assets.map(({ assetId }) => assetId));
    const rest = asked?.filter((id) => !queued.has(id)) ?? [];
    const known = new Map(
      (await this.assets.states(accountId, rest)).map(({ assetId, status }) => [assetId, status] as const),
    );
    const last = assets.at(-1);
    return {
      queued: assets.map(({ assetId, taskId }) => ({ asset_id: assetId, task_id: taskId })),
      skipped: rest.map((id) => ({ asset_id: id, reason: reasonOf(known.get(id)) })),
      next_after: asked === undefined && assets.length === limit && last ? last.assetId : null,
    };
  }

  private async queue(accountId: string, selection: ReprocessSelection, limit: number) {
    const { maxQueueDepth } = this.settings;
    const result: ReprocessResult = await this.assets.queue(accountId, selection, { limit, maxQueueDepth });
    if (result.kind === 'saturated')
      throw new ApiError('queue_saturated', 'The queue is full. Retry later.', {
        headers: { 'retry-after': RETRY_SECONDS },
      });
    return result.assets;
  }
}

function reasonOf(status: string | undefined): string {
  if (status === undefined) return 'not_found';
  return status === 'queued' || status === 'processing' ? 'in_progress' : 'not_selected';
}

const selectionOf = (body: ReprocessBody): ReprocessSelection => ({
  assetIds: body.asset_ids,
  status: body.status && [body.status],
  tag: body.tag,
  createdAfter: body.created_after ? new Date(body.created_after) : undefined,
  createdBefore: body.created_before ? new Date(body.created_before) : undefined,
  notMadeBy: body.outdated ? { pipelineVersion: PIPELINE_VERSION, lexiconVersion: lexiconVersion() } : undefined,
  after: body.after?.toLowerCase(),
});
