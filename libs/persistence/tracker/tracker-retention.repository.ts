import type { DataSource } from 'typeorm';
import { rowsOf } from '../rows-of.js';

/** Takes for good out of the tracker what nobody can see any more. Several may run at once. */
export class TrackerRetentionRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Jobs that were deleted more than so many days ago, with their timeline and reminders, and scrapes that ended as long ago:
   * at most `limit` of each. Gives how many rows went.
   */
  async purge(days: number, limit: number): Promise<number> {
    let count = 0;
    for (const [table, ended] of [
      ['tracked_jobs', 'deleted_at'],
      ['scrape_runs', 'finished_at'],
    ] as const) {
      const rows = await this.dataSource.query(
        `DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE ${ended} < now() - make_interval(days => $1)
           ORDER BY ${ended} LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
        [days, limit],
      );
      count += rowsOf(rows).length;
    }
    return count;
  }
}
