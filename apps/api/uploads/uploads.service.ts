import { Inject, Injectable } from '@nestjs/common';
import { type AcceptResult, AccountRepository, AssetRepository, newId, objectKeyFor } from '@vitamill/persistence';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { ApiError } from '../errors/api-errors.js';
import { API_METRICS, type ApiMetrics } from '../health/api-metrics.js';
import { withLocation } from '../http/location.js';
import { Idempotency } from '../idempotency/idempotency.service.js';
import { OBJECT_STORE, type UploadStore } from '../ports.js';
import { SpoolBudget } from './byte-spool.js';
import { type ReceivedUpload, withUpload } from './received-upload.js';
import { presentUpload, type UploadBody } from './upload.presenter.js';

export const UPLOAD_FIELDS = ['tags', 'locale', 'external_ref', 'expires_at', 'delete_after_parse'] as const;
const SATURATED_RETRY_SECONDS = '30';

@Injectable()
export class UploadsService {
  constructor(
    @Inject(AssetRepository) private readonly assets: AssetRepository,
    @Inject(OBJECT_STORE) private readonly store: UploadStore,
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(Idempotency) private readonly idempotency: Idempotency,
    @Inject(SpoolBudget) private readonly budget: SpoolBudget,
    @Inject(API_METRICS) private readonly metrics: ApiMetrics,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  async upload(accountId: string, request: FastifyRequest, reply: FastifyReply): Promise<UploadBody> {
    const { maxUploadBytes: maxBytes, bodyIdleMilliseconds: idleMilliseconds } = this.settings;
    const options = { maxBytes, idleMilliseconds, fieldNames: UPLOAD_FIELDS, budget: this.budget };
    try {
      const body = await withUpload(request.raw, options, (upload) => {
        const payload = { sha256: upload.sha256, filename: upload.filename, ...upload.fields };
        return this.idempotency.run(request, reply, { payload }, async (id) =>
          withLocation(reply, await this.accept(accountId, upload, id)),
        );
      });
      this.metrics.countUpload('accepted');
      return body;
    } catch (error) {
      this.metrics.countUpload(error instanceof ApiError ? error.code : 'internal_error');
      throw error;
    }
  }

  /** Object first, then the one transaction; what the transaction refuses is taken out of the store again. */
  private async accept(accountId: string, upload: ReceivedUpload, reservedId: string | null): Promise<UploadBody> {
    const existing = await this.assets.findDuplicate(accountId, upload.sha256);
    if (existing && existing === reservedId) return this.presentAccepted(accountId, existing);
    if (existing) throw duplicate(existing);
    const id = reservedId ?? newId();
    const objectKey = objectKeyFor(accountId, id);
    const { filename, contentType, sha256 } = upload;
    const sizeBytes = upload.bytes.length;
    let kept = false;
    try {
      await this.store.put(objectKey, upload.bytes, { contentType });
      const result = await this.assets.accept(
        { id, accountId, filename, contentType, sizeBytes, sha256, objectKey, ...upload.fields },
        { maxQueueDepth: this.settings.maxQueueDepth },
      );
      if (result.kind !== 'accepted') throw refusalOf(result);
      kept = true;
      return presentUpload(result);
    } finally {
      // Where this fails too, the worker's orphan sweep takes the object away. A commit whose answer was lost keeps its row:
      // the object is then still needed, so it is only removed once the row is known to be absent.
      if (!kept) await this.removeUnlessAccepted(accountId, id, objectKey).catch(() => undefined);
    }
  }

  /** A process accepted the upload and ended before it could answer: this is the answer that it owed. */
  private async presentAccepted(accountId: string, id: string): Promise<UploadBody> {
    const asset = await this.assets.find(accountId, id);
    if (!asset) throw duplicate(id);
    const creditsRemaining = (await this.accounts.balance(accountId)) ?? 0;
    return presentUpload({ kind: 'accepted', asset, taskId: asset.taskId, creditsRemaining });
  }

  private async removeUnlessAccepted(accountId: string, id: string, objectKey: string): Promise<void> {
    if ((await this.assets.find(accountId, id)) === null) await this.store.delete(objectKey);
  }
}

function refusalOf(result: Exclude<AcceptResult, { kind: 'accepted' }>): ApiError {
  switch (result.kind) {
    case 'duplicate':
      return duplicate(result.assetId);
    case 'no_credits':
      return new ApiError('payment_required', 'The account has no credits left.');
    case 'saturated':
      return new ApiError('queue_saturated', 'The queue is full. Retry after a short delay.', {
        headers: { 'retry-after': SATURATED_RETRY_SECONDS },
      });
  }
}

const duplicate = (assetId: string): ApiError =>
  new ApiError('duplicate_asset', 'The same file was uploaded before. No credit was charged.', {
    members: { asset_id: assetId },
  });
