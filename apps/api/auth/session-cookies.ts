import type { FastifyReply, FastifyRequest } from 'fastify';

const ACCESS = 'vitamill_access';
const REFRESH = 'vitamill_refresh';
const REFRESH_PATH = '/api/auth';

interface CookieOptions {
  readonly path: string;
  readonly maxAgeSeconds: number;
  readonly secure: boolean;
}

const cookie = (name: string, value: string, { path, maxAgeSeconds, secure }: CookieOptions): string =>
  `${name}=${value}; Path=${path}; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;

/** Tokens are of the alphabet of base64url and dots: nothing needs quoting. */
export function setSessionCookies(
  reply: FastifyReply,
  tokens: { readonly access: string; readonly refresh: string },
  options: { readonly accessSeconds: number; readonly refreshSeconds: number; readonly secure: boolean },
): void {
  const { accessSeconds, refreshSeconds, secure } = options;
  reply.header('set-cookie', [
    cookie(ACCESS, tokens.access, { path: '/', maxAgeSeconds: accessSeconds, secure }),
    cookie(REFRESH, tokens.refresh, { path: REFRESH_PATH, maxAgeSeconds: refreshSeconds, secure }),
  ]);
}

export function clearSessionCookies(reply: FastifyReply, secure: boolean): void {
  reply.header('set-cookie', [
    cookie(ACCESS, '', { path: '/', maxAgeSeconds: 0, secure }),
    cookie(REFRESH, '', { path: REFRESH_PATH, maxAgeSeconds: 0, secure }),
  ]);
}

function readCookie(request: FastifyRequest, name: string): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value) return value;
  }
  return null;
}

export const accessCookie = (request: FastifyRequest): string | null => readCookie(request, ACCESS);
export const refreshCookie = (request: FastifyRequest): string | null => readCookie(request, REFRESH);

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Whether a browser sends the request for a page of another site: cookies must then not count. Browsers say so by
 * Sec-Fetch-Site, older ones by Origin; who sends neither is no browser and has no cookies but its own.
 */
export function isCrossSite(request: FastifyRequest): boolean {
  if (SAFE_METHODS.includes(request.method)) return false;
  const site = request.headers['sec-fetch-site'];
  if (typeof site === 'string') return site !== 'same-origin' && site !== 'none';
  const { origin, host } = request.headers;
  if (origin === undefined) return false;
  try {
    return new URL(origin).host !== host;
  } catch {
    return true;
  }
}
