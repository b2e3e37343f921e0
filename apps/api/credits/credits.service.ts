import { Inject, Injectable } from '@nestjs/common';
import {
  AccountRepository,
  billingMonth,
  type LedgerLine,
  quotaOf,
  UsageRepository,
  type UsageRow,
} from '@vitamill/persistence';
import { notFound, validationError } from '../errors/api-errors.js';
import type { LedgerQuery, UsageQuery } from './credits.queries.js';
import { UsageCounter } from './usage-counter.js';

const LEDGER_LIMIT = 50;
const MAX_DAYS = 366;
const DAY = 86_400_000;

@Injectable()
export class CreditsService {
  constructor(
    @Inject(UsageRepository) private readonly usage: UsageRepository,
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(UsageCounter) private readonly counter: UsageCounter,
  ) {}

  async balance(accountId: string) {
    const { balance, expiring } = await this.usage.balance(accountId);
    return {
      balance,
      expiring: expiring.map(({ credits, expiresAt }) => ({ credits, expires_at: expiresAt.toISOString() })),
    };
  }

  async ledger(accountId: string, query: LedgerQuery) {
    const limit = query.limit ?? LEDGER_LIMIT;
    const { items, nextCursor } = await this.usage.ledger(accountId, query.cursor ?? null, limit);
    return { items: items.map(presentLine), limit, next_cursor: nextCursor };
  }

  /** The last 30 days unless told. */
  async report(accountId: string, query: UsageQuery) {
    const to = query.to ?? new Date().toISOString().slice(0, 10);
    const from = query.from ?? new Date(Date.parse(to) - 29 * DAY).toISOString().slice(0, 10);
    const days = (Date.parse(to) - Date.parse(from)) / DAY + 1;
    if (!(days >= 1 && days <= MAX_DAYS))
      throw validationError([
        {
          field: 'from',
          code: 'invalid_range',
          message: `from must not be after to, and at most ${MAX_DAYS} days before it.`,
          location: 'query',
        },
      ]);
    // What this process counted last is part of the answer.
    await this.counter.flush();
    const account = await this.accounts.findById(accountId);
    if (!account) throw notFound('organisation');
    const quota = quotaOf(account);
    const by = query.group_by ?? ['day', 'key', 'endpoint'];
    const rows = await this.usage.report(accountId, { from, to }, by);
    return {
      from,
      to,
      group_by: by,
      items: rows.map(presentUsage),
      quota: {
        billing_month: billingMonth(),
        current_usage: await this.accounts.scansThisMonth(accountId),
        committed: quota.committed,
        hard_cap: quota.hardCap,
      },
    };
  }
}

const presentLine = (line: LedgerLine) => ({
  id: line.id,
  from_account: line.fromAccount,
  to_account: line.toAccount,
  amount: line.amount,
  change: line.toAccount === 'wallet' ? line.amount : -line.amount,
  reason: line.reason,
  reference_id: line.referenceId,
  key_id: line.keyId,
  note: line.note,
  balance_after: line.balanceAfter,
  created_at: line.createdAt.toISOString(),
});

const presentUsage = (row: UsageRow) => ({
  day: row.day,
  key_id: row.keyId,
  key_prefix: row.keyPrefix,
  endpoint: row.endpoint,
  requests: row.requests,
  errors: row.errors,
  credits: row.credits,
});
