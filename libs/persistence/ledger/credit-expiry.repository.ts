import type { DataSource, EntityManager } from 'typeorm';
import { lockWallet } from './ledger.js';

/**
 * What can be spent at this moment; null where there is no such account. Takes no lock and writes nothing: what has expired
 * does not count, whether its entry is written by now or not.
 */
export async function balanceOf(manager: EntityManager, accountId: string): Promise<number | null> {
  const [row]: { balance: number }[] = await manager.query(
    `SELECT credits - coalesce((SELECT sum(remaining) FROM credit_lots
       WHERE account_id = accounts.id AND remaining > 0 AND expires_at <= now()), 0)::int AS balance
     FROM accounts WHERE id = $1`,
    [accountId],
  );
  return row?.balance ?? null;
}

/** Writes down what has expired in wallets that nobody touches. */
export class CreditExpiryRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Takes expired credits out of up to `limit` wallets, each in a transaction with its entries from `wallet` to `expired`.
   * Gives how many wallets there were. Any number of workers may do so at once: a lot is emptied once, under the lock of its
   * account.
   */
  async expireDue(limit: number): Promise<number> {
    const due: { account_id: string }[] = await this.dataSource.query(
      `SELECT DISTINCT account_id FROM (
         SELECT account_id FROM credit_lots WHERE remaining > 0 AND expires_at <= now() ORDER BY expires_at LIMIT $1) lots`,
      [limit],
    );
    for (const { account_id: accountId } of due)
      await this.dataSource.transaction((manager) => lockWallet(manager, accountId));
    return due.length;
  }
}
