import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { Account } from '../entities/account.entity.js';
import { ApiKey } from '../entities/api-key.entity.js';
import { newId } from '../ids.js';
import { issueCredits } from '../ledger/ledger.js';
import { queryNamed } from '../named-statement.js';
import { billingMonth } from '../quota.js';
import { rowsOf } from '../rows-of.js';
import { asAnybody } from '../tenant-context.js';

const SHOWN_CHARACTERS = 20;
/** 32 bytes: not to be guessed. */
const SECRET_BYTES = 32;
/** What a sandbox shows as its balance; nothing is ever taken from it. */
const SANDBOX_CREDITS = 10_000;

export interface ApiKeyOptions {
  /** Keys the hash, so that a stolen table alone tests no guesses. */
  readonly pepper: string;
  /** The pepper before, while it is being replaced: keys hashed under it are hashed anew when they are used. */
  readonly previousPepper?: string | null;
  /** What keys begin with, such as rsm_live_. */
  readonly prefix: string;
  /** What test keys begin with; rsm_test_ unless told. */
  readonly testPrefix?: string;
}

export interface NewApiKey {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expiresAt?: Date | null;
  /** The person who makes the key and on whose behalf it works. */
  readonly userId?: string | null;
  /** Addresses and networks (CIDR) that the key works from; none: all. */
  readonly allowedAddresses?: readonly string[];
  /** The key works on the organisation's sandbox. */
  readonly isTest?: boolean;
}

/** A key as its organisation sees it. */
export interface ListedApiKey {
  readonly key: ApiKey;
  readonly isTest: boolean;
  /** CVs that the key had scanned this month. */
  readonly monthlyCount: number;
}

/** What a request is judged by. */
export interface ActiveKey {
  readonly key: Pick<ApiKey, 'id' | 'userId' | 'scopes' | 'allowedAddresses'> & {
    /** The last use was noted within the minute. */
    readonly isTouched: boolean;
  };
  readonly account: Pick<Account, 'id' | 'sandboxOf' | 'plan' | 'apiAccessEnabled' | 'ratePerMinute' | 'ratePerDay'>;
}
interface FoundKey extends ActiveKey {
  readonly hash: string;
}

/** Each request asks this: one statement, and no object that nobody reads. */
const FIND_ACTIVE = { name: 'find_active_key', text: 'SELECT hash, key, account FROM public.find_active_key($1)' };

