import type { DataSource } from 'typeorm';
import { newId } from '../ids.js';
import { rowsOf } from '../rows-of.js';
import { toJsonb } from '../storable.js';
import { type JobPage, ownerIdOf, type TrackerOwner } from './types.js';

export interface NewDigest {
  readonly insight_type: 'daily_digest' | 'weekly_summary';
  readonly title: string;
  readonly content: string;
  readonly metadata: object;
}

export interface StoredDigest extends NewDigest {
  readonly id: string;
  readonly created_at: Date;
  readonly expires_at: Date;
}

const COLUMNS = 'id, insight_type, title, content, metadata, created_at, expires_at';
/** Days that a digest is kept. */
const KEPT_DAYS = 90;
/** Seconds for which a digest is given again, unless something happened since. */
const FRESH_SECONDS = 3_600;

const LAST_EVENT = `(SELECT id FROM tracked_job_events WHERE owner_id = $2 AND account_id = $1 ORDER BY id DESC LIMIT 1)`;

/** Digests that were asked for. */
export class DigestRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The last one of a kind where it is younger than an hour and nothing happened since; else null. */
  async findFresh(owner: TrackerOwner, type: NewDigest['insight_type'], now: Date): Promise<StoredDigest | null> {
    const rows = rowsOf<StoredDigest>(
      await this.dataSource.query(
        `SELECT ${COLUMNS} FROM tracker_digests
         WHERE account_id = $1 AND owner_id = $2 AND insight_type = $3 AND created_at <= $4::timestamptz
           AND created_at > $4::timestamptz - make_interval(secs => $5) AND last_event_id IS NOT DISTINCT FROM ${LAST_EVENT}
         ORDER BY id DESC LIMIT 1`,
        [owner.accountId, ownerIdOf(owner), type, now, FRESH_SECONDS],
      ),
    );
    return rows[0] ?? null;
  }

  /** The newest event of the owner, for a digest that is about to be made. */
  async lastEventId(owner: TrackerOwner): Promise<string | null> {
    const [row] = await this.dataSource.query(`SELECT ${LAST_EVENT} AS id`, [owner.accountId, ownerIdOf(owner)]);
    return row?.id ?? null;
  }

  async save(owner: TrackerOwner, digest: NewDigest, lastEventId: string | null, now: Date): Promise<StoredDigest> {
    const rows = rowsOf<StoredDigest>(
      await this.dataSource.query(
        `INSERT INTO tracker_digests (id, account_id, user_id, insight_type, title, content, metadata, last_event_id, created_at,
           expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9::timestamptz + make_interval(days => ${KEPT_DAYS})) RETURNING ${COLUMNS}`,
        [
          newId(),
          owner.accountId,
          owner.userId,
          digest.insight_type,
          digest.title,
          digest.content,
          toJsonb(digest.metadata),
          lastEventId,
          now,
        ],
      ),
    );
    if (!rows[0]) throw new Error('The digest was not written.');
    return rows[0];
  }

  /** Newest first. */
  async list(
    owner: TrackerOwner,
    { page, limit }: Pick<JobPage, 'page' | 'limit'>,
  ): Promise<{ digests: StoredDigest[]; total: number }> {
    const where = 'account_id = $1 AND owner_id = $2';
    const values = [owner.accountId, ownerIdOf(owner)];
    const [{ total }] = await this.dataSource.query(
      `SELECT count(*)::int AS total FROM tracker_digests WHERE ${where}`,
      values,
    );
    const digests = await this.dataSource.query(
      `SELECT ${COLUMNS} FROM tracker_digests WHERE ${where} ORDER BY id DESC LIMIT $3 OFFSET $4`,
      [...values, limit, (page - 1) * limit],
    );
    return { digests, total };
  }
}
