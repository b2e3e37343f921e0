import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Account, AccountRepository, type AccountTerms, quotaOf } from '@vitamill/persistence';
import { ApiError, notFound, validationError } from '../errors/api-errors.js';
import { asUuid } from '../http/uuid.js';
import { type CreditsBody, PACKS, type TermsBody } from './operator.bodies.js';

/** What an operator agrees with an organisation. */
@Injectable()
export class OperatorService {
  constructor(@Inject(AccountRepository) private readonly accounts: AccountRepository) {}

  async search(email: string) {
    const found = await this.accounts.findByOwner(email);
    return { items: await Promise.all(found.map((account) => this.present(account))) };
  }

  async agree(id: string, body: TermsBody) {
    const terms: Partial<AccountTerms> = {
      ...(body.api_access_enabled === undefined ? {} : { apiAccessEnabled: body.api_access_enabled }),
      ...(body.plan === undefined ? {} : { plan: body.plan }),
      ...(body.committed_scans === undefined ? {} : { committedScans: body.committed_scans }),
      ...(body.hard_cap_scans === undefined ? {} : { hardCapScans: body.hard_cap_scans }),
      ...(body.rate_per_minute === undefined ? {} : { ratePerMinute: body.rate_per_minute }),
      ...(body.rate_per_day === undefined ? {} : { ratePerDay: body.rate_per_day }),
    };
    const account = await this.accounts.agree(asUuid(id, 'organisation'), terms);
    if (!account) throw notFound('organisation');
    return this.present(account);
  }

  /** Demands an Idempotency-Key: the same key issues once, for good. */
  async issue(id: string, body: CreditsBody, idempotencyKey: string | string[] | undefined) {
    const accountId = asUuid(id, 'organisation');
    if (typeof idempotencyKey !== 'string' || idempotencyKey.trim() === '')
      throw new ApiError('idempotency_key_missing', 'This request needs an Idempotency-Key header.');
    if (body.reason === 'purchase' && !PACKS.includes(body.credits as never))
      throw validationError([
        { field: 'credits', code: 'not_pack', message: `A purchase is a pack of ${PACKS.join(', ')} credits.` },
      ]);
    const expiresAt = body.expires_at ? new Date(body.expires_at) : null;
    if (expiresAt && expiresAt.getTime() <= Date.now())
      throw validationError([{ field: 'expires_at', code: 'not_future', message: 'expires_at must be to come.' }]);
    if (!(await this.accounts.findById(accountId))) throw notFound('organisation');
    const balance = await this.accounts.issueCredits({
      accountId,
      amount: body.credits,
      reason: body.reason,
      referenceId: referenceOf(accountId, idempotencyKey.trim()),
      expiresAt,
      note: body.note ?? null,
    });
    return { organisation_id: accountId, balance };
  }

  private async present(account: Account) {
    const { committed, hardCap } = quotaOf(account);
    return {
      id: account.id,
      name: account.name,
      plan: account.plan,
      api_access_enabled: account.apiAccessEnabled,
      credits: (await this.accounts.balance(account.id)) ?? 0,
      committed_scans: committed,
      hard_cap_scans: hardCap,
      rate_per_minute: account.ratePerMinute,
      rate_per_day: account.ratePerDay,
    };
  }
}

/** A UUID (version 8) that is the same for the same account and key. */
function referenceOf(accountId: string, key: string): string {
  const bytes = createHash('sha256').update(`${accountId} ${key}`).digest().subarray(0, 16);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(6) & 0x0f), 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
