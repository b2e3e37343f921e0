import type { RateLimits } from '../limits/rate-limiter.js';

/** Scopes of API keys and what they open. */
export const SCOPES = {
  'files:write': 'Upload and delete files',
  'files:read': 'List files, read their status and the originals',
  'data:read': 'Read master records and display rows',
  'parse:execute': 'Parse a file synchronously',
} as const;
export type Scope = keyof typeof SCOPES;

/** Who asks. */
export interface Principal {
  readonly accountId: string;
  readonly keyId: string;
  readonly scopes: readonly string[];
  readonly limits: RateLimits;
}

declare module 'fastify' {
  interface FastifyRequest {
    principal?: Principal;
  }
}
