import type { DataSource } from 'typeorm';
import { writeAudit } from '../privacy/audit.repository.js';
import { rowsOf } from '../rows-of.js';
import { toJsonb } from '../storable.js';
import type { ExportJob, FollowedLink, NewExport } from './types.js';

const COLUMNS = `id, account_id AS "accountId", status, grain, format, error_code AS "errorCode",
  rows_written::float8 AS "rowsWritten", rows_total::float8 AS "rowsTotal", bytes::float8 AS bytes,
  object_key AS "objectKey", as_of AS "asOf", created_at AS "createdAt", completed_at AS "completedAt",
  expires_at AS "expiresAt", links_followed::float8[] AS "linksFollowed"`;

/** Exports as the API sees them. */
export class ExportRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Null where `maxOpen` exports of the account wait or run. Under an id that is known the export that is there is given. */
  async create({ id, accountId, grain, format, request }: NewExport, maxOpen: number): Promise<ExportJob | null> {
    const known = await this.find(accountId, id);
    if (known) return known;
    await this.dataSource.query(
      `INSERT INTO export_jobs (id, account_id, status, grain, format, request)
       SELECT $1, $2, 'pending', $3, $4, $5::jsonb
       WHERE (SELECT count(*) FROM export_jobs WHERE account_id = $2 AND status IN ('pending', 'processing')) < $6
       ON CONFLICT (id) DO NOTHING`,
      [id, accountId, grain, format, toJsonb(request), maxOpen],
    );
    return this.find(accountId, id);
  }

  async find(accountId: string, id: string): Promise<ExportJob | null> {
    const [job] = await this.dataSource.query(`SELECT ${COLUMNS} FROM export_jobs WHERE account_id = $1 AND id = $2`, [
      accountId,
      id,
    ]);
    return job ?? null;
  }

  /** For who has a signed link and no account. */
  async findForLink(id: string): Promise<ExportJob | null> {
    const [job] = await this.dataSource.query(`SELECT ${COLUMNS} FROM export_jobs WHERE id = $1`, [id]);
    return job ?? null;
  }

  /**
   * Writes into the audit log that the file is read: the whole file each time, parts of it once for the link by which they
   * are read, however many there are. False where the file may not be read any more.
   */
  async noteDownload({ id, accountId }: ExportJob, { linkEnd, isPart, requestId }: FollowedLink): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [file] = await manager.query(
        `SELECT $2 = ANY(links_followed) AS "isKnown" FROM export_jobs WHERE id = $1 AND status = 'completed' FOR UPDATE`,
        [id, linkEnd],
      );
      if (!file) return false;
      if (!file.isKnown)
        await manager.query(
          `UPDATE export_jobs SET links_followed = $2::bigint || array(
             SELECT link_end FROM unnest(links_followed) AS link_end WHERE link_end > extract(epoch FROM now()))
           WHERE id = $1`,
          [id, linkEnd],
        );
      const actor = { kind: 'system', id: null } as const;
      if (!file.isKnown || !isPart)
        await writeAudit(manager, { accountId, actor, action: 'export.downloaded', subjects: [id], requestId });
      return true;
    });
  }

  /** Newest first. */
  list(accountId: string, limit: number): Promise<ExportJob[]> {
    return this.dataSource.query(`SELECT ${COLUMNS} FROM export_jobs WHERE account_id = $1 ORDER BY id DESC LIMIT $2`, [
      accountId,
      limit,
    ]);
  }

  /** Stops it, or gives its file up; a worker deletes the file. False where the account has no such export. */
  async end(accountId: string, id: string): Promise<boolean> {
    const rows = rowsOf(
      await this.dataSource.query(
        `UPDATE export_jobs SET updated_at = now(), run_id = NULL, request = NULL,
           completed_at = coalesce(completed_at, now()),
           status = CASE status WHEN 'pending' THEN 'cancelled' WHEN 'processing' THEN 'cancelled'
             WHEN 'completed' THEN 'deleted' ELSE status END
         WHERE account_id = $1 AND id = $2 RETURNING 1`,
        [accountId, id],
      ),
    );
    return rows.length > 0;
  }
}
