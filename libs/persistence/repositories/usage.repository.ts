import type { DataSource } from 'typeorm';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { lockWallet } from '../ledger/ledger.js';
import { InvalidCursorError } from '../types.js';

/** Requests of one key (or of persons, where the key is null) to one route on one day. */
export interface UsageCount {
  readonly accountId: string;
  readonly keyId: string | null;
  /** ISO 8601 date, UTC. */
  readonly day: string;
  /** Method and route pattern: never an id or a query. */
  readonly endpoint: string;
  readonly requests: number;
  readonly errors: number;
}

export interface UsageRow {
  readonly day: string | null;
  readonly keyId: string | null;
  readonly keyPrefix: string | null;
  readonly endpoint: string | null;
  readonly requests: number;
  readonly errors: number;
  readonly credits: number;
}

export const USAGE_DIMENSIONS = ['day', 'key', 'endpoint'] as const;
export type UsageDimension = (typeof USAGE_DIMENSIONS)[number];

export interface LedgerLine {
  readonly id: string;
  readonly fromAccount: string;
  readonly toAccount: string;
  readonly amount: number;
  readonly reason: string;
  readonly referenceId: string | null;
  readonly keyId: string | null;
  readonly note: string | null;
  readonly balanceAfter: number;
  readonly createdAt: Date;
}

export interface Balance {
  readonly balance: number;
  /** What expires, soonest first. */
  readonly expiring: readonly { readonly credits: number; readonly expiresAt: Date }[];
}

/** A person's requests stand under a key that no key has. */
const NO_KEY = '00000000-0000-0000-0000-000000000000';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What an organisation used and what it paid for it. */
export class UsageRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Adds counts to those of the same account, key, day and endpoint. */
  async add(counts: readonly UsageCount[]): Promise<void> {
    if (counts.length === 0) return;
    // The same order in every process, so that two of them cannot wait for each other.
    const sorted = [...counts].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    await this.dataSource.query(
      `INSERT INTO usage_days (account_id, key_id, day, endpoint, requests, errors)
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::date[], $4::text[], $5::int[], $6::int[])
         AS new (account_id, key_id, day, endpoint, requests, errors)
       WHERE EXISTS (SELECT 1 FROM accounts WHERE accounts.id = new.account_id)
       ON CONFLICT (account_id, day, key_id, endpoint) DO UPDATE SET
         requests = usage_days.requests + excluded.requests, errors = usage_days.errors + excluded.errors`,
      [
        sorted.map(({ accountId }) => accountId),
        sorted.map(({ keyId }) => keyId ?? NO_KEY),
        sorted.map(({ day }) => day),
        sorted.map(({ endpoint }) => endpoint),
        sorted.map(({ requests }) => requests),
        sorted.map(({ errors }) => errors),
      ],
    );
  }

  /**
   * Sums by the dimensions asked for; days from and to are both included. Credits cannot be told by endpoint: with that
   * dimension they are 0.
   */
  async report(
    accountId: string,
    range: { readonly from: string; readonly to: string },
    by: readonly UsageDimension[],
  ): Promise<UsageRow[]> {
    const day = by.includes('day') ? 'day' : 'NULL::date';
    const key = by.includes('key') ? 'key_id' : 'NULL::uuid';
    const endpoint = by.includes('endpoint') ? 'endpoint' : 'NULL::text';
    const rows: (Omit<UsageRow, 'day'> & { day: string | null })[] = await this.dataSource.query(
      `WITH used AS (
         SELECT day, key_id, endpoint, requests, errors, 0 AS credits FROM usage_days
         WHERE account_id = $1 AND day BETWEEN $2 AND $3
         UNION ALL
         SELECT (created_at AT TIME ZONE 'UTC')::date, coalesce(key_id, $4::uuid), NULL, 0, 0,
           CASE WHEN to_account = 'spent' THEN amount ELSE -amount END
         FROM ledger_entries
         WHERE NOT $5 AND account_id = $1 AND 'spent' IN (from_account, to_account)
           AND created_at >= $2::date AT TIME ZONE 'UTC' AND created_at < ($3::date + 1) AT TIME ZONE 'UTC'),
       summed AS (
         SELECT ${day} AS day, ${key} AS key_id, ${endpoint} AS endpoint, sum(requests)::int AS requests,
           sum(errors)::int AS errors, sum(credits)::int AS credits
         FROM used GROUP BY 1, 2, 3)
       SELECT to_char(summed.day, 'YYYY-MM-DD') AS day, nullif(summed.key_id, $4::uuid) AS "keyId",
         api_keys.key_prefix AS "keyPrefix", summed.endpoint, requests, errors, credits
       FROM summed LEFT JOIN api_keys ON api_keys.id = summed.key_id
       ORDER BY summed.day, summed.key_id, summed.endpoint`,
      [accountId, range.from, range.to, NO_KEY, by.includes('endpoint')],
    );
    return rows;
  }

  /** The balance of this moment: what has expired is taken out first. */
  balance(accountId: string): Promise<Balance> {
    return this.dataSource.transaction(async (manager) => {
      const { balance } = await lockWallet(manager, accountId);
      const expiring = await manager.query(
        `SELECT remaining AS credits, expires_at AS "expiresAt" FROM credit_lots
         WHERE account_id = $1 AND remaining > 0 AND expires_at IS NOT NULL ORDER BY expires_at, id LIMIT 20`,
        [accountId],
      );
      return { balance, expiring };
    });
  }

  /** Newest first; the first page has what expired up to now. */
  async ledger(
    accountId: string,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: LedgerLine[]; nextCursor: string | null }> {
    const [before] = cursor === null ? [null] : decodeCursor(cursor, 'ledger', 1);
    if (before !== null && (typeof before !== 'string' || !UUID.test(before))) throw new InvalidCursorError();
    if (cursor === null) await this.dataSource.transaction((manager) => lockWallet(manager, accountId));
    const rows: LedgerLine[] = await this.dataSource.query(
      `SELECT id, from_account AS "fromAccount", to_account AS "toAccount", amount, reason, reference_id AS "referenceId",
         key_id AS "keyId", note, balance_after AS "balanceAfter", created_at AS "createdAt"
       FROM ledger_entries WHERE account_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      [accountId, before, limit + 1],
    );
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last ? encodeCursor('ledger', [last.id]) : null };
  }
}

const keyOf = ({ accountId, day, keyId, endpoint }: UsageCount): string => `${accountId} ${day} ${keyId} ${endpoint}`;
