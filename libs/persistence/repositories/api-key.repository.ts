import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Account } from '../entities/account.entity.js';
import { ApiKey } from '../entities/api-key.entity.js';
import { newId } from '../ids.js';
import { rowsOf } from '../rows-of.js';

const SHOWN_CHARACTERS = 20;
/** 32 bytes: not to be guessed. */
const SECRET_BYTES = 32;

export interface ApiKeyOptions {
  /** Keys the hash, so that a stolen table alone tests no guesses. */
  readonly pepper: string;
  /** What keys begin with, such as rsm_live_. */
  readonly prefix: string;
}

export interface NewApiKey {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expiresAt?: Date | null;
}

export class ApiKeyRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly options: ApiKeyOptions,
  ) {}

  /** The plaintext is given once and stored nowhere. */
  async create(accountId: string, key: NewApiKey): Promise<{ key: string; row: ApiKey }> {
    const plaintext = this.options.prefix + randomBytes(SECRET_BYTES).toString('base64url');
    const id = newId();
    await this.dataSource.manager.insert(ApiKey, {
      id,
      accountId,
      name: key.name,
      keyPrefix: plaintext.slice(0, SHOWN_CHARACTERS),
      keyHash: this.hash(plaintext),
      scopes: [...key.scopes],
      expiresAt: key.expiresAt ?? null,
    });
    return { key: plaintext, row: await this.dataSource.manager.findOneByOrFail(ApiKey, { id }) };
  }

  /** The key and its account, null where it is unknown, expired or revoked. */
  async findActive(plaintext: string): Promise<{ key: ApiKey; account: Account } | null> {
    const hash = this.hash(plaintext);
    const found = await this.dataSource
      .createQueryBuilder(ApiKey, 'key')
      .addSelect('key.keyHash')
      .innerJoinAndMapOne('key.account', Account, 'account', 'account.id = key.accountId')
      .where('key.keyHash = :hash', { hash })
      .andWhere('key.revokedAt IS NULL')
      .andWhere('(key.expiresAt IS NULL OR key.expiresAt > now())')
      .getOne();
    if (!found || !timingSafeEqual(Buffer.from(found.keyHash), Buffer.from(hash))) return null;
    const { account, ...key } = found as ApiKey & { account: Account };
    return { key: Object.assign(new ApiKey(), key), account };
  }

  list(accountId: string): Promise<ApiKey[]> {
    return this.dataSource.manager.find(ApiKey, { where: { accountId }, order: { id: 'DESC' } });
  }

  /** False where the account has no such active key. Takes effect with the next request. */
  async revoke(accountId: string, id: string): Promise<boolean> {
    const rows = await this.dataSource.query(
      'UPDATE api_keys SET revoked_at = now() WHERE id = $1 AND account_id = $2 AND revoked_at IS NULL RETURNING id',
      [id, accountId],
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

  private hash(plaintext: string): string {
    return createHmac('sha256', this.options.pepper).update(plaintext).digest('hex');
  }
}
