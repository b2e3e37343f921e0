import type { DataSource, EntityManager } from 'typeorm';
import { newId } from '../ids.js';
import { rowsOf } from '../rows-of.js';
import { enqueueWebhook } from '../webhooks/enqueue-webhook.js';
import { waitForErasures } from './forget-exports.js';
import type { ClaimedExport, ExportError } from './types.js';

/** Hours that a file can be fetched. */
const FILE_HOURS = 24;
/** Days that the bare row of an export is kept. */
const KEPT_DAYS = 30;
/** Transactions that began before a snapshot and are not in it: rows carry the time at which those began. */
const MARGIN_SECONDS = 60;

const OPEN = `((status = 'pending' AND available_at <= now())
  OR (status = 'processing' AND heartbeat_at < now() - make_interval(secs => $1)))`;

export interface FinishedFile {
  readonly objectKey: string;
  readonly rows: number;
  readonly bytes: number;
}

/** What a worker writes while it exports. Each call names the run: once it lost the export nothing is changed. */
export class ExportRunRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Takes the oldest export that waits, or whose run gave no sign for `staleSeconds`; null where there is none. */
  async claim(staleSeconds: number): Promise<ClaimedExport | null> {
    return this.dataSource.transaction(async (manager) => {
      const [next] = await manager.query(
        `SELECT id, account_id AS "accountId" FROM export_jobs WHERE ${OPEN} ORDER BY available_at, id LIMIT 1`,
        [staleSeconds],
      );
      if (!next) return null;
      await waitForErasures(manager, next.accountId);
      const [claimed] = rowsOf<ClaimedExport>(
        await manager.query(
          `UPDATE export_jobs SET status = 'processing', run_id = $3, attempts = attempts + 1, heartbeat_at = now(),
             rows_written = 0, bytes = 0, rows_total = NULL, updated_at = now(),
             as_of = date_trunc('milliseconds', least(now() - make_interval(secs => $4), (
               SELECT min(xact_start) FROM pg_stat_activity
               WHERE datname = current_database() AND backend_type = 'client backend'))) - interval '1 millisecond'
           WHERE id = $2 AND ${OPEN}
           RETURNING id, account_id AS "accountId", run_id AS "runId", grain, format, request, attempts, erasures`,
          [staleSeconds, next.id, newId(), MARGIN_SECONDS],
        ),
      );
      return claimed ?? null;
    });
  }

  /** A sign of life. False once the export belongs to the run no more: it was cancelled, or taken over. */
  async report(
    { id, runId }: ClaimedExport,
    progress: { readonly rows: number; readonly bytes: number; readonly total: number | null },
  ): Promise<boolean> {
    const rows = await this.dataSource.query(
      `UPDATE export_jobs SET heartbeat_at = now(), rows_written = $3, bytes = $4, rows_total = $5
       WHERE id = $1 AND run_id = $2 AND status = 'processing' RETURNING 1`,
      [id, runId, progress.rows, progress.bytes, progress.total],
    );
    return rowsOf(rows).length > 0;
  }

  /** Tells webhooks as well. `erased`: somebody was erased meanwhile, and the file must not be given to anybody. */
  async complete(
    job: ClaimedExport,
    { objectKey, rows, bytes }: FinishedFile,
  ): Promise<'completed' | 'erased' | 'lost'> {
    const { id, runId, erasures } = job;
    return this.dataSource.transaction(async (manager) => {
      const done = await manager.query(
        `UPDATE export_jobs SET status = 'completed', request = NULL, run_id = NULL, object_key = $4, rows_written = $5,
           rows_total = $5, bytes = $6, completed_at = now(), expires_at = now() + make_interval(hours => $7),
           updated_at = now()
         WHERE id = $1 AND run_id = $2 AND status = 'processing' AND erasures = $3 RETURNING 1`,
        [id, runId, erasures, objectKey, rows, bytes, FILE_HOURS],
      );
      if (rowsOf(done).length > 0) {
        await tellWebhooks(manager, job, { rows, bytes });
        return 'completed';
      }
      const [owned] = await manager.query(
        `SELECT 1 FROM export_jobs WHERE id = $1 AND run_id = $2 AND status = 'processing'`,
        [id, runId],
      );
      return owned ? 'erased' : 'lost';
    });
  }

  /** Lets it be tried again after a while. False where the run lost it. */
  async release(
    { id, runId }: ClaimedExport,
    { delaySeconds, countsAsAttempt }: { readonly delaySeconds: number; readonly countsAsAttempt: boolean },
  ): Promise<boolean> {
    const rows = await this.dataSource.query(
      `UPDATE export_jobs SET status = 'pending', run_id = NULL, attempts = attempts - $4::int,
         available_at = now() + make_interval(secs => $3), rows_written = 0, bytes = 0, updated_at = now()
       WHERE id = $1 AND run_id = $2 AND status = 'processing' RETURNING 1`,
      [id, runId, delaySeconds, countsAsAttempt ? 0 : 1],
    );
    return rowsOf(rows).length > 0;
  }

  /** Ends it for good, and tells webhooks. There is no file, however far it came. False where the run lost it. */
  async fail(job: ClaimedExport, code: ExportError): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const rows = await manager.query(
        `UPDATE export_jobs SET status = 'failed', error_code = $3, request = NULL, run_id = NULL,
           completed_at = now(), updated_at = now()
         WHERE id = $1 AND run_id = $2 AND status = 'processing' RETURNING 1`,
        [job.id, job.runId, code],
      );
      if (rowsOf(rows).length === 0) return false;
      await tellWebhooks(manager, job, { rows: 0, bytes: 0, error: { code } });
      return true;
    });
  }

  /** Ends files whose time is over and forgets old rows. Gives the files that nobody may fetch any more. */
  async expire(limit: number): Promise<{ id: string; objectKey: string }[]> {
    await this.dataSource.query(
      `UPDATE export_jobs SET status = 'expired', updated_at = now() WHERE status = 'completed' AND expires_at <= now()`,
    );
    await this.dataSource.query(
      `DELETE FROM export_jobs WHERE status NOT IN ('pending', 'processing') AND object_key IS NULL
         AND created_at < now() - make_interval(days => $1)`,
      [KEPT_DAYS],
    );
    return this.dataSource.query(
      `SELECT id, object_key AS "objectKey" FROM export_jobs
       WHERE object_key IS NOT NULL AND status <> 'completed' ORDER BY id LIMIT $1`,
      [limit],
    );
  }

  /** The file is deleted. */
  async clearFile(id: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE export_jobs SET object_key = NULL, updated_at = now() WHERE id = $1 AND status <> 'completed'`,
      [id],
    );
  }
}

/** Of what was asked for only the grain and format, and no link: whoever has one needs no key. */
async function tellWebhooks(
  manager: EntityManager,
  { id, accountId, grain, format }: ClaimedExport,
  end: { readonly rows: number; readonly bytes: number; readonly error?: { readonly code: ExportError } },
): Promise<void> {
  const status = end.error ? 'failed' : 'completed';
  await enqueueWebhook(manager, {
    accountId,
    event: `export.${status}`,
    data: { export_id: id, status, grain, format, ...end },
  });
}
