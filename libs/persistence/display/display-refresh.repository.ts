import type { MasterRecord } from '@vitamill/domain';
import type { DataSource } from 'typeorm';
import { rowsOf } from '../rows-of.js';
import { type DisplaySource, PROJECTION_VERSION, writeDisplayRows } from './write-display-rows.js';
import { lockEndedCandidates, MATCH_PROJECTION_VERSION, writeMatchRows } from './write-match-rows.js';

type Stored = DisplaySource & { readonly record: MasterRecord };

/** Rows that are marked in one transaction: who writes one of them waits no longer than that. */
const MARK_BATCH = 2_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Projects rows anew: those of an older projection. */
export class DisplayRefreshRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Up to `limit` assets and as many jobs; gives how many were projected. What somebody else works on is left for the next
   * call. Each is one transaction under its own lock, so that a run, a correction or a deletion at the same time is never
   * overwritten. Any number of processes may refresh at once.
   */
  async refresh(limit: number): Promise<number> {
    let count = 0;
    const rows: { asset_id: string }[] = await this.dataSource.query(
      'SELECT asset_id FROM display_rows WHERE projection_version < $1 ORDER BY projection_version, asset_id LIMIT $2',
      [PROJECTION_VERSION, limit],
    );
    for (const { asset_id: assetId } of rows) if (await this.refreshAsset(assetId)) count += 1;
    const jobs: { id: string }[] = await this.dataSource.query(
      `SELECT id FROM match_jobs WHERE status = 'completed' AND display_version < $1 ORDER BY display_version, id LIMIT $2`,
      [MATCH_PROJECTION_VERSION, limit],
    );
    for (const { id } of jobs) if (await this.refreshJob(id)) count += 1;
    return count;
  }

  /** Assets and jobs whose rows are of an older projection. */
  async countStale(): Promise<number> {
    const [row] = await this.dataSource.query(
      `SELECT (SELECT count(*) FROM display_rows WHERE projection_version < $1)::int
         + (SELECT count(*) FROM match_jobs WHERE status = 'completed' AND display_version < $2)::int AS count`,
      [PROJECTION_VERSION, MATCH_PROJECTION_VERSION],
    );
    return row.count;
  }

  /** Marks all rows as old, some at a time: the next refreshes project them anew. Gives how many assets and jobs. */
  async markAll(): Promise<number> {
    const assets = await this.markTable('display_rows', 'asset_id', 'projection_version', 'true');
    return assets + (await this.markTable('match_jobs', 'id', 'display_version', `status = 'completed'`));
  }

  private async markTable(table: string, key: string, version: string, condition: string): Promise<number> {
    let count = 0;
    for (let after: string | undefined = FIRST_ID; after; ) {
      const marked: { key: string }[] = rowsOf(
        await this.dataSource.query(
          `UPDATE ${table} SET ${version} = 0 WHERE ${key} IN (
             SELECT ${key} FROM ${table} WHERE ${key} > $1 AND ${condition} ORDER BY ${key} LIMIT $2) RETURNING ${key} AS key`,
          [after, MARK_BATCH],
        ),
      );
      count += marked.length;
      after = marked
        .map((row) => row.key)
        .sort()
        .at(-1);
    }
    return count;
  }

  private async refreshAsset(assetId: string): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [stored]: Stored[] = await manager.query(
        `SELECT assets.id AS "assetId", assets.account_id AS "accountId", filename, tags, external_ref AS "externalRef",
           assets.created_at AS "createdAt", master_records.created_at AS "processedAt", record
         FROM assets JOIN master_records ON master_records.asset_id = assets.id AND latest
         WHERE assets.id = $1 FOR UPDATE OF assets SKIP LOCKED`,
        [assetId],
      );
      if (stored) await writeDisplayRows(manager, stored, stored.record);
      return stored !== undefined;
    });
  }

  private async refreshJob(jobId: string): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [job] = await manager.query(
        `SELECT 1 FROM match_jobs WHERE id = $1 AND status = 'completed' FOR NO KEY UPDATE SKIP LOCKED`,
        [jobId],
      );
      if (job) await writeMatchRows(manager, jobId, await lockEndedCandidates(manager, jobId));
      return job !== undefined;
    });
  }
}
