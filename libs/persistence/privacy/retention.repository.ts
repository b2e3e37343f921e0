import type { DataSource } from 'typeorm';
import { isDatabaseUnavailable } from '../is-database-unavailable.js';
import { rowsOf } from '../rows-of.js';
import { writeAudit } from './audit.repository.js';
import { eraseAsset } from './erase-asset.js';

export interface PrivacySettings {
  /** Days that an upload is kept at most; null: until it is deleted. */
  readonly retentionDays: number | null;
  /** Whether files go once they were read, for uploads that do not say otherwise. */
  readonly deleteAfterParse: boolean;
  /** Balance below which `credits.low` is told. */
  readonly creditsLowThreshold: number;
}

export interface FailedErasure {
  readonly assetId: string;
  readonly error: unknown;
}

export interface ExpiredBatch {
  /** Of the files that are left to delete. */
  readonly keys: readonly string[];
  /** What could not be erased, and stays due. */
  readonly failures: readonly FailedErasure[];
  /** The asset that the next batch begins behind; null where nothing more is due. */
  readonly next: { readonly expiresAt: string; readonly id: string } | null;
}

const COLUMNS = `retention_days AS "retentionDays", delete_after_parse AS "deleteAfterParse",
  credits_low_threshold AS "creditsLowThreshold"`;

/** How long data are kept, and the erasing on time. */
export class RetentionRepository {
  constructor(private readonly dataSource: DataSource) {}

  async settings(accountId: string): Promise<PrivacySettings | null> {
    const [row] = await this.dataSource.query(`SELECT ${COLUMNS} FROM accounts WHERE id = $1`, [accountId]);
    return row ?? null;
  }

  /** What is not named stays. A shorter retention holds for what is stored already; a longer one lengthens nothing. */
  async changeSettings(accountId: string, change: Partial<PrivacySettings>): Promise<PrivacySettings | null> {
    return this.dataSource.transaction(async (manager) => {
      const rows = rowsOf<PrivacySettings>(
        await manager.query(
          `UPDATE accounts SET retention_days = CASE WHEN $2 THEN $3::integer ELSE retention_days END,
             delete_after_parse = coalesce($4, delete_after_parse),
             credits_low_threshold = coalesce($5, credits_low_threshold)
           WHERE id = $1 RETURNING ${COLUMNS}`,
          [
            accountId,
            change.retentionDays !== undefined,
            change.retentionDays ?? null,
            change.deleteAfterParse ?? null,
            change.creditsLowThreshold ?? null,
          ],
        ),
      );
      if (typeof change.retentionDays === 'number')
        await manager.query(
          `UPDATE assets SET expires_at = least(expires_at, created_at + make_interval(days => $2))
           WHERE account_id = $1 AND status <> 'deleted'`,
          [accountId, change.retentionDays],
        );
      return rows[0] ?? null;
    });
  }

  /**
   * Erases what has expired, `limit` assets at most, behind the one where the batch before ended. One that cannot be erased
   * holds up no other. Several may run at once.
   */
  async eraseExpired(limit: number, after: ExpiredBatch['next'] = null): Promise<ExpiredBatch> {
    // As text, for a Date has no microseconds.
    const expired: { id: string; accountId: string; expiresAt: string }[] = await this.dataSource.query(
      `SELECT id, account_id AS "accountId", expires_at::text AS "expiresAt" FROM assets
       WHERE expires_at <= now() AND status <> 'deleted'
         AND ($2::timestamptz IS NULL OR (expires_at, id) > ($2::timestamptz, $3::uuid))
       ORDER BY expires_at, id LIMIT $1`,
      [limit, after?.expiresAt ?? null, after?.id ?? null],
    );
    const keys: string[] = [];
    const failures: FailedErasure[] = [];
    for (const { id, accountId } of expired)
      try {
        const key = await this.eraseOne(accountId, id);
        if (key) keys.push(key);
      } catch (error) {
        if (isDatabaseUnavailable(error)) throw error;
        failures.push({ assetId: id, error });
      }
    const last = expired.length === limit ? expired.at(-1) : undefined;
    return { keys, failures, next: last ? { expiresAt: last.expiresAt, id: last.id } : null };
  }

  /** Gives the key of the file that is left to delete. */
  private eraseOne(accountId: string, id: string): Promise<string | null> {
    return this.dataSource.transaction(async (manager) => {
      const erased = await eraseAsset(manager, accountId, id);
      // Another worker was faster, or the owner.
      if (!erased || Object.keys(erased.rows).length === 0) return null;
      const actor = { kind: 'system', id: null } as const;
      await writeAudit(manager, { accountId, actor, action: 'asset.expired', subjects: [id], requestId: null });
      return erased.objectKey;
    });
  }
}
