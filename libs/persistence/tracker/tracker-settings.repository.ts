import type { DataSource } from 'typeorm';
import { toJsonb } from '../storable.js';
import { ownerIdOf, type TrackerOwner, type TrackerSettings } from './types.js';

/** How an owner's tracker is set up; the defaults where nothing was set. */
export class TrackerSettingsRepository {
  constructor(private readonly dataSource: DataSource) {}

  async find(owner: TrackerOwner): Promise<TrackerSettings> {
    const [row] = await this.dataSource.query(
      `SELECT stages, cv_asset_id AS "cvAssetId" FROM tracker_settings WHERE account_id = $1 AND owner_id = $2`,
      [owner.accountId, ownerIdOf(owner)],
    );
    return row ?? { stages: [], cvAssetId: null };
  }

  async save(owner: TrackerOwner, { stages, cvAssetId }: TrackerSettings): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO tracker_settings (account_id, owner_id, stages, cv_asset_id) VALUES ($1, $2, $3, $4)
       ON CONFLICT (account_id, owner_id) DO UPDATE SET stages = excluded.stages, cv_asset_id = excluded.cv_asset_id`,
      [owner.accountId, ownerIdOf(owner), toJsonb(stages), cvAssetId],
    );
  }
}
