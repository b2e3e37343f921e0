const BEARER = /^Bearer +([A-Za-z0-9._~+/=-]{8,4096}) *$/i;
const API_KEY = /^[A-Za-z0-9._~+/=-]{8,256}$/;

/** The token of an Authorization header; null where it has another form. */
export function bearerToken(header: string): string | null {
  return BEARER.exec(header)?.[1] ?? null;
}

/** An X-API-Key header that can be a key. */
export const apiKeyHeader = (header: string): string | null => (API_KEY.test(header.trim()) ? header.trim() : null);

/** Three parts, the first a JSON object in base64url: no API key looks so. */
export const isJwt = (token: string): boolean => /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/.test(token);

const BASIC = /^Basic +([A-Za-z0-9+/=]{8,1024}) *$/i;

/** The password of a Basic Authorization header, which tools that know no Bearer send a key as; else null. */
export function basicPassword(header: string): string | null {
  const encoded = BASIC.exec(header)?.[1];
  if (!encoded) return null;
  const [, password] = /^[^:]*:(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  return password === undefined ? null : apiKeyHeader(password);
}
