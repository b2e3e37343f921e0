import type { DataSource } from 'typeorm';
import { rowsOf } from '../rows-of.js';

/** Table -> when a row of it serves no purpose any more. */
const EXPIRED: Readonly<Record<string, string>> = {
  idempotency_keys: 'expires_at <= now()',
  user_tokens: 'expires_at <= now()',
  invitations: 'expires_at <= now()',
  sessions: 'expires_at <= now()',
  tracker_digests: 'expires_at <= now()',
};

/** Forgets answers kept for repeated requests, links of mails, invitations and logins whose time is over. */
export class ExpiryRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Up to `limit` rows of each kind; gives how many in all. Any number of processes may do so at once. */
  async dropExpired(limit: number): Promise<number> {
    let count = 0;
    for (const [table, condition] of Object.entries(EXPIRED)) {
      const rows = await this.dataSource.query(
        `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(
           SELECT ctid FROM ${table} WHERE ${condition} LIMIT $1 FOR UPDATE SKIP LOCKED)) RETURNING 1`,
        [limit],
      );
      count += rowsOf(rows).length;
    }
    return count;
  }
}
