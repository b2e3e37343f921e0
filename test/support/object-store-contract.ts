import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { type ObjectStore, readObject } from '@vitamill/storage';

const digest = (bytes: Uint8Array | null): string | null => bytes && createHash('sha256').update(bytes).digest('hex');
const options = { contentType: 'application/pdf' };
const MAX = 64 * 1024 * 1024;

/** What every object store must do. Called by the spec of each. */
export function describeObjectStore(makeStore: () => ObjectStore): void {
  let store: ObjectStore;
  let prefix: string;
  beforeEach(() => {
    store = makeStore();
    prefix = `p${randomBytes(6).toString('hex')}`;
  });
  const later = () => new Date(Date.now() + 60_000);
  const listed = async (olderThan: Date, below = `${prefix}/`) => {
    const keys: string[] = [];
    for await (const key of store.list(below, olderThan)) keys.push(key);
    return keys.sort();
  };

  it('gives back what was put, replaces and deletes it', async () => {
    const key = `${prefix}/a`;
    await store.put(key, Buffer.from('one'), options);
    expect(await store.open(`${prefix}/b`)).toBeNull();
    expect(await store.exists(`${prefix}/b`)).toBe(false);
    expect(Buffer.from((await readObject(store, key, MAX)) ?? []).toString()).toBe('one');
    await store.put(key, Buffer.from('two'), options);
    expect(Buffer.from((await readObject(store, key, MAX)) ?? []).toString()).toBe('two');
    expect(await store.exists(key)).toBe(true);
    await store.delete(key);
    await store.delete(key);
    expect(await store.exists(key)).toBe(false);
    expect(await store.open(key)).toBeNull();
  });

  it.each([0, 1, 5 * 1024 * 1024, 20 * 1024 * 1024 + 1])(
    'keeps %d bytes, streamed without a known length',
    async (length) => {
      const bytes = randomBytes(length);
      const chunks = function* () {
        for (let at = 0; at < length; at += 100_000) yield bytes.subarray(at, at + 100_000);
      };
      const key = `${prefix}/stream`;
      await store.put(key, Readable.from(chunks()), options);
      expect(digest(await readObject(store, key, MAX))).toBe(digest(bytes));
      await store.delete(key);
    },
  );

  it.each([
    [0, 0],
    [0, 99],
    [5, 5],
    [8_388_000, 8_388_999],
    [9_999_998, 9_999_999],
  ])('gives the bytes from %d to %d alone, both of them with it', async (start, end) => {
    const bytes = randomBytes(10_000_000);
    const key = `${prefix}/part`;
    await store.put(key, bytes, options);
    const chunks: Uint8Array[] = [];
    for await (const chunk of (await store.open(key, { start, end })) as Readable) chunks.push(chunk);
    expect(digest(Buffer.concat(chunks))).toBe(digest(bytes.subarray(start, end + 1)));
    await store.delete(key);
    expect(await store.open(key, { start, end })).toBeNull();
  });

  it.each([1, 300])('stores nothing of a stream that breaks after %d chunks', async (count) => {
    const key = `${prefix}/broken`;
    const breaking = Readable.from(
      (function* () {
        for (let i = 0; i < count; i++) yield randomBytes(100_000);
        throw new Error('the client went away');
      })(),
    );
    await expect(store.put(key, breaking, options)).rejects.toThrow();
    expect(await store.exists(key)).toBe(false);
  });

  it('lists old objects below a prefix', async () => {
    await store.put(`${prefix}/x/1`, Buffer.from('1'), options);
    await store.put(`${prefix}/y/2`, Buffer.from('2'), options);
    expect(await listed(later())).toEqual([`${prefix}/x/1`, `${prefix}/y/2`]);
    expect(await listed(later(), `${prefix}/x/`)).toEqual([`${prefix}/x/1`]);
    expect(await listed(new Date(Date.now() - 60_000))).toEqual([]);
  });

  it('refuses keys that could lead elsewhere', async () => {
    for (const key of ['../a', '/etc/a', 'a/../../b', 'a//b', '', '.', 'a/.partial', 'a\0b', 'a\\..\\b', '.partial/x'])
      await expect(store.put(key, Buffer.from('x'), options)).rejects.toThrow(TypeError);
  });

  it('stops reading what is larger than expected', async () => {
    await store.put(`${prefix}/big`, Buffer.alloc(2_000), options);
    await expect(readObject(store, `${prefix}/big`, 1_000)).rejects.toThrow(RangeError);
  });

  it('is healthy', async () => {
    await expect(store.check()).resolves.toBeUndefined();
  });
}
