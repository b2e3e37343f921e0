import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, open, opendir, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { ParseError } from '@vitamill/domain';
import { assertObjectKey } from './object-key.js';
import type { ByteRange, ObjectStore } from './object-store.js';

/** Below the root: half-written objects. The name is no valid key segment. */
const PARTIAL = '.partial';
/** Says that objects were stored here. */
const MARKER = '.vitamill-objects';
/** A half-written file this old belongs to a process that died. */
const PARTIAL_MILLISECONDS = 3_600_000;

const isMissing = (error: unknown): boolean => {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return code === 'ENOENT' || code === 'ENOTDIR';
};
const unavailable = (cause: unknown): never => {
  throw new ParseError('storage_unavailable', 'store', { cause });
};

/**
 * Objects as files of one folder. A file appears under its name only once all of it is on the disk. A marker says that
 * objects were stored here: a folder without it was moved away, or its disk is not mounted, unless nothing was ever stored.
 */
export class FolderObjectStore implements ObjectStore {
  private readonly root: string;
  private marked = false;

  /** `isNew`: whether nothing was stored yet, so that a folder may be made. */
  constructor(
    folder: string,
    private readonly isNew: () => Promise<boolean> = async () => true,
  ) {
    this.root = resolve(folder);
  }

  async put(key: string, body: Uint8Array | Readable): Promise<void> {
    const target = this.pathOf(key);
    const partial = join(this.root, PARTIAL, randomUUID());
    if (!(await this.isMarked())) await this.mark();
    await this.makeFolders(dirname(partial));
    try {
      const file = await open(partial, 'wx', 0o600).catch(unavailable);
      try {
        await writeFile(file, body);
        await file.sync();
      } finally {
        await file.close();
      }
      await this.moveInto(partial, target);
    } catch (error) {
      await rm(partial, { force: true }).catch(() => undefined);
      throw isStorageFault(error) ? new ParseError('storage_unavailable', 'store', { cause: error }) : error;
    }
  }

  async open(key: string, range?: ByteRange): Promise<Readable | null> {
    const path = this.pathOf(key);
    const file = await this.ofObject(() => open(path, 'r'));
    return file?.createReadStream(range) ?? null;
  }

  async exists(key: string): Promise<boolean> {
    const path = this.pathOf(key);
    return (await this.ofObject(() => stat(path)))?.isFile() ?? false;
  }

  async delete(key: string): Promise<void> {
    const path = this.pathOf(key);
    await this.ofObject(() => rm(path));
    // The account's folder goes with its last object; with others in it this fails, as it should.
    if (dirname(path) !== this.root) await rmdir(dirname(path)).catch(() => undefined);
  }

  async *list(prefix: string, olderThan: Date): AsyncIterable<string> {
    await this.check();
    await this.dropDeadPartials();
    for await (const path of filesBelow(this.root)) {
      const key = relative(this.root, path).split(sep).join('/');
      if (key.startsWith('.') || !key.startsWith(prefix)) continue;
      const modified = await stat(path).then(
        (file) => file.mtime,
        () => null,
      );
      if (modified && modified < olderThan) yield key;
    }
  }

  async check(): Promise<void> {
    if (!(await this.isMarked())) await this.makeRoot();
    await access(this.root, constants.W_OK | constants.R_OK | constants.X_OK).catch(unavailable);
  }

  private pathOf(key: string): string {
    assertObjectKey(key);
    return join(this.root, ...key.split('/'));
  }

  private async makeFolders(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch(unavailable);
  }

  /**
   * What the call gives; null where there is no such object. One that is missing in a folder without the marker is in a
   * folder that is away. Where the marker is there the folder may have come back after the call, so that it is made again.
   */
  private async ofObject<Result>(call: () => Promise<Result>): Promise<Result | null> {
    for (let look = 1; look <= 2; look++) {
      try {
        return await call();
      } catch (error) {
        if (!isMissing(error)) unavailable(error);
      }
      await access(join(this.root, MARKER)).catch(unavailable);
    }
    return null;
  }

  private async isMarked(): Promise<boolean> {
    try {
      await access(join(this.root, MARKER));
      this.marked = true;
      return true;
    } catch (error) {
      return isMissing(error) ? false : unavailable(error);
    }
  }

  private async mark(): Promise<void> {
    await this.makeRoot();
    await writeFile(join(this.root, MARKER), '').catch(unavailable);
    this.marked = true;
  }

  private async makeRoot(): Promise<void> {
    if (this.marked || !(await this.isNew())) unavailable(new Error('The folder of the stored files is away.'));
    await this.makeFolders(this.root);
  }

  private async moveInto(partial: string, target: string): Promise<void> {
    const folder = dirname(target);
    // A delete may take the folder away in between.
    for (let attempt = 1; ; attempt++) {
      await this.makeFolders(folder);
      try {
        await rename(partial, target);
        break;
      } catch (error) {
        if (!isMissing(error) || attempt === 5) throw error;
      }
    }
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  private async dropDeadPartials(): Promise<void> {
    const folder = join(this.root, PARTIAL);
    for (const name of await readdir(folder).catch(() => [])) {
      const path = join(folder, name);
      const modified = await stat(path).then(
        (file) => file.mtimeMs,
        () => Date.now(),
      );
      if (modified < Date.now() - PARTIAL_MILLISECONDS) await rm(path, { force: true }).catch(() => undefined);
    }
  }
}

const STORAGE_FAULTS = new Set([
  'ENOSPC',
  'EIO',
  'EROFS',
  'EACCES',
  'EPERM',
  'EDQUOT',
  'EMFILE',
  'ENOTDIR',
  'ENOENT',
  'EEXIST',
]);
const isStorageFault = (error: unknown): boolean =>
  STORAGE_FAULTS.has((error as NodeJS.ErrnoException | null)?.code ?? '');

async function* filesBelow(folder: string): AsyncIterable<string> {
  const entries = await opendir(folder).catch((error) => (isMissing(error) ? null : unavailable(error)));
  for await (const entry of entries ?? []) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}
