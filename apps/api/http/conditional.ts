import type { FastifyReply } from 'fastify';

/** A body with the tag of its version, without quotes. */
export interface Tagged {
  readonly etag: string;
  readonly body: object;
}

/** Whether an If-None-Match header names this tag (weak comparison, RFC 9110). */
export function matchesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(`"${etag}"`);
}

/** The body with its ETag, or 304 where the client has it already. */
export function sendConditionally(
  reply: FastifyReply,
  known: string | undefined,
  { etag, body }: Tagged,
): object | undefined {
  // What is told depends on who asks: a copy must not be shown to the next person at the same browser.
  reply
    .header('etag', `"${etag}"`)
    .header('cache-control', 'private, no-cache')
    .header('vary', [reply.getHeader('vary'), 'Authorization, Cookie, X-API-Key'].filter(Boolean).join(', '));
  if (!matchesEtag(known, etag)) return body;
  reply.code(304);
  return undefined;
}