export class ApiKeyRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly options: ApiKeyOptions,
  ) {}

  /** The plaintext is given once and stored nowhere. */
  create(accountId: string, key: NewApiKey): Promise<{ key: string; row: ApiKey }> {
    return this.dataSource.transaction((manager) => this.insert(manager, accountId, key));
  }

  /** Null where the organisation has `maxActive` keys already, test keys counted, also where several are made at once. */
  createWithin(accountId: string, key: NewApiKey, maxActive: number): Promise<{ key: string; row: ApiKey } | null> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT 1 FROM accounts WHERE id = $1 FOR UPDATE', [accountId]);
      const [{ active }] = await manager.query(
        `SELECT count(*)::int AS active FROM api_keys
         WHERE account_id IN (SELECT id FROM accounts WHERE id = $1 OR sandbox_of = $1)
           AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`,
        [accountId],
      );
      return active >= maxActive ? null : this.insert(manager, accountId, key);
    });
  }

  /**
   * The key and its account, null where it is unknown, expired or revoked. Of a test key the account is the sandbox, with
   * plan, rates and access of its organisation.
   */
  async findActive(plaintext: string): Promise<ActiveKey | null> {
    const hash = this.hash(plaintext);
    const { previousPepper } = this.options;
    const former = previousPepper ? this.hash(plaintext, previousPepper) : null;
    const hashes = former ? [hash, former] : [hash];
    const [found] = await asAnybody(() => queryNamed<FoundKey>(this.dataSource, FIND_ACTIVE, [hashes]));
    if (!found) return null;
    const isEqual = (other: string) => timingSafeEqual(Buffer.from(found.hash), Buffer.from(other));
    // All of them are compared: how long it takes does not tell which one it was.
    if (!hashes.map(isEqual).includes(true)) return null;
    if (former && isEqual(former))
      await this.dataSource.query('UPDATE api_keys SET key_hash = $2 WHERE id = $1', [found.key.id, hash]);
    return { key: found.key, account: found.account };
  }

  /** Test keys included, newest first. */
  async list(accountId: string): Promise<ListedApiKey[]> {
    const keys = await this.dataSource
      .createQueryBuilder(ApiKey, 'key')
      .where('key.accountId IN (SELECT id FROM accounts WHERE id = :accountId OR sandbox_of = :accountId)', {
        accountId,
      })
      .orderBy('key.id', 'DESC')
      .getMany();
    const counts = rowsOf<{ key_id: string; cv_count: number }>(
      await this.dataSource.query('SELECT key_id, cv_count FROM key_months WHERE account_id = $1 AND month = $2', [
        accountId,
        billingMonth(),
      ]),
    );
    const countOf = new Map(counts.map(({ key_id, cv_count }) => [key_id, cv_count]));
    return keys.map((key) => ({
      key,
      isTest: key.accountId !== accountId,
      monthlyCount: countOf.get(key.id) ?? 0,
    }));
  }

  /** False where the account has no such active key. Takes effect with the next request. */
  async revoke(accountId: string, id: string): Promise<boolean> {
    const rows = await this.dataSource.query(
      'UPDATE api_keys SET revoked_at = now() WHERE id = $1 AND account_id = $2 AND revoked_at IS NULL RETURNING id',
      [id, accountId],
    );
    return rowsOf(rows).length > 0;
  }

  /** By the number that people see. Revoking again is no error: false only where the organisation has no such key. */
  async revokeByNumber(accountId: string, number: number): Promise<boolean> {
    const rows = await this.dataSource.query(
      `UPDATE api_keys SET revoked_at = coalesce(revoked_at, now()) WHERE number = $2
         AND account_id IN (SELECT id FROM accounts WHERE id = $1 OR sandbox_of = $1) RETURNING id`,
      [accountId, number],
    );
    return rowsOf(rows).length > 0;
  }

  /** Notes the last use, at most once a minute. */
  async touch(id: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE api_keys SET last_used_at = now()
       WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
      [id],
    );
  }

  private async insert(manager: EntityManager, accountId: string, key: NewApiKey) {
    const prefix = key.isTest ? (this.options.testPrefix ?? 'rsm_test_') : this.options.prefix;
    const plaintext = prefix + randomBytes(SECRET_BYTES).toString('base64url');
    const id = newId();
    await manager.insert(ApiKey, {
      id,
      accountId: key.isTest ? await sandboxOf(manager, accountId) : accountId,
      userId: key.userId ?? null,
      name: key.name,
      keyPrefix: plaintext.slice(0, SHOWN_CHARACTERS),
      keyHash: this.hash(plaintext),
      scopes: [...key.scopes],
      allowedAddresses: [...(key.allowedAddresses ?? [])],
      expiresAt: key.expiresAt ?? null,
    });
    return { key: plaintext, row: await manager.findOneByOrFail(ApiKey, { id }) };
  }

  private hash(plaintext: string, pepper = this.options.pepper): string {
    return createHmac('sha256', pepper).update(plaintext).digest('hex');
  }
}

/** The account that an organisation's test keys work on: test data is kept apart as another organisation's is. */
async function sandboxOf(manager: EntityManager, accountId: string): Promise<string> {
  const [made] = rowsOf<{ id: string }>(
    await manager.query(
      `INSERT INTO accounts (id, name, plan, sandbox_of, api_access_enabled)
       SELECT $2, name || ' (test)', plan, id, true FROM accounts WHERE id = $1
       ON CONFLICT (sandbox_of) DO NOTHING RETURNING id`,
      [accountId, newId()],
    ),
  );
  if (made) {
    await issueCredits(manager, { accountId: made.id, amount: SANDBOX_CREDITS, reason: 'grant', note: 'test credits' });
    return made.id;
  }
  const [kept] = rowsOf<{ id: string }>(
    await manager.query('SELECT id FROM accounts WHERE sandbox_of = $1', [accountId]),
  );
  if (!kept) throw new Error('There is no such account.');
  return kept.id;
}
