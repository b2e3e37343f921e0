import type { EntityManager } from 'typeorm';
import { newId } from '../ids.js';
import { rowsOf } from '../rows-of.js';
import { currentTenant } from '../tenant-context.js';
import type { CreditReason } from '../types.js';
import { enqueueWebhook } from '../webhooks/enqueue-webhook.js';
import { addToLot, expireLots, openLot } from './credit-lots.js';

/** Between the wallet of an organisation and one of the others; see libs/persistence/README.md. */
export type LedgerAccount = 'wallet' | 'granted' | 'sold' | 'spent' | 'expired';

interface Wallet {
  readonly balance: number;
  /** Below it `credits.low` is told. */
  readonly lowThreshold: number;
  readonly isSandbox: boolean;
}

export interface Charge {
  readonly accountId: string;
  /** Whole credits, 0 or more. */
  readonly amount: number;
  readonly reason: CreditReason;
  /** What is paid for, such as the asset or the job: the same reference is charged once however often it is asked. */
  readonly referenceId: string;
}

export type ChargeResult =
  | { readonly kind: 'charged'; readonly balance: number }
  | { readonly kind: 'insufficient'; readonly balance: number };

export interface Refund {
  readonly accountId: string;
  /** `referenceId` of the charge. */
  readonly chargeId: string;
  readonly chargeReason: CreditReason;
  /** All of it unless told. Together with earlier refunds never more than was charged. */
  readonly amount?: number;
  /** Makes a refund in part happen once: such as the candidate that failed. The charge's reference unless told. */
  readonly referenceId?: string;
}

export interface Issue {
  readonly accountId: string;
  readonly amount: number;
  /** `grant` from the operator, `purchase` of a pack. */
  readonly reason: 'grant' | 'purchase';
  /** Makes it happen once. */
  readonly referenceId?: string | null;
  readonly expiresAt?: Date | null;
  readonly note?: string | null;
}

/**
 * Locks the account until the transaction ends, takes out what has expired and gives the balance. Where there is no such
 * account the balance is 0.
 */
export async function lockWallet(manager: EntityManager, accountId: string): Promise<Wallet> {
  const [row] = rowsOf<{ credits: number; low: number; is_sandbox: boolean; has_expired: boolean }>(
    await manager.query(
      `SELECT credits, credits_low_threshold AS low, sandbox_of IS NOT NULL AS is_sandbox,
         EXISTS (SELECT 1 FROM credit_lots WHERE account_id = $1 AND remaining > 0 AND expires_at <= now()) AS has_expired
       FROM accounts WHERE id = $1 FOR UPDATE`,
      [accountId],
    ),
  );
  if (!row) return { balance: 0, lowThreshold: 0, isSandbox: false };
  let balance = row.credits;
  if (row.has_expired) {
    for (const lot of await expireLots(manager, accountId))
      balance = await post(manager, {
        accountId,
        amount: lot.amount,
        from: 'wallet',
        to: 'expired',
        reason: 'expiry',
        referenceId: lot.id,
        lotId: lot.id,
      });
    if (!row.is_sandbox) await tellWhereLow(manager, accountId, row.credits, balance, row.low);
  }
  return { balance, lowThreshold: row.low, isSandbox: row.is_sandbox };
}

/** One statement, because every upload waits for the ones before it: lots, balance and entry change together. */
const SPEND = `
WITH open AS (
  SELECT id, remaining, sum(remaining) OVER (ORDER BY expires_at NULLS LAST, id) - remaining AS before
  FROM credit_lots WHERE account_id = $1 AND remaining > 0
    AND NOT EXISTS (SELECT 1 FROM ledger_entries WHERE account_id = $1 AND reference_id = $4 AND reason = $5)),
drawn AS (
  UPDATE credit_lots SET remaining = credit_lots.remaining - least(open.remaining, $2 - open.before)
  FROM open WHERE credit_lots.id = open.id AND open.before < $2
  RETURNING credit_lots.id, least(open.remaining, $2 - open.before) AS taken, open.before),
total AS (SELECT sum(taken)::int AS taken, (array_agg(id ORDER BY before DESC))[1] AS lot_id FROM drawn),
changed AS (
  UPDATE accounts SET credits = credits - $2 FROM total WHERE accounts.id = $1 AND total.taken = $2 RETURNING credits)
INSERT INTO ledger_entries (id, account_id, from_account, to_account, amount, reason, reference_id, lot_id, key_id, balance_after)
SELECT $3, $1, 'wallet', 'spent', $2, $5, $4, total.lot_id, $6, changed.credits FROM changed, total
RETURNING balance_after AS balance`;

/**
 * Takes credits for something, inside the caller's transaction: what is paid for and the payment become true together.
 * Takes all or nothing. A sandbox pays nothing.
 */
