import type { DataSource } from 'typeorm';
import { Account } from '../entities/account.entity.js';
import { newId } from '../ids.js';
import { balanceOf } from '../ledger/credit-expiry.repository.js';
import { chargeCredits, type Issue, issueCredits, refundCredits } from '../ledger/ledger.js';
import { usedInMonth } from '../quota.js';
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

export type AccountTerms = Pick<
  Account,
  'plan' | 'apiAccessEnabled' | 'committedScans' | 'hardCapScans' | 'ratePerMinute' | 'ratePerDay'
>;

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

  /** What can be spent at this moment; null where there is no such account. */
  balance(id: string): Promise<number | null> {
    return balanceOf(this.dataSource.manager, id);
  }

  /** Adds credits and gives the new balance. */
  grantCredits(id: string, amount: number): Promise<number> {
    return this.issueCredits({ accountId: id, amount, reason: 'grant' });
  }

  /** Puts granted or bought credits into the wallet and gives the new balance. */
  issueCredits(issue: Issue): Promise<number> {
    return this.dataSource.transaction((manager) => issueCredits(manager, issue));
  }

  /** CVs that the organisation's keys had scanned this month. */
  scansThisMonth(id: string): Promise<number> {
    return usedInMonth(this.dataSource.manager, id);
  }

  /** What an operator agrees with an organisation; null where there is none. What is not given stays. */
  async agree(id: string, terms: Partial<AccountTerms>): Promise<Account | null> {
    if (Object.keys(terms).length > 0) await this.dataSource.manager.update(Account, { id }, terms);
    return this.findById(id);
  }

  /** The organisations that somebody owns, by e-mail address. */
  findByOwner(email: string): Promise<Account[]> {
    return this.dataSource
      .createQueryBuilder(Account, 'account')
      .where(
        `account.id IN (SELECT m.account_id FROM memberships m JOIN users u ON u.id = m.user_id
           WHERE u.email = :email AND m.role = 'owner')`,
        { email: email.toLowerCase() },
      )
      .orderBy('account.id', 'ASC')
      .getMany();
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
