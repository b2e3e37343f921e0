import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeObjectStore } from '../../test/support/object-store-contract.js';
import { FolderObjectStore, readObject } from './index.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vitamill-storage-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('FolderObjectStore', () => {
  describeObjectStore(() => new FolderObjectStore(join(folder, 'objects')));

  it('keeps writing while others delete the last object of the same folder', async () => {
    const store = new FolderObjectStore(join(folder, 'races'));
    await Promise.all(
      Array.from({ length: 60 }, async (_, i) => {
        await store.put(`account/${i}`, Buffer.from('x'));
        await store.delete(`account/${i}`);
      }),
    );
    expect(readdirSync(join(folder, 'races', '.partial'))).toEqual([]);
  });

  it('takes a folder without any objects for a disk that is not mounted', async () => {
    const store = new FolderObjectStore(join(folder, 'unmounted'));
    await store.check();
    await expect(store.open('a/b')).rejects.toMatchObject({ code: 'storage_unavailable' });
    await expect(store.delete('a/b')).rejects.toMatchObject({ code: 'storage_unavailable' });
  });

  it('waits for a folder that is moved while it is used, and makes no new one', async () => {
    const root = join(folder, 'moving');
    const store = new FolderObjectStore(root);
    await store.put('a/b', Buffer.from('x'));
    renameSync(root, `${root}-away`);
    await expect(store.put('a/c', Buffer.from('x'))).rejects.toMatchObject({ code: 'storage_unavailable' });
    await expect(store.check()).rejects.toMatchObject({ code: 'storage_unavailable' });
    await expect(store.open('a/b')).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(existsSync(root)).toBe(false);
    renameSync(`${root}-away`, root);
    await store.put('a/c', Buffer.from('x'));
    expect(await store.exists('a/b')).toBe(true);
  });

  it.each<[string, (store: FolderObjectStore, root: string) => Promise<boolean>]>([
    ['read', async (store) => (await readObject(store, 'a/b', 10)) !== null],
    ['looked for', (store) => store.exists('a/b')],
    ['deleted', (store, root) => store.delete('a/b').then(() => !existsSync(join(root, 'a/b')))],
  ])('does not call an object gone that is %s while its folder comes back', async (_, act) => {
    const root = mkdtempSync(join(folder, 'returning-'));
    const store = new FolderObjectStore(root);
    await store.put('a/b', Buffer.from('x'));
    renameSync(root, `${root}-away`);
    const answer = act(store, root);
    // The first call to the system fails meanwhile, and is heard of once the folder is back.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    renameSync(`${root}-away`, root);
    expect(await answer).toBe(true);
  });

  it('makes no folder where one must be there already', async () => {
    const root = join(folder, 'not-mounted');
    mkdirSync(root);
    const store = new FolderObjectStore(root, async () => false);
    await expect(store.check()).rejects.toMatchObject({ code: 'storage_unavailable' });
    await expect(store.put('a/b', Buffer.from('x'))).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(readdirSync(root)).toEqual([]);
  });

  it('says that it is unavailable where its folder cannot be used', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const store = new FolderObjectStore(join(file, 'below'));
    await expect(store.put('a/b', Buffer.from('x'))).rejects.toMatchObject({ code: 'storage_unavailable' });
    await expect(store.open('a/b')).rejects.toMatchObject({ code: 'storage_unavailable' });
    await expect(store.check()).rejects.toMatchObject({ code: 'storage_unavailable' });
  });
});
