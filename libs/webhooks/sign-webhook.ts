import { createHmac, randomBytes } from 'node:crypto';

const SECRET_PREFIX = 'whsec_';
/** Within the 24 to 64 that Standard Webhooks asks for. */
const SECRET_BYTES = 32;

/** A new secret: what its receiver checks signatures with. */
export const newWebhookSecret = (): string => SECRET_PREFIX + randomBytes(SECRET_BYTES).toString('base64');

/**
 * The headers that say who sent a body and when (Standard Webhooks 1.0). While a secret is rotated there are two, and a
 * signature by each; without any there is none. `time` in seconds since 1970.
 */
export function signatureHeaders(
  id: string,
  time: number,
  body: string,
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': String(time),
    ...(signatures.length > 0 ? { 'webhook-signature': signatures.join(' ') } : {}),
  };
}
