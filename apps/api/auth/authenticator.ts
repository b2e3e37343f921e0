import { Inject, Injectable } from '@nestjs/common';
import { ApiKeyRepository } from '@vitamill/persistence';
import { ApiError } from '../errors/api-errors.js';
import { limitsOf } from '../limits/rate-limiter.js';
import { bearerToken } from './bearer-token.js';
import type { Principal } from './principal.js';

const unauthorized = (detail: string, error?: string): ApiError =>
  new ApiError('unauthorized', detail, {
    headers: { 'www-authenticate': `Bearer realm="vitamill"${error ? `, error="${error}"` : ''}` },
  });

/** Finds out whose key a request carries. */
@Injectable()
export class Authenticator {
  constructor(@Inject(ApiKeyRepository) private readonly keys: ApiKeyRepository) {}

  async authenticate(authorization: string | undefined): Promise<Principal> {
    if (!authorization) throw unauthorized('Send an API key as "Authorization: Bearer <key>".');
    const token = bearerToken(authorization);
    if (!token) throw unauthorized('The Authorization header is not of the form "Bearer <key>".', 'invalid_request');
    const found = await this.keys.findActive(token);
    if (!found) throw unauthorized('The API key is unknown, expired or revoked.', 'invalid_token');
    // Last use is a convenience: it must neither delay nor fail the request.
    this.keys.touch(found.key.id).catch(() => undefined);
    return {
      accountId: found.account.id,
      keyId: found.key.id,
      scopes: found.key.scopes,
      limits: limitsOf(found.account),
    };
  }
}
