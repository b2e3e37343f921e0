import type { DataSource, EntityManager } from 'typeorm';
import { Account } from '../entities/account.entity.js';
import { newId } from '../ids.js';
import { addCredits, hasEntry, lockBalance } from '../ledger.js';
import type { Plan } from '../types.js';

export interface NewAccount {
  readonly name: string;
  readonly plan: Plan;
  /** Granted at once, with a ledger entry. */
  readonly credits?: number;
  readonly ratePerMinute?: number | null;
  readonly ratePerDay?: number | null;
}

export class AccountRepository {
  constructor(private readonly dataSource: DataSource) {}

  create(account: NewAccount): Promise<Account> {
    return this.dataSource.transaction(async (manager) => {
      const id = newId();
      await manager.insert(Account, {
        id,
        name: account.name,
        plan: account.plan,
        credits: 0,
        ratePerMinute: account.ratePerMinute ?? null,
        ratePerDay: account.ratePerDay ?? null,
      });
      if (account.credits) await addCredits(manager, id, account.credits, 'grant', null);
      return manager.findOneByOrFail(Account, { id });
    });
  }

  findById(id: string): Promise<Account | null> {
    return this.dataSource.manager.findOneBy(Account, { id });
  }

  async findByName(name: string): Promise<Account | null> {
    return this.dataSource.manager.findOne(Account, { where: { name }, order: { id: 'ASC' } });
  }

  /** Null where there is no such account. */
  async balance(id: string): Promise<number | null> {
    return (await this.findById(id))?.credits ?? null;
  }

  /** Adds credits and gives the new balance. */
  grantCredits(id: string, amount: number): Promise<number> {
    if (!Number.isInteger(amount) || amount <= 0) throw new RangeError('A grant is a whole number above 0.');
    return this.dataSource.transaction((manager) => addCredits(manager, id, amount, 'grant', null));
  }

  /** Takes the credit of a synchronous parse; null where there is none left. */
  async chargeParse(id: string): Promise<{ operationId: string; creditsRemaining: number } | null> {
    return this.dataSource.transaction(async (manager: EntityManager) => {
      if ((await lockBalance(manager, id)) < 1) return null;
      const operationId = newId();
      return { operationId, creditsRemaining: await addCredits(manager, id, -1, 'parse', operationId) };
    });
  }

  /** Gives the credit of a synchronous parse back, once however often it is called. */
  async refundParse(id: string, operationId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await lockBalance(manager, id);
      if (!(await hasEntry(manager, id, operationId, 'parse')) || (await hasEntry(manager, id, operationId, 'refund')))
        return;
      await addCredits(manager, id, 1, 'refund', operationId);
    });
  }
}
