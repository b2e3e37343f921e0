import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import { AssetRepository } from '@vitamill/persistence';
import { notFound } from '../errors/api-errors.js';
import { asUuid } from '../http/uuid.js';
import { OBJECT_STORE, type UploadStore } from '../ports.js';
import { contentDispositionOf } from '../uploads/filename.js';
import { presentAsset, presentChildTask, presentStatus, presentTask } from './asset.presenter.js';
import { ASSET_LIST_DEFAULT_LIMIT, type AssetListQuery, filtersOf } from './asset-list.query.js';

@Injectable()
export class AssetsService {
  constructor(
    @Inject(AssetRepository) private readonly assets: AssetRepository,
    @Inject(OBJECT_STORE) private readonly store: UploadStore,
  ) {}

  async list(accountId: string, query: AssetListQuery) {
    const limit = query.limit ?? ASSET_LIST_DEFAULT_LIMIT;
    const { items, nextCursor } = await this.assets.list(accountId, filtersOf(query), query.cursor ?? null, limit);
    return { items: items.map(presentAsset), limit, next_cursor: nextCursor };
  }

  async find(accountId: string, id: string) {
    return presentAsset(await this.require(accountId, id));
  }

  async status(accountId: string, id: string) {
    const found = await this.assets.status(accountId, asUuid(id, 'asset'));
    if (!found || found.asset.status === 'deleted') throw notFound('asset');
    return presentStatus(found.asset, found.tasks);
  }

  async file(accountId: string, id: string): Promise<StreamableFile> {
    const asset = await this.require(accountId, id);
    const stream = asset.objectKey ? await this.store.open(asset.objectKey) : null;
    if (!stream) throw notFound('file');
    return new StreamableFile(stream, {
      type: asset.contentType ?? 'application/octet-stream',
      disposition: contentDispositionOf(asset.filename ?? 'file'),
      length: asset.sizeBytes,
    });
  }

  /** Erases the rows at once; the object goes now, or by the job that the same transaction wrote. */
  async delete(accountId: string, id: string): Promise<void> {
    const deleted = await this.assets.delete(accountId, asUuid(id, 'asset'));
    if (!deleted) throw notFound('asset');
    if (deleted.objectKey) await this.store.delete(deleted.objectKey).catch(() => undefined);
  }

  async task(accountId: string, taskId: string) {
    const found = await this.assets.findTask(accountId, asUuid(taskId, 'task'));
    if (!found || found.asset.status === 'deleted') throw notFound('task');
    return { ...presentTask(found.task), tasks: found.children.map(presentChildTask) };
  }

  private async require(accountId: string, id: string) {
    const asset = await this.assets.find(accountId, asUuid(id, 'asset'));
    if (!asset || asset.status === 'deleted') throw notFound('asset');
    return asset;
  }
}
