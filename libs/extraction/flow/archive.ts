import type { ParseLimits } from '@vitamill/domain';
import type { Entry, ZipFile } from 'yauzl';
import { failure } from './failure.js';

/** More entries than any office document has; a directory of millions would be a bomb by itself. */
const MAX_ENTRIES = 20_000;

export interface Archive {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** The entry's bytes, null where it is missing. Names are compared without case, as the packaging rules ask. */
  read(name: string): Promise<Uint8Array | null>;
}

/** Opens a ZIP held in memory. What all reads together inflate to is counted: declared sizes are not trusted. */
export async function openArchive(bytes: Uint8Array, limits: ParseLimits): Promise<Archive> {
  const yauzl = await import('yauzl');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    yauzl.fromBuffer(buffer, { lazyEntries: true }, (error, file) =>
      error ? reject(failure('damaged', error)) : resolve(file),
    );
  });
  const entries = await listEntries(zip);
  let left = limits.maxUnpackedBytes;
  const cache = new Map<string, Uint8Array>();
  return {
    names: [...entries.values()].map((entry) => entry.fileName),
    has: (name) => entries.has(name.toLowerCase()),
    async read(name) {
      const key = name.toLowerCase();
      const entry = entries.get(key);
      if (!entry) return null;
      const known = cache.get(key);
      if (known) return known;
      const content = await inflate(zip, entry, left);
      left -= content.length;
      cache.set(key, content);
      return content;
    },
  };
}

function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    zip.on('error', (error) => reject(failure('damaged', error)));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      if (entries.size >= MAX_ENTRIES) return reject(failure('unsafe_content'));
      const key = entry.fileName.toLowerCase();
      if (!key.endsWith('/') && !entries.has(key)) entries.set(key, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

function inflate(zip: ZipFile, entry: Entry, left: number): Promise<Uint8Array> {
  if (entry.isEncrypted()) throw failure('encrypted');
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (openError, stream) => {
      if (openError) return reject(failure('damaged', openError));
      const chunks: Buffer[] = [];
      let size = 0;
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > left) {
          stream.destroy();
          return reject(failure('unsafe_content'));
        }
        chunks.push(chunk);
      });
      stream.on('end', () => resolve(Buffer.concat(chunks)));
      stream.on('error', (error: Error) => reject(failure('damaged', error)));
    });
  });
}
