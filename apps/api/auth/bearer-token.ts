const BEARER = /^Bearer +([A-Za-z0-9._~+/=-]{8,256}) *$/i;

/** The token of an Authorization header; null where it has another form. */
export function bearerToken(header: string): string | null {
  return BEARER.exec(header)?.[1] ?? null;
}
