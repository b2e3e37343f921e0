import type { DataSource } from 'typeorm';
import { rowsOf } from '../rows-of.js';
import { ownerIdOf, type TrackerOwner } from './types.js';

export interface JobToScore {
  readonly id: string;
  readonly owner: TrackerOwner;
  /** Whoever finishes it names it: a job that was changed meanwhile is due anew. */
  readonly leaseEnd: Date;
}

/** Attempts after which a job stays without a score: a CV that never gets read, or a score that cannot be worked out. */
const MOST_ATTEMPTS = 8;

/** Jobs that are to be scored by themselves. Any number of processes may work on them at once. */
export class ScoringQueueRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The job that waits longest; null where none does. Whoever does not finish within so many seconds has lost it. */
  async claim(seconds: number): Promise<JobToScore | null> {
    const rows = rowsOf<{ id: string; accountId: string; userId: string | null; leaseEnd: Date }>(
      await this.dataSource.query(
        `UPDATE tracked_jobs SET score_due_at = now() + make_interval(secs => $1), score_attempts = score_attempts + 1
         WHERE id = (SELECT id FROM tracked_jobs WHERE score_due_at <= now() ORDER BY score_due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
         RETURNING id, account_id AS "accountId", user_id AS "userId", score_due_at AS "leaseEnd"`,
        [seconds],
      ),
    );
    const [row] = rows;
    return row ? { id: row.id, owner: { accountId: row.accountId, userId: row.userId }, leaseEnd: row.leaseEnd } : null;
  }

  /** Done, or there is nothing to score it by. */
  async finish({ id, leaseEnd }: JobToScore): Promise<void> {
    await this.dataSource.query(
      'UPDATE tracked_jobs SET score_due_at = NULL, score_attempts = 0 WHERE id = $1 AND score_due_at = $2',
      [id, leaseEnd],
    );
  }

  /** Not now: again in so many seconds, unless it was tried too often. */
  async putOff({ id, leaseEnd }: JobToScore, seconds: number): Promise<void> {
    await this.dataSource.query(
      `UPDATE tracked_jobs SET score_due_at = CASE WHEN score_attempts < $4 THEN now() + make_interval(secs => $3) END
       WHERE id = $1 AND score_due_at = $2`,
      [id, leaseEnd, seconds, MOST_ATTEMPTS],
    );
  }

  /** Puts jobs of an owner's list with a description in line: those of the ids, or all without a score. Gives how many. */
  async enqueue(owner: TrackerOwner, ids: readonly string[] | null, most: number): Promise<number> {
    const rows = await this.dataSource.query(
      `UPDATE tracked_jobs SET score_due_at = now(), score_attempts = 0 WHERE id IN (
         SELECT id FROM tracked_jobs WHERE account_id = $1 AND owner_id = $2 AND deleted_at IS NULL
           AND ($3::uuid[] IS NOT NULL OR (ai_match_score IS NULL AND archived_at IS NULL))
           AND ($3::uuid[] IS NULL OR id = ANY($3)) AND job_description ~ '\\S' ORDER BY created_at DESC LIMIT $4)
       RETURNING 1`,
      [owner.accountId, ownerIdOf(owner), ids, most],
    );
    return rowsOf(rows).length;
  }
}
