import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from './derive-key.js';
import type { SecretKeys } from './secret-box.js';

/** Signs links that work without a key, for a time (HMAC-SHA256). A link signed under the key before still works. */
export class LinkSigner {
  private readonly keys: readonly Buffer[];

  /** `purpose` keeps links of one kind from being taken for another. */
  constructor({ current, previous }: SecretKeys, purpose: string) {
    this.keys = [current, ...(previous ? [previous] : [])].map((secret) => deriveKey(secret, `links ${purpose}`));
  }

  /** The signature of a link to `subject` that ends at `expires`, in seconds since 1970. */
  sign(subject: string, expires: number): string {
    return mac(this.keys[0] as Buffer, subject, expires).toString('base64url');
  }

  /** Whether it is a signature of this service. That the time is not over is for the caller to check. */
  isValid(subject: string, expires: number, signature: string): boolean {
    const given = Buffer.from(signature, 'base64url');
    return this.keys.some((key) => {
      const expected = mac(key, subject, expires);
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
  }
}

const mac = (key: Buffer, subject: string, expires: number): Buffer =>
  createHmac('sha256', key).update(`${subject}\n${expires}`).digest();
