import { createHash, hkdfSync } from 'node:crypto';

/** 32 bytes for one purpose, so that no key serves two. */
export const deriveKey = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'vitamill', purpose, 32));

/** Names a key without telling anything of it. */
export const keyIdOf = (key: Buffer | string): string => createHash('sha256').update(key).digest('hex').slice(0, 12);
