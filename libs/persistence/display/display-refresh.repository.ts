import type { MasterRecord } from '@vitamill/domain';
import type { DataSource } from 'typeorm';
import { type DisplaySource, PROJECTION_VERSION, writeDisplayRows } from './write-display-rows.js';

type Stored = DisplaySource & { readonly record: MasterRecord };

/** Projects rows anew: those of an older projection, and records that have no row. */
export class DisplayRefreshRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Up to `limit` assets; gives how many. Each is one transaction under the asset's lock, so that a run, a correction or
   * a deletion at the same time is never overwritten. Any number of processes may refresh at once.
   */
  async refresh(limit: number): Promise<number> {
    const stale: { asset_id: string }[] = await this.dataSource.query(
      'SELECT asset_id FROM display_rows WHERE projection_version < $1 ORDER BY projection_version, asset_id LIMIT $2',
      [PROJECTION_VERSION, limit],
    );
    for (const { asset_id: assetId } of stale) await this.refreshAsset(assetId);
    return stale.length;
  }

  /** Marks every row as old: the next refreshes project all of them anew. Gives how many. */
  async markAll(): Promise<number> {
    const [, count] = await this.dataSource.query('UPDATE display_rows SET projection_version = 0');
    return Number(count);
  }

  private async refreshAsset(assetId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [stored]: Stored[] = await manager.query(
        `SELECT assets.id AS "assetId", assets.account_id AS "accountId", filename, tags, external_ref AS "externalRef",
           assets.created_at AS "createdAt", master_records.created_at AS "processedAt", record
         FROM assets JOIN master_records ON master_records.asset_id = assets.id AND latest
         WHERE assets.id = $1 FOR UPDATE OF assets SKIP LOCKED`,
        [assetId],
      );
      if (stored) await writeDisplayRows(manager, stored, stored.record);
    });
  }
}
