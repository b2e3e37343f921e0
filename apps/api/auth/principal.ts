import type { Plan, SessionPerson } from '@vitamill/persistence';
import type { RateWindow } from '../limits/rate-limiter.js';
import type { Role, Scope } from './scopes.js';

/** Who asks: an API key, or a person who logged in. */
export interface Principal {
  /** The organisation's account: everything that is stored belongs to one. Of a test key, the organisation's sandbox. */
  readonly accountId: string;
  /** The person; null for a key that no person stands behind (made by an operator). */
  readonly userId: string | null;
  /** Null for a person. */
  readonly keyId: string | null;
  /** The person's role in the organisation; null for a key. */
  readonly role: Role | null;
  /** Spelled out: groups are expanded and implied scopes added. */
  readonly scopes: readonly Scope[];
  readonly plan: Plan;
  /** A sandbox: costs nothing, counts nothing. */
  readonly isTest: boolean;
  /** Of the limit class `api`. */
  readonly windows: readonly RateWindow[];
}

declare module 'fastify' {
  interface FastifyRequest {
    principal?: Principal;
    /** Of a person. */
    session?: SessionPerson;
  }
}
