import type { DataSource } from 'typeorm';
import { assetIdOfObjectKey, isExportObjectKey } from '../ids.js';
import { rowsOf } from '../rows-of.js';
import { requeueOrFail } from './run.repository.js';

export interface SweepResult {
  readonly queued: number;
  readonly failed: number;
}

/** Finds what got stuck. Every call may run in several processes at once. */
export class SweepRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Assets whose run gave no sign for `staleSeconds`, and waiting assets that no outbox row stands for any more: queued
   * again, or failed with the credit back after their last attempt.
   */
  async requeueStuck(options: {
    readonly staleSeconds: number;
    readonly maxAttempts: number;
    readonly limit: number;
  }): Promise<SweepResult> {
    return this.dataSource.transaction(async (manager) => {
      const rows = rowsOf<{ id: string; account_id: string }>(
        await manager.query(
          `SELECT id, account_id FROM assets
           WHERE (status = 'processing' AND heartbeat_at < now() - make_interval(secs => $1))
              OR (status = 'queued' AND updated_at < now() - make_interval(secs => $1)
                  AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.asset_id = assets.id))
           ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED`,
          [options.staleSeconds, options.limit],
        ),
      );
      const outcomes = { queued: 0, failed: 0 };
      for (const { id, account_id: accountId } of rows) {
        const release = { delaySeconds: 0, maxAttempts: options.maxAttempts, code: 'internal' as const };
        outcomes[await requeueOrFail(manager, id, accountId, release)] += 1;
      }
      return outcomes;
    });
  }

  /** Jobs handed to the queue longer than `olderThanSeconds` ago and not done, a page after `afterId`. */
  async publishedJobs(
    olderThanSeconds: number,
    limit: number,
    afterId: string,
  ): Promise<{ rowId: string; jobId: string }[]> {
    return this.dataSource.query(
      `SELECT id AS "rowId", job_id AS "jobId" FROM outbox
       WHERE published_at < now() - make_interval(secs => $1) AND id > $3 ORDER BY id LIMIT $2`,
      [olderThanSeconds, limit, afterId],
    );
  }

  /** The queue lost these jobs: the relay is to publish them again. Gives how many there were. */
  async republish(jobIds: readonly string[]): Promise<number> {
    const rows = await this.dataSource.query(
      `UPDATE outbox SET published_at = NULL WHERE job_id = ANY($1::text[]) AND published_at IS NOT NULL RETURNING id`,
      [jobIds],
    );
    return rowsOf(rows).length;
  }

  /**
   * Of these objects, those that no living asset and no export stands for. Keys that this service did not make are never
   * among them.
   */
  async orphanedKeys(keys: readonly string[]): Promise<string[]> {
    const ids = keys.flatMap((key) => assetIdOfObjectKey(key) ?? []);
    const files = keys.filter(isExportObjectKey);
    const rows: { object_key: string }[] = await this.dataSource.query(
      `SELECT object_key FROM assets WHERE id = ANY($1::uuid[]) AND object_key IS NOT NULL
       UNION ALL SELECT object_key FROM export_jobs WHERE object_key = ANY($2::text[])`,
      [ids, files],
    );
    const known = new Set(rows.map(({ object_key }) => object_key));
    return keys.filter((key) => (assetIdOfObjectKey(key) !== null || isExportObjectKey(key)) && !known.has(key));
  }
}
