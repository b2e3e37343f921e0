import { Inject, Injectable } from '@nestjs/common';
import { ApiKeyRepository } from '@vitamill/persistence';
import type { FastifyRequest } from 'fastify';
import { ApiError } from '../errors/api-errors.js';
import { windowsOfPlan } from '../limits/limit-classes.js';
import { apiKeyHeader, bearerToken } from './bearer-token.js';
import type { Principal } from './principal.js';
import { expandScopes } from './scopes.js';

const unauthorized = (detail: string, error?: string): ApiError =>
  new ApiError('unauthorized', detail, {
    headers: { 'www-authenticate': `Bearer realm="vitamill"${error ? `, error="${error}"` : ''}` },
  });

/** Finds out who asks: by X-API-Key, which goes first, or by the Authorization header. */
@Injectable()
export class Authenticator {
  constructor(@Inject(ApiKeyRepository) private readonly keys: ApiKeyRepository) {}

  /** `person`: a route that takes no API key. Throws `unauthorized`. */
  async authenticate(request: FastifyRequest, kind: 'any' | 'person'): Promise<Principal> {
    const { authorization, 'x-api-key': given } = request.headers;
    if (kind === 'person') throw unauthorized('Log in and send "Authorization: Bearer <token>".');
    if (typeof given === 'string') {
      const key = apiKeyHeader(given);
      if (!key) throw unauthorized('The X-API-Key header is no API key.', 'invalid_request');
      return this.byKey(key);
    }
    if (!authorization)
      throw unauthorized('Send an API key as "Authorization: Bearer <key>" or as "X-API-Key: <key>".');
    const token = bearerToken(authorization);
    if (!token) throw unauthorized('The Authorization header is not of the form "Bearer <key>".', 'invalid_request');
    return this.byKey(token);
  }

  private async byKey(plaintext: string): Promise<Principal> {
    const found = await this.keys.findActive(plaintext);
    if (!found) throw unauthorized('The API key is unknown, expired or revoked.', 'invalid_token');
    // Last use is a convenience: it must neither delay nor fail the request.
    this.keys.touch(found.key.id).catch(() => undefined);
    return {
      accountId: found.account.id,
      userId: null,
      keyId: found.key.id,
      role: null,
      scopes: expandScopes(found.key.scopes),
      plan: found.account.plan,
      isTest: false,
      windows: windowsOfPlan(found.account),
    };
  }
}
