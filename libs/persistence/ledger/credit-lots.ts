import type { EntityManager } from 'typeorm';
import { newId } from '../ids.js';
import { rowsOf } from '../rows-of.js';

/**
 * Credits are spent out of lots, those that expire first before the others. The caller holds the account's lock, so that
 * the lots of one account change one transaction after the other.
 */

/** How long credits can be spent that come back after their lot expired. */
const LATE_REFUND_DAYS = 30;

export async function openLot(
  manager: EntityManager,
  accountId: string,
  amount: number,
  expiresAt: Date | null,
): Promise<string> {
  const id = newId();
  await manager.query('INSERT INTO credit_lots (id, account_id, remaining, expires_at) VALUES ($1, $2, $3, $4)', [
    id,
    accountId,
    amount,
    expiresAt,
  ]);
  return id;
}

/** Empties the lots that have expired; gives what was in them. */
export async function expireLots(manager: EntityManager, accountId: string): Promise<{ id: string; amount: number }[]> {
  return rowsOf(
    await manager.query(
      `WITH over AS (
         SELECT id, remaining FROM credit_lots WHERE account_id = $1 AND remaining > 0 AND expires_at <= now())
       UPDATE credit_lots SET remaining = 0 FROM over WHERE credit_lots.id = over.id
       RETURNING credit_lots.id, over.remaining AS amount`,
      [accountId],
    ),
  );
}

/** Puts credits back into the lot that they came from, or into a new one where it is unknown or expired meanwhile. */
export async function addToLot(
  manager: EntityManager,
  accountId: string,
  lotId: string | null,
  amount: number,
): Promise<string> {
  const rows = rowsOf<{ id: string }>(
    await manager.query(
      `UPDATE credit_lots SET remaining = remaining + $3
       WHERE id = $2 AND account_id = $1 AND (expires_at IS NULL OR expires_at > now()) RETURNING id`,
      [accountId, lotId, amount],
    ),
  );
  if (rows[0]) return rows[0].id;
  const expiresAt = lotId === null ? null : new Date(Date.now() + LATE_REFUND_DAYS * 86_400_000);
  return openLot(manager, accountId, amount, expiresAt);
}
