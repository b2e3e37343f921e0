import type { DataSource } from 'typeorm';
import { rowsOf } from '../rows-of.js';
import { toJsonb } from '../storable.js';
import { type TrackerEvent, tellEndpoints } from './tell-endpoints.js';
import { ownerIdOf, type TrackerOwner } from './types.js';

export interface ScrapeRun {
  readonly id: string;
  readonly accountId: string;
  readonly userId: string | null;
  readonly url: string;
  /** The job to fill, or that was made; null before one is made. */
  readonly jobId: string | null;
  readonly status: 'queued' | 'running' | 'completed' | 'failed';
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  /** Where in the page each field was found. */
  readonly origins: Readonly<Record<string, string>> | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export type ScrapeEnd =
  | { readonly jobId: string; readonly origins: object }
  | { readonly errorCode: string; readonly errorMessage: string };

const COLUMNS = `id, account_id AS "accountId", user_id AS "userId", url, job_id AS "jobId", status, error_code AS "errorCode",
  error_message AS "errorMessage", origins, created_at AS "createdAt", finished_at AS "finishedAt"`;
const IS_OPEN = `(status = 'queued' OR (status = 'running' AND claimed_until < now()))`;

/** Pages to read. Claiming is for the service: a host is one to all organisations. */
export class ScrapeRunRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Under an id that is known already the run that is there is given. */
  async create(
    owner: TrackerOwner,
    run: { readonly id: string; readonly url: string; readonly host: string; readonly jobId: string | null },
  ): Promise<ScrapeRun> {
    await this.dataSource.query(
      `INSERT INTO scrape_runs (id, account_id, user_id, url, host, job_id) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (id) DO NOTHING`,
      [run.id, owner.accountId, owner.userId, run.url, run.host, run.jobId],
    );
    const created = await this.find(owner, run.id);
    if (!created) throw new Error('The run was not written.');
    return created;
  }

  async find(owner: TrackerOwner, id: string): Promise<ScrapeRun | null> {
    const [row] = await this.dataSource.query(
      `SELECT ${COLUMNS} FROM scrape_runs WHERE account_id = $1 AND owner_id = $2 AND id = $3`,
      [owner.accountId, ownerIdOf(owner), id],
    );
    return row ?? null;
  }

  /**
   * The oldest open run whose host nobody reads now; null where there is none. A run whose reader went away is open again,
   * and failed after the third reader.
   */
  async claim(seconds: number): Promise<ScrapeRun | null> {
    return this.dataSource.transaction(async (manager) => {
      // Two claims at once could each find the same host free.
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('scrape_runs'))`);
      const given = rowsOf<ScrapeRun>(
        await manager.query(
          `UPDATE scrape_runs SET status = 'failed', error_code = 'internal_error', finished_at = now(), claimed_until = NULL,
             error_message = 'The page could not be read.' WHERE ${IS_OPEN} AND attempts >= 3 RETURNING ${COLUMNS}`,
        ),
      );
      for (const run of given) await tellEndpoints(manager, run, [endOf(run)]);
      const rows = rowsOf<ScrapeRun>(
        await manager.query(
          `UPDATE scrape_runs SET status = 'running', attempts = attempts + 1, claimed_until = now() + make_interval(secs => $1)
           WHERE id = (SELECT id FROM scrape_runs AS open WHERE ${IS_OPEN} AND NOT EXISTS (
                         SELECT 1 FROM scrape_runs AS busy
                         WHERE busy.host = open.host AND busy.status = 'running' AND busy.claimed_until >= now())
                       ORDER BY id LIMIT 1)
           RETURNING ${COLUMNS}`,
          [seconds],
        ),
      );
      return rows[0] ?? null;
    });
  }

  async finish(id: string, end: ScrapeEnd): Promise<void> {
    const values =
      'jobId' in end
        ? ['completed', null, null, end.jobId, toJsonb(end.origins)]
        : ['failed', end.errorCode, end.errorMessage, null, null];
    await this.dataSource.transaction(async (manager) => {
      const [run] = rowsOf<ScrapeRun>(
        await manager.query(
          `UPDATE scrape_runs SET status = $2, error_code = $3, error_message = $4, job_id = coalesce($5, job_id), origins = $6,
             finished_at = now(), claimed_until = NULL WHERE id = $1 AND status = 'running' RETURNING ${COLUMNS}`,
          [id, ...values],
        ),
      );
      if (!run) return;
      await tellEndpoints(manager, run, [endOf(run)]);
    });
  }
}

const endOf = ({ id, status, jobId, errorCode }: ScrapeRun): TrackerEvent => ({
  event: status === 'completed' ? 'scrape.completed' : 'scrape.failed',
  data: { scrape_id: id, status, job_id: jobId, ...(errorCode === null ? {} : { error: { code: errorCode } }) },
  subjectId: id,
});
