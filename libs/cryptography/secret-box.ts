import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deriveKey, keyIdOf } from './derive-key.js';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The secret keys of the installation: the current one, and the one before while it is being replaced. */
export interface SecretKeys {
  readonly current: string;
  readonly previous: string | null;
}

/** Keeps secrets that must be read again (AES-256-GCM). A stolen database alone tells none of them. */
export class SecretBox {
  private readonly keys: ReadonlyMap<string, Buffer>;
  private readonly currentId: string;

  constructor({ current, previous }: SecretKeys) {
    const keys = [current, ...(previous ? [previous] : [])].map((secret) => deriveKey(secret, 'secret box'));
    this.keys = new Map(keys.map((key) => [keyIdOf(key), key]));
    this.currentId = keyIdOf(keys[0] as Buffer);
  }

  seal(text: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.keys.get(this.currentId) as Buffer, nonce);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return `v1.${this.currentId}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`;
  }

  /** Throws where it was sealed under a key that is no longer known, or was changed. */
  open(sealed: string): string {
    const [version, id = '', data = ''] = sealed.split('.');
    const key = this.keys.get(id);
    if (version !== 'v1' || !key) throw new Error('The secret was sealed under another key.');
    const bytes = Buffer.from(data, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  }

  /** Whether it is sealed under the current key; if not, open and seal it again. */
  isCurrent(sealed: string): boolean {
    return sealed.startsWith(`v1.${this.currentId}.`);
  }
}
