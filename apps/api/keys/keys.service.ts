import { Inject, Injectable } from '@nestjs/common';
import {
  AccountRepository,
  ApiKeyRepository,
  asSystem,
  billingMonth,
  type ListedApiKey,
  quotaOf,
} from '@vitamill/persistence';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import type { Principal } from '../auth/principal.js';
import { personOf } from '../auth/session.service.js';
import { ApiError, notFound } from '../errors/api-errors.js';
import { naiveTime } from '../http/naive-time.js';
import { Idempotency } from '../idempotency/idempotency.service.js';
import { type KeyForm, readKeyForm } from './key-form.js';

const MAX_ACTIVE = 5;
const MAX_INTEGER = 2_147_483_647;

/** The keys of an organisation and of its sandbox, two accounts: so these work for the service. Times are Aptly's naive ones. */
@Injectable()
export class KeysService {
  constructor(
    @Inject(ApiKeyRepository) private readonly keys: ApiKeyRepository,
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(Idempotency) private readonly idempotency: Idempotency,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  async list(request: FastifyRequest) {
    const { id } = organisationOf(request);
    const [keys, account, used] = await Promise.all([
      asSystem(() => this.keys.list(id)),
      this.accounts.findById(id),
      this.accounts.scansThisMonth(id),
    ]);
    if (!account) throw notFound('organisation');
    const { committed, hardCap } = quotaOf(account);
    return {
      api_access_enabled: account.apiAccessEnabled,
      org_api_cvs_this_month: used,
      committed_scans: committed,
      hard_cap_scans: hardCap,
      keys: keys.map(presentKey),
    };
  }

  async create(request: FastifyRequest, reply: FastifyReply, who: Principal) {
    const { id, apiAccessEnabled } = organisationOf(request);
    const { person } = personOf(request);
    const form = await readKeyForm(request, this.settings.bodyIdleMilliseconds, who.scopes);
    if (!person.emailConfirmedAt) throw new ApiError('email_not_confirmed', 'Email address has not been verified.');
    if (!apiAccessEnabled)
      throw new ApiError('api_access_disabled', 'API access is not enabled for your organisation.');
    return this.idempotency.run(request, reply, { payload: form, isSecret: true }, () =>
      this.make(id, { ...form, userId: person.id }),
    );
  }

  private async make(accountId: string, form: KeyForm & { readonly userId: string }) {
    const created = await asSystem(() => this.keys.createWithin(accountId, form, MAX_ACTIVE));
    if (!created)
      throw new ApiError(
        'invalid_request',
        `Maximum ${MAX_ACTIVE} active API keys allowed. Revoke an existing key before creating a new one.`,
      );
    const { key, row } = created;
    return {
      id: row.number,
      name: row.name,
      key,
      key_prefix: row.keyPrefix,
      created_at: naiveTime(row.createdAt),
      warning: 'Store this key securely. It will not be shown again.',
      scopes: row.scopes,
      expires_at: row.expiresAt && naiveTime(row.expiresAt),
      allowed_ips: row.allowedAddresses,
      test: form.isTest,
    };
  }

  async revoke(request: FastifyRequest, keyId: string) {
    const { id } = organisationOf(request);
    const number = /^\d{1,10}$/.test(keyId) ? Number(keyId) : 0;
    if (number < 1 || number > MAX_INTEGER || !(await asSystem(() => this.keys.revokeByNumber(id, number))))
      throw notFound('key');
    return { id: number, revoked: true };
  }
}

function organisationOf(request: FastifyRequest) {
  const { account } = personOf(request);
  if (account) return account;
  throw new ApiError('forbidden', 'The authenticated user has no organisation associated with their account.');
}

function presentKey({ key, isTest, monthlyCount }: ListedApiKey) {
  return {
    id: key.number,
    name: key.name,
    key_prefix: key.keyPrefix,
    revoked: key.revokedAt !== null,
    created_at: naiveTime(key.createdAt),
    last_used_at: key.lastUsedAt && naiveTime(key.lastUsedAt),
    monthly_cv_count: monthlyCount,
    billing_month: billingMonth(),
    scopes: key.scopes,
    expires_at: key.expiresAt && naiveTime(key.expiresAt),
    allowed_ips: key.allowedAddresses,
    test: isTest,
  };
}
