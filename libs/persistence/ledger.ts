import type { EntityManager } from 'typeorm';
import { newId } from './ids.js';
import { rowsOf } from './rows-of.js';
import type { CreditReason } from './types.js';

/** Locks the account until the transaction ends and gives its balance; 0 where there is no such account. */
export async function lockBalance(manager: EntityManager, accountId: string): Promise<number> {
  const rows = rowsOf<{ credits: number }>(
    await manager.query('SELECT credits FROM accounts WHERE id = $1 FOR UPDATE', [accountId]),
  );
  return rows[0]?.credits ?? 0;
}

export async function hasEntry(
  manager: EntityManager,
  accountId: string,
  referenceId: string,
  reason: CreditReason,
): Promise<boolean> {
  const rows = await manager.query(
    'SELECT 1 FROM credit_entries WHERE account_id = $1 AND reference_id = $2 AND reason = $3',
    [accountId, referenceId, reason],
  );
  return rowsOf(rows).length > 0;
}

/** Changes the balance and writes the ledger entry with it; gives the new balance. The caller's transaction holds both. */
export async function addCredits(
  manager: EntityManager,
  accountId: string,
  delta: number,
  reason: CreditReason,
  referenceId: string | null,
): Promise<number> {
  const rows = rowsOf<{ credits: number }>(
    await manager.query(
      `WITH changed AS (UPDATE accounts SET credits = credits + $2 WHERE id = $1 RETURNING credits)
       INSERT INTO credit_entries (id, account_id, delta, reason, reference_id, balance_after)
       SELECT $3, $1, $2, $4, $5, credits FROM changed RETURNING balance_after AS credits`,
      [accountId, delta, newId(), reason, referenceId],
    ),
  );
  const balance = rows[0]?.credits;
  if (balance === undefined) throw new Error('There is no such account.');
  return balance;
}

/** Gives the credit of an upload back, once, and only if it was taken. */
export async function refundUpload(manager: EntityManager, accountId: string, assetId: string): Promise<void> {
  await lockBalance(manager, accountId);
  if (!(await hasEntry(manager, accountId, assetId, 'upload'))) return;
  if (await hasEntry(manager, accountId, assetId, 'refund')) return;
  await addCredits(manager, accountId, 1, 'refund', assetId);
}
