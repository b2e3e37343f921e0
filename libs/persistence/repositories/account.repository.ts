import type { DataSource } from 'typeorm';
import { Account } from '../entities/account.entity.js';
import { newId } from '../ids.js';
import { chargeCredits, issueCredits, refundCredits } from '../ledger/ledger.js';
import type { Plan } from '../types.js';

export interface NewAccount {
  readonly name: string;
  readonly plan: Plan;
  /** Granted at once, with a ledger entry. */
  readonly credits?: number;
  readonly ratePerMinute?: number | null;
  readonly ratePerDay?: number | null;
  /** Whether API keys of the account are accepted; true unless told. */
  readonly apiAccessEnabled?: boolean;
  readonly committedScans?: number | null;
  readonly hardCapScans?: number | null;
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
        apiAccessEnabled: account.apiAccessEnabled ?? true,
        committedScans: account.committedScans ?? null,
        hardCapScans: account.hardCapScans ?? null,
      });
      if (account.credits) await issueCredits(manager, { accountId: id, amount: account.credits, reason: 'grant' });
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
    return this.dataSource.transaction((manager) => issueCredits(manager, { accountId: id, amount, reason: 'grant' }));
  }

  /** Takes the credit of a synchronous parse, once for the operation; null where there is none left. */
  async chargeParse(
    id: string,
    operationId: string = newId(),
  ): Promise<{ operationId: string; creditsRemaining: number } | null> {
    const charge = { accountId: id, amount: 1, reason: 'parse' as const, referenceId: operationId };
    const result = await this.dataSource.transaction((manager) => chargeCredits(manager, charge));
    return result.kind === 'charged' ? { operationId, creditsRemaining: result.balance } : null;
  }

  /** Gives the credit of a synchronous parse back, once however often it is called. */
  async refundParse(id: string, operationId: string): Promise<void> {
    await this.dataSource.transaction((manager) =>
      refundCredits(manager, { accountId: id, chargeId: operationId, chargeReason: 'parse' }),
    );
  }
}
