import type { IdentifiedJob, Job } from '@vitamill/domain';
import type { DataSource } from 'typeorm';
import { rowsOf } from '../rows-of.js';

interface OutboxRow {
  readonly job_id: string;
  readonly payload: Job;
}

const toJob = (row: OutboxRow): IdentifiedJob => ({ id: row.job_id, job: row.payload });

/** A row stands here from the transaction that wanted the job until the job is done. */
export class OutboxRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The relay: hands waiting jobs to `publish` and marks them in the same transaction, so that several relays never take
   * the same row and a crash in between publishes again, under the same job id. Gives how many there were.
   */
  async relayBatch(limit: number, publish: (jobs: readonly IdentifiedJob[]) => Promise<void>): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const rows: OutboxRow[] = await manager.query(
        `SELECT job_id, payload FROM outbox WHERE published_at IS NULL AND available_at <= now()
         ORDER BY available_at, id LIMIT $1 FOR UPDATE SKIP LOCKED`,
        [limit],
      );
      if (rows.length === 0) return 0;
      await publish(rows.map(toJob));
      await manager.query('UPDATE outbox SET published_at = now() WHERE job_id = ANY($1::text[])', [
        rows.map(({ job_id }) => job_id),
      ]);
      return rows.length;
    });
  }

  /** The embedded queue: takes the oldest waiting job for `leaseSeconds`, or one whose holder let its lease run out. */
  async claimJob(holder: string, leaseSeconds: number): Promise<IdentifiedJob | null> {
    const rows = rowsOf<OutboxRow>(
      await this.dataSource.query(
        `UPDATE outbox SET claimed_by = $1, claimed_until = now() + make_interval(secs => $2), attempts = attempts + 1
         WHERE id = (
           SELECT id FROM outbox
           WHERE published_at IS NULL AND available_at <= now() AND (claimed_until IS NULL OR claimed_until < now())
           ORDER BY available_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
         RETURNING job_id, payload`,
        [holder, leaseSeconds],
      ),
    );
    return rows[0] ? toJob(rows[0]) : null;
  }

  /** Keeps claimed jobs for another `leaseSeconds`. */
  async renewJobs(holder: string, jobIds: readonly string[], leaseSeconds: number): Promise<void> {
    await this.dataSource.query(
      `UPDATE outbox SET claimed_until = now() + make_interval(secs => $3) WHERE claimed_by = $1 AND job_id = ANY($2::text[])`,
      [holder, jobIds, leaseSeconds],
    );
  }

  /** Lets another take a claimed job, after a while. */
  async returnJob(jobId: string, delaySeconds: number): Promise<void> {
    await this.dataSource.query(
      `UPDATE outbox SET claimed_by = NULL, claimed_until = NULL, available_at = now() + make_interval(secs => $2)
       WHERE job_id = $1`,
      [jobId, delaySeconds],
    );
  }

  /** The job is done: its row goes. */
  async finishJob(jobId: string): Promise<void> {
    await this.dataSource.query('DELETE FROM outbox WHERE job_id = $1', [jobId]);
  }

  async hasJob(jobId: string): Promise<boolean> {
    return (await this.dataSource.query('SELECT 1 FROM outbox WHERE job_id = $1', [jobId])).length > 0;
  }

  /** Jobs that wait to be published or claimed, and for how long the oldest has been due. */
  async waiting(): Promise<{ depth: number; oldestSeconds: number }> {
    const [row] = await this.dataSource.query(
      `SELECT count(*)::int AS depth, coalesce(extract(epoch FROM now() - min(available_at)), 0)::float AS oldest
       FROM outbox WHERE published_at IS NULL AND available_at <= now()
         AND (claimed_until IS NULL OR claimed_until < now())`,
    );
    return { depth: row.depth, oldestSeconds: Math.max(0, row.oldest) };
  }
}
