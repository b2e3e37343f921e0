import type { DataSource, EntityManager } from 'typeorm';
import { rowsOf } from '../rows-of.js';
import { toJsonb } from '../storable.js';
import { ownerIdOf, type TrackerOwner, type TrackerSettings } from './types.js';

const DEFAULTS: TrackerSettings = {
  stages: [],
  cvAssetId: null,
  timeZone: 'UTC',
  reminderMails: true,
  webhookEvents: true,
  autoScore: true,
};

/** How an owner's tracker is set up; the defaults where nothing was set. */
export async function findTrackerSettings(manager: EntityManager, owner: TrackerOwner): Promise<TrackerSettings> {
  const [row] = rowsOf<TrackerSettings>(
    await manager.query(
      `SELECT stages, cv_asset_id AS "cvAssetId", time_zone AS "timeZone", reminder_mails AS "reminderMails",
         webhook_events AS "webhookEvents", auto_score AS "autoScore"
       FROM tracker_settings WHERE account_id = $1 AND owner_id = $2`,
      [owner.accountId, ownerIdOf(owner)],
    ),
  );
  return row ?? DEFAULTS;
}

export class TrackerSettingsRepository {
  constructor(private readonly dataSource: DataSource) {}

  find(owner: TrackerOwner): Promise<TrackerSettings> {
    return findTrackerSettings(this.dataSource.manager, owner);
  }

  async save(owner: TrackerOwner, settings: TrackerSettings): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO tracker_settings (account_id, owner_id, user_id, stages, cv_asset_id, time_zone, reminder_mails,
         webhook_events, auto_score) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (account_id, owner_id) DO UPDATE SET stages = excluded.stages, cv_asset_id = excluded.cv_asset_id,
         time_zone = excluded.time_zone, reminder_mails = excluded.reminder_mails,
         webhook_events = excluded.webhook_events, auto_score = excluded.auto_score`,
      [
        owner.accountId,
        ownerIdOf(owner),
        owner.userId,
        toJsonb(settings.stages),
        settings.cvAssetId,
        settings.timeZone,
        settings.reminderMails,
        settings.webhookEvents,
        settings.autoScore,
      ],
    );
  }
}
