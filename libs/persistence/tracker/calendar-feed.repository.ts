import type { DataSource } from 'typeorm';
import { newId } from '../ids.js';
import { rowsOf } from '../rows-of.js';
import { ownerIdOf, type TrackerOwner } from './types.js';

export const MOST_CALENDAR_FEEDS = 10;

export interface CalendarFeed {
  readonly id: string;
  readonly label: string;
  readonly created_at: Date;
  readonly last_used_at: Date | null;
}

const COLUMNS = 'id, label, created_at, last_used_at';

/** Calendars under secret addresses. Of a secret its SHA-256 (hex) is kept, so that nobody reads an address here. */
export class CalendarFeedRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Null where the owner has as many as one may have. */
  async create(owner: TrackerOwner, label: string, tokenHash: string): Promise<CalendarFeed | null> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 7))', [ownerIdOf(owner)]);
      const rows = rowsOf<CalendarFeed>(
        await manager.query(
          `INSERT INTO calendar_feeds (id, account_id, user_id, label, token_hash)
           SELECT $1, $2::uuid, $3, $4, $5
           WHERE (SELECT count(*) FROM calendar_feeds WHERE account_id = $2 AND owner_id = $6) < $7 RETURNING ${COLUMNS}`,
          [newId(), owner.accountId, owner.userId, label, tokenHash, ownerIdOf(owner), MOST_CALENDAR_FEEDS],
        ),
      );
      return rows[0] ?? null;
    });
  }

  list(owner: TrackerOwner): Promise<CalendarFeed[]> {
    return this.dataSource.query(
      `SELECT ${COLUMNS} FROM calendar_feeds WHERE account_id = $1 AND owner_id = $2 ORDER BY id`,
      [owner.accountId, ownerIdOf(owner)],
    );
  }

  /** Whether there was such a one. Its address is dead at once. */
  async revoke(owner: TrackerOwner, id: string): Promise<boolean> {
    const rows = await this.dataSource.query(
      'DELETE FROM calendar_feeds WHERE account_id = $1 AND owner_id = $2 AND id = $3 RETURNING 1',
      [owner.accountId, ownerIdOf(owner), id],
    );
    return rowsOf(rows).length > 0;
  }

  /** Whose calendar an address is; null where nobody's, or where the person no longer belongs to the organisation. */
  async use(tokenHash: string): Promise<TrackerOwner | null> {
    const rows = rowsOf<TrackerOwner>(
      await this.dataSource.query(
        `UPDATE calendar_feeds AS f SET last_used_at = now() WHERE token_hash = $1 AND (user_id IS NULL OR EXISTS (
           SELECT 1 FROM memberships m WHERE m.account_id = f.account_id AND m.user_id = f.user_id))
         RETURNING account_id AS "accountId", user_id AS "userId"`,
        [tokenHash],
      ),
    );
    return rows[0] ?? null;
  }
}
