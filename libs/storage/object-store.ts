import type { Readable } from 'node:stream';

export interface PutOptions {
  readonly contentType: string;
  /** Bytes, where a stream's length is known before. */
  readonly size?: number;
}

/** Bytes of an object from `start` to `end`, both of them with it and inside the object. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Keeps the bytes of uploads. Every method throws `ParseError('storage_unavailable')` where the store cannot be reached. */
export interface ObjectStore {
  /** Stores the whole object or nothing; an object of the same key is replaced. */
  put(key: string, body: Uint8Array | Readable, options: PutOptions): Promise<void>;
  /** All of it, or the part that `range` names. Null where there is no such object. */
  open(key: string, range?: ByteRange): Promise<Readable | null>;
  exists(key: string): Promise<boolean>;
  /** Does nothing where there is no such object. */
  delete(key: string): Promise<void>;
  /** Keys that begin with `prefix` of objects stored before `olderThan`, in any order. */
  list(prefix: string, olderThan: Date): AsyncIterable<string>;
  /** Throws where objects could not be stored. */
  check(): Promise<void>;
}

/** The whole object in memory; null where there is none. Stops at `maxBytes` with a RangeError. */
export async function readObject(store: ObjectStore, key: string, maxBytes: number): Promise<Uint8Array | null> {
  const stream = await store.open(key);
  if (!stream) return null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > maxBytes) throw new RangeError('The object is larger than expected.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
