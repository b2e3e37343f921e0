import { Inject, Injectable } from '@nestjs/common';
import { AssetRepository, RecordRepository, type StoredRecord } from '@vitamill/persistence';
import { presentError } from '../assets/asset.presenter.js';
import { ApiError, notFound } from '../errors/api-errors.js';

const POLL_SECONDS = '2';

/** Finds the record of an asset, or says why there is none. */
@Injectable()
export class RecordFinder {
  constructor(
    @Inject(RecordRepository) private readonly records: RecordRepository,
    @Inject(AssetRepository) private readonly assets: AssetRepository,
  ) {}

  /** The latest version, or the one asked for. Throws ApiError `not_found`, `not_ready`, `processing_failed`. */
  async find(accountId: string, assetId: string, version?: number): Promise<StoredRecord> {
    const latest = await this.records.findLatest(accountId, assetId);
    if (!latest) throw await this.whyMissing(accountId, assetId);
    if (version === undefined || version === latest.version) return latest;
    const stored = await this.records.findVersion(accountId, assetId, version);
    if (!stored) throw notFound('version');
    return stored;
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
