import type { AuditActor } from '@vitamill/persistence';
import type { Principal } from './principal.js';

/** Who is written down for what a request does: the key, else the person who logged in. */
export function actorOf({ keyId, userId }: Pick<Principal, 'keyId' | 'userId'>): AuditActor {
  if (keyId) return { kind: 'key', id: keyId };
  return userId ? { kind: 'person', id: userId } : { kind: 'system', id: null };
}