export async function chargeCredits(
  manager: EntityManager,
  charge: Charge,
  /** Where the caller has locked it already. */
  wallet?: Wallet,
): Promise<ChargeResult> {
  const { accountId, amount, reason, referenceId } = charge;
  if (!Number.isInteger(amount) || amount < 0) throw new RangeError('A charge is a whole number, 0 or more.');
  const { balance, lowThreshold, isSandbox } = wallet ?? (await lockWallet(manager, accountId));
  if (amount === 0 || isSandbox) return { kind: 'charged', balance };
  if (balance >= amount) {
    const keyId = currentTenant()?.keyId ?? null;
    const [spent] = rowsOf<{ balance: number }>(
      await manager.query(SPEND, [accountId, amount, newId(), referenceId, reason, keyId]),
    );
    if (spent) {
      await tellWhereLow(manager, accountId, balance, spent.balance, lowThreshold);
      return { kind: 'charged', balance: spent.balance };
    }
  }
  if (await findEntry(manager, accountId, referenceId, reason)) return { kind: 'charged', balance };
  if (balance >= amount) throw new Error('The lots do not hold what the balance says.');
  return { kind: 'insufficient', balance };
}

/** Told once: by the charge or the expiry that goes below. */
async function tellWhereLow(
  manager: EntityManager,
  accountId: string,
  before: number,
  after: number,
  threshold: number,
): Promise<void> {
  if (before < threshold || after >= threshold) return;
  await enqueueWebhook(manager, { accountId, event: 'credits.low', data: { credits: after, threshold } });
}

/** Gives credits of a charge back, inside the caller's transaction; gives how many, 0 where that was done before. */
export async function refundCredits(manager: EntityManager, refund: Refund): Promise<number> {
  const { accountId, chargeId, chargeReason, referenceId = chargeId } = refund;
  await lockWallet(manager, accountId);
  const charge = await findEntry(manager, accountId, chargeId, chargeReason);
  if (!charge || (await findEntry(manager, accountId, referenceId, 'refund'))) return 0;
  const [{ refunded = 0 } = {}] = rowsOf<{ refunded: number }>(
    await manager.query(
      `SELECT coalesce(sum(amount), 0)::int AS refunded FROM ledger_entries
       WHERE account_id = $1 AND charge_id = $2 AND reason = 'refund'`,
      [accountId, chargeId],
    ),
  );
  const amount = Math.min(refund.amount ?? charge.amount, charge.amount - refunded);
  if (amount <= 0) return 0;
  const lotId = await addToLot(manager, accountId, charge.lotId, amount);
  await post(manager, {
    accountId,
    amount,
    from: 'spent',
    to: 'wallet',
    reason: 'refund',
    referenceId,
    lotId,
    chargeId,
  });
  return amount;
}

/** Puts credits into a wallet and gives the new balance; what was issued under the reference before is not issued again. */
export async function issueCredits(manager: EntityManager, issue: Issue): Promise<number> {
  const { accountId, amount, reason, referenceId = null } = issue;
  if (!Number.isInteger(amount) || amount <= 0) throw new RangeError('Credits are issued in whole numbers above 0.');
  const { balance } = await lockWallet(manager, accountId);
  if (referenceId && (await findEntry(manager, accountId, referenceId, reason))) return balance;
  const lotId = await openLot(manager, accountId, amount, issue.expiresAt ?? null);
  const from = reason === 'purchase' ? 'sold' : 'granted';
  return post(manager, { accountId, amount, from, to: 'wallet', reason, referenceId, lotId, note: issue.note });
}

interface Entry {
  readonly accountId: string;
  readonly amount: number;
  readonly from: LedgerAccount;
  readonly to: LedgerAccount;
  readonly reason: CreditReason;
  readonly referenceId: string | null;
  readonly lotId: string | null;
  readonly chargeId?: string;
  readonly note?: string | null;
}

/** Writes one entry and moves the balance with it; gives the new balance. */
async function post(manager: EntityManager, entry: Entry): Promise<number> {
  const delta = entry.to === 'wallet' ? entry.amount : -entry.amount;
  const rows = rowsOf<{ balance: number }>(
    await manager.query(
      `WITH changed AS (UPDATE accounts SET credits = credits + $2 WHERE id = $1 RETURNING credits)
       INSERT INTO ledger_entries (id, account_id, from_account, to_account, amount, reason, reference_id, charge_id,
         lot_id, key_id, note, balance_after)
       SELECT $3, $1, $4, $5, $6, $7, $8, $9, $10, $11, $12, credits FROM changed RETURNING balance_after AS balance`,
      [
        entry.accountId,
        delta,
        newId(),
        entry.from,
        entry.to,
        entry.amount,
        entry.reason,
        entry.referenceId,
        entry.chargeId ?? null,
        entry.lotId,
        currentTenant()?.keyId ?? null,
        entry.note ?? null,
      ],
    ),
  );
  const [row] = rows;
  if (!row) throw new Error('There is no such account.');
  return row.balance;
}

async function findEntry(
  manager: EntityManager,
  accountId: string,
  referenceId: string,
  reason: CreditReason,
): Promise<{ amount: number; lotId: string | null } | null> {
  const rows = rowsOf<{ amount: number; lotId: string | null }>(
    await manager.query(
      `SELECT amount, lot_id AS "lotId" FROM ledger_entries
       WHERE account_id = $1 AND reference_id = $2 AND reason = $3`,
      [accountId, referenceId, reason],
    ),
  );
  return rows[0] ?? null;
}
