import type { FastifyRequest } from 'fastify';
import { bearerToken, isJwt } from './bearer-token.js';
import { accessCookie, isCrossSite } from './session-cookies.js';

/** The token of a login that a request carries: as Bearer, or in the cookie of a page of our own. */
export function accessTokenOf(request: FastifyRequest): string | null {
  const { authorization } = request.headers;
  if (authorization === undefined) return isCrossSite(request) ? null : accessCookie(request);
  const token = bearerToken(authorization);
  return token && isJwt(token) ? token : null;
}
