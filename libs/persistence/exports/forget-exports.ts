import type { EntityManager } from 'typeorm';
import { rowsOf } from '../rows-of.js';

/** What is about to be erased: an asset by the time of its upload, or candidates of screenings and matches. */
export type ErasedFromExports = { readonly createdAt: Date } | { readonly grain: 'match' };

const LOCK = `hashtextextended('exports of ' || $1::text, 0)`;

/**
 * To be called before anything of an account is erased: an export that begins waits until the erasing is done, so that it
 * sees nothing of it; one that is at work is told by `forgetExports`.
 */
export const holdExportsBack = async (manager: EntityManager, accountId: string): Promise<void> =>
  void (await manager.query(`SELECT pg_advisory_xact_lock_shared(${LOCK})`, [accountId]));

/** The other side: waits for what is being erased, until the end of the transaction. */
export const waitForErasures = async (manager: EntityManager, accountId: string): Promise<void> =>
  void (await manager.query(`SELECT pg_advisory_xact_lock(${LOCK})`, [accountId]));

/**
 * In the transaction that erases: files that may hold the rows are given up, and exports at work begin anew. Gives how many
 * files there were.
 */
export async function forgetExports(
  manager: EntityManager,
  accountId: string,
  erased: ErasedFromExports,
): Promise<number> {
  const isTouched = 'grain' in erased ? `grain = $2` : `completed_at >= $2::timestamptz`;
  const rows = rowsOf<{ status: string }>(
    await manager.query(
      `UPDATE export_jobs SET erasures = erasures + 1, updated_at = now(),
         status = CASE WHEN status = 'completed' THEN 'erased' ELSE status END
       WHERE account_id = $1 AND (status = 'processing' OR (status = 'completed' AND ${isTouched})) RETURNING status`,
      [accountId, 'grain' in erased ? erased.grain : erased.createdAt],
    ),
  );
  return rows.filter(({ status }) => status === 'erased').length;
}
