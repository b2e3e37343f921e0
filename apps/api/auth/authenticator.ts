import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ApiKeyRepository, SessionRepository } from '@vitamill/persistence';
import type { FastifyRequest } from 'fastify';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { ApiError } from '../errors/api-errors.js';
import { windowsOfPlan } from '../limits/limit-classes.js';
import { isAllowedAddress } from './address-list.js';
import { apiKeyHeader, basicPassword, bearerToken } from './bearer-token.js';
import { accessTokenOf } from './credentials.js';
import type { Principal } from './principal.js';
import { expandScopes, ROLE_SCOPES } from './scopes.js';
import { hashSecret, SessionTokens } from './session-tokens.js';

const unauthorized = (detail: string, error?: string): ApiError =>
  new ApiError('unauthorized', detail, {
    headers: { 'www-authenticate': `Bearer realm="vitamill"${error ? `, error="${error}"` : ''}` },
  });

const isOData = ({ url }: FastifyRequest): boolean => /^\/odata(?:[/?]|$)/.test(url);

/** Of nobody: what a person may reach who is in no organisation. */
const NO_ACCOUNT = '00000000-0000-0000-0000-000000000000';

/** Finds out who asks: by X-API-Key, which goes first, by the Authorization header, or by the cookie of a login. */
@Injectable()
export class Authenticator {
  constructor(
    @Inject(ApiKeyRepository) private readonly keys: ApiKeyRepository,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
    @Inject(SessionTokens) private readonly tokens: SessionTokens,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  /** `person`: a route that takes no API key. Throws `unauthorized`, `api_access_disabled`, `forbidden`. */
  async authenticate(request: FastifyRequest, kind: 'any' | 'person'): Promise<Principal> {
    const { authorization, 'x-api-key': given } = request.headers;
    if (kind === 'any' && typeof given === 'string') {
      const key = apiKeyHeader(given);
      if (!key) throw unauthorized('The X-API-Key header is no API key.', 'invalid_request');
      return this.byKey(request, key);
    }
    const access = accessTokenOf(request);
    if (access) return this.byLogin(request, access);
    if (kind === 'person')
      throw unauthorized('This route takes the token of a login, and no API key: "Authorization: Bearer <token>".');
    if (!authorization)
      throw unauthorized('Send an API key as "Authorization: Bearer <key>" or as "X-API-Key: <key>".');
    // Excel and Power BI can send a key as a password only.
    const token = bearerToken(authorization) ?? (isOData(request) ? basicPassword(authorization) : null);
    if (!token) throw unauthorized('The Authorization header is not of the form "Bearer <key>".', 'invalid_request');
    return this.byKey(request, token);
  }

  /** Throws `not_found` where the operator's routes are closed, so that nobody sees that they exist. */
  authenticateOperator(request: FastifyRequest): void {
    const { operatorToken } = this.settings.people;
    if (!operatorToken) throw new ApiError('not_found', 'There is no such route.');
    const given = bearerToken(request.headers.authorization ?? '') ?? '';
    if (!timingSafeEqual(Buffer.from(hashSecret(given)), Buffer.from(hashSecret(operatorToken))))
      throw unauthorized('The operator token is missing or wrong.', 'invalid_token');
  }

  private async byLogin(request: FastifyRequest, token: string): Promise<Principal> {
    const claims = await this.tokens.read(token);
    const session = claims && (await this.sessions.find(claims.sessionId));
    if (!session || session.person.id !== claims.userId)
      throw unauthorized('The token is unknown or expired, or its session has ended. Log in again.', 'invalid_token');
    request.session = session;
    const { person, account } = session;
    return {
      accountId: account?.id ?? NO_ACCOUNT,
      userId: person.id,
      keyId: null,
      role: account?.role ?? null,
      scopes: account ? ROLE_SCOPES[account.role] : [],
      plan: account?.plan ?? 'free',
      isTest: false,
      windows: windowsOfPlan(account ?? { plan: 'free', ratePerMinute: null, ratePerDay: null }),
    };
  }

  private async byKey(request: FastifyRequest, plaintext: string): Promise<Principal> {
    const found = await this.keys.findActive(plaintext);
    if (!found) throw unauthorized('The API key is unknown, expired or revoked.', 'invalid_token');
    const { key, account } = found;
    if (!isAllowedAddress(key.allowedAddresses, request.ip))
      throw new ApiError('forbidden', 'The API key does not work from this address.');
    if (!account.apiAccessEnabled)
      throw new ApiError('api_access_disabled', 'API access is not enabled for your organisation.');
    // Last use is a convenience: it must neither delay nor fail the request.
    if (!key.isTouched) this.keys.touch(key.id).catch(() => undefined);
    return {
      accountId: account.id,
      userId: key.userId,
      keyId: key.id,
      role: null,
      scopes: expandScopes(key.scopes),
      plan: account.plan,
      isTest: account.sandboxOf !== null,
      windows: windowsOfPlan(account),
    };
  }
}
