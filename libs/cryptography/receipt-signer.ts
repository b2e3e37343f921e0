import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { deriveKey, keyIdOf } from './derive-key.js';
import type { SecretKeys } from './secret-box.js';

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A public key as JWK (RFC 8037). */
export interface PublicJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly use: 'sig';
  readonly alg: 'EdDSA';
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signs statements that others can check with the public key alone (JWS, EdDSA over Ed25519). */
export class ReceiptSigner {
  private readonly privateKey: KeyObject;
  readonly publicKeys: readonly PublicJwk[];

  constructor({ current, previous }: SecretKeys) {
    const keys = [current, ...(previous ? [previous] : [])].map(privateKeyOf);
    this.privateKey = keys[0] as KeyObject;
    this.publicKeys = keys.map(publicJwkOf);
  }

  /** The payload as compact JWS. */
  sign(payload: object): string {
    const input = `${encode({ alg: 'EdDSA', kid: this.publicKeys[0]?.kid, typ: 'JWT' })}.${encode(payload)}`;
    return `${input}.${sign(null, Buffer.from(input), this.privateKey).toString('base64url')}`;
  }
}

const privateKeyOf = (secret: string): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, deriveKey(secret, 'receipts')]),
    format: 'der',
    type: 'pkcs8',
  });

function publicJwkOf(privateKey: KeyObject): PublicJwk {
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return { kty: 'OKP', crv: 'Ed25519', x, kid: keyIdOf(x), use: 'sig', alg: 'EdDSA' };
}
