import { Inject, Injectable } from '@nestjs/common';
import { AssetRepository, RecordRepository } from '@vitamill/persistence';
import { presentError } from '../assets/asset.presenter.js';
import { ApiError, notFound } from '../errors/api-errors.js';
import type { Tagged } from '../http/conditional.js';
import { asUuid } from '../http/uuid.js';

const POLL_SECONDS = '2';

@Injectable()
export class MasterService {
  constructor(
    @Inject(RecordRepository) private readonly records: RecordRepository,
    @Inject(AssetRepository) private readonly assets: AssetRepository,
  ) {}

  async find(accountId: string, id: string, withProvenance: boolean): Promise<Tagged> {
    const assetId = asUuid(id, 'asset');
    const stored = await this.records.findLatest(accountId, assetId);
    if (!stored) throw await this.whyMissing(accountId, assetId);
    return withProvenance
      ? { etag: `${stored.etag}-p`, body: { ...stored.record, provenance: stored.provenance } }
      : { etag: stored.etag, body: stored.record };
  }

  private async whyMissing(accountId: string, assetId: string): Promise<ApiError> {
    const asset = await this.assets.find(accountId, assetId);
    if (!asset || asset.status === 'deleted') return notFound('asset');
    if (asset.status === 'failed') {
      const reason = presentError(asset.errorCode ?? 'internal');
      return new ApiError('processing_failed', reason?.message ?? '', { members: { asset_id: assetId, reason } });
    }
    return new ApiError('not_ready', 'The file is still being processed. Retry shortly.', {
      headers: { 'retry-after': POLL_SECONDS },
      members: { asset_id: assetId, asset_status: asset.status },
    });
  }
}
