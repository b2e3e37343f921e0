import type { DataSource } from 'typeorm';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { AssetEntity } from '../entities/asset.entity.js';
import { TaskEntity } from '../entities/task.entity.js';
import { escapeLike } from '../escape-like.js';
import { eraseAsset } from '../privacy/erase-asset.js';
import {
  type AcceptResult,
  type Asset,
  type AssetFilters,
  InvalidCursorError,
  type NewAsset,
  type Task,
} from '../types.js';
import { acceptAsset, findLiveDuplicate } from './accept-asset.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export class AssetRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Asset, ledger entry, tasks and outbox row in one transaction. The object must be stored before. */
  async accept(asset: NewAsset, options: { readonly maxQueueDepth: number }): Promise<AcceptResult> {
    return this.dataSource.transaction((manager) => acceptAsset(manager, asset, options.maxQueueDepth));
  }

  /** The account's asset with the same bytes, so that an upload can be refused before it is stored. */
  findDuplicate(accountId: string, sha256: string): Promise<string | null> {
    return findLiveDuplicate(this.dataSource.manager, accountId, sha256);
  }

  /** Newest first. `cursor` is the one that the page before gave, null for the first page. */
  async list(
    accountId: string,
    filters: AssetFilters,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: Asset[]; nextCursor: string | null }> {
    const query = this.dataSource
      .createQueryBuilder(AssetEntity, 'asset')
      .where('asset.accountId = :accountId', { accountId });
    if (filters.status?.length) query.andWhere('asset.status = ANY(:status)', { status: filters.status });
    else query.andWhere(`asset.status <> 'deleted'`);
    if (filters.tag !== undefined) query.andWhere('asset.tags @> :tags', { tags: [filters.tag] });
    if (filters.createdAfter) query.andWhere('asset.createdAt >= :after', { after: filters.createdAfter });
    if (filters.createdBefore) query.andWhere('asset.createdAt < :before', { before: filters.createdBefore });
    if (filters.filename !== undefined)
      query.andWhere(`lower(asset.filename COLLATE "und-x-icu") LIKE lower(:filename COLLATE "und-x-icu")`, {
        filename: `%${escapeLike(filters.filename)}%`,
      });
    if (filters.externalRef !== undefined) query.andWhere('asset.externalRef = :ref', { ref: filters.externalRef });
    if (cursor !== null) {
      const [id] = decodeCursor(cursor, 'assets', 1);
      if (typeof id !== 'string' || !UUID.test(id)) throw new InvalidCursorError();
      query.andWhere('asset.id < :id', { id });
    }
    const found = await query
      .orderBy('asset.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: found.length > limit && last ? encodeCursor('assets', [last.id]) : null };
  }

  /** A deleted asset's tombstone is given only when asked for. */
  async find(
    accountId: string,
    id: string,
    options: { readonly includeDeleted?: boolean } = {},
  ): Promise<Asset | null> {
    const asset = await this.dataSource.manager.findOneBy(AssetEntity, { accountId, id });
    return asset && (options.includeDeleted || asset.status !== 'deleted') ? asset : null;
  }

  /** The asset with the child tasks of its parent task, in the order that they run. */
  async status(accountId: string, id: string): Promise<{ asset: Asset; tasks: Task[] } | null> {
    const asset = await this.find(accountId, id);
    return asset && { asset, tasks: await this.children(asset.taskId) };
  }

  /** A parent or child task, with its children and its asset. */
  async findTask(accountId: string, taskId: string): Promise<{ task: Task; children: Task[]; asset: Asset } | null> {
    const task = await this.dataSource.manager.findOneBy(TaskEntity, { id: taskId });
    const asset = task && (await this.find(accountId, task.assetId));
    return task && asset ? { task, asset, children: await this.children(task.id) } : null;
  }

  /**
   * Erases everything personal and leaves a tombstone; null where the account has no such asset. The object is erased by
   * a job too: `objectKey` lets the caller do it at once (it is null when the asset was deleted before).
   */
  async delete(accountId: string, id: string): Promise<{ deletedAt: Date; objectKey: string | null } | null> {
    return this.dataSource.transaction((manager) => eraseAsset(manager, accountId, id));
  }

  /** Whether no account has a stored file. */
  async isNothingStored(): Promise<boolean> {
    return (await this.dataSource.query('SELECT 1 FROM assets WHERE object_key IS NOT NULL LIMIT 1')).length === 0;
  }

  /** Assets that wait, and for how long the oldest has. */
  async queueDepth(): Promise<{ depth: number; oldestSeconds: number }> {
    const [row] = await this.dataSource.query(
      `SELECT count(*)::int AS depth, coalesce(extract(epoch FROM now() - min(updated_at)), 0)::float AS oldest
       FROM assets WHERE status = 'queued'`,
    );
    return { depth: row.depth, oldestSeconds: Math.max(0, row.oldest) };
  }

  private children(parentId: string): Promise<TaskEntity[]> {
    return this.dataSource.manager.find(TaskEntity, { where: { parentId }, order: { position: 'ASC' } });
  }
}
