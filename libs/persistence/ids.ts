import { randomBytes } from 'node:crypto';

let lastMilliseconds = 0;
let sequence = 0;

/**
 * A UUID version 7 (RFC 9562): sorts by the time of its making, and within one process strictly by order, because 12 bits
 * behind the milliseconds count up.
 */
export function newId(): string {
  const now = Date.now();
  if (now > lastMilliseconds) {
    lastMilliseconds = now;
    sequence = randomBytes(2).readUInt16BE() & 0x3ff;
  } else if (++sequence > 0xfff) {
    lastMilliseconds += 1;
    sequence = 0;
  }
  const bytes = Buffer.concat([Buffer.alloc(8), randomBytes(8)]);
  bytes.writeUIntBE(lastMilliseconds, 0, 6);
  bytes.writeUInt16BE(0x7000 | sequence, 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Where the bytes of an asset stand in the object store: ids only, so that a key tells nothing. */
export const objectKeyFor = (accountId: string, assetId: string): string => `${accountId}/${assetId}`;

/** The asset that an object belongs to, null where the key was not made by `objectKeyFor`. */
export const assetIdOfObjectKey = (key: string): string | null =>
  /^[0-9a-f-]{36}\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(key)?.[1] ?? null;

/** Where the file of an export stands: each run writes one of its own. */
export const exportObjectKey = (accountId: string, exportId: string, runId: string): string =>
  `exports/${accountId}/${exportId}.${runId}`;

/** Whether an object may be the file of an export. */
export const isExportObjectKey = (key: string): boolean =>
  /^exports\/[0-9a-f-]{36}\/[0-9a-f-]{36}\.[0-9a-f-]{36}$/.test(key);
