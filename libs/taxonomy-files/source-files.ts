import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { PassThrough, type Readable, Transform } from 'node:stream';
import { type Entry, open, type ZipFile } from 'yauzl';

/** Bytes that one file of a taxonomy may have, unpacked: several times the largest one known. */
const MAX_BYTES = 500 * 1024 * 1024;

/** What is wrong with the files or the command, said so that its user can put it right. */
export class TaxonomyFileError extends Error {
  override readonly name = 'TaxonomyFileError';
}

/** One table of a download, plain or in an archive. */
export interface SourceFile {
  /** Without folders: `occupations_en.csv`. */
  readonly name: string;
  /** File or archive that it stands in: tells the version. */
  readonly container: string;
  readonly bytes: number;
  open(): Promise<Readable>;
}

/** The tables with one of the endings in a file, an archive, or a folder of both. */
export async function listSourceFiles(path: string, endings: readonly string[]): Promise<SourceFile[]> {
  if (!existsSync(path)) throw new TaxonomyFileError(`${path} is not there.`);
  const paths = statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' })
        .sort()
        .map((name) => join(path, name))
    : [path];
  const files: SourceFile[] = [];
  for (const each of paths) {
    const stat = statSync(each);
    if (!stat.isFile()) continue;
    if (/\.zip$/i.test(each)) files.push(...(await listArchive(each, endings)));
    else if (endings.some((ending) => each.toLowerCase().endsWith(ending)))
      files.push({
        name: basename(each),
        container: each,
        bytes: stat.size,
        open: async () => limited(createReadStream(each), basename(each)),
      });
  }
  if (files.length === 0)
    throw new TaxonomyFileError(`${path} has no ${endings.join(' or ')} files and no .zip with them.`);
  return files;
}

const openZip = (path: string): Promise<ZipFile> =>
  new Promise((resolve, reject) =>
    open(path, { lazyEntries: true, autoClose: false }, (error, zip) =>
      error || !zip ? reject(new TaxonomyFileError(`${path} is no archive that can be read.`)) : resolve(zip),
    ),
  );

async function listArchive(path: string, endings: readonly string[]): Promise<SourceFile[]> {
  const zip = await openZip(path);
  const files: SourceFile[] = [];
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      const { fileName } = entry;
      if (!fileName.endsWith('/') && endings.some((ending) => fileName.toLowerCase().endsWith(ending)))
        files.push({
          name: basename(fileName),
          container: path,
          bytes: entry.uncompressedSize,
          open: () => openEntry(path, fileName),
        });
      zip.readEntry();
    });
    zip.on('end', resolve);
    zip.on('error', () => reject(new TaxonomyFileError(`${path} is damaged.`)));
    zip.readEntry();
  });
  zip.close();
  return files;
}

async function openEntry(path: string, fileName: string): Promise<Readable> {
  const zip = await openZip(path);
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      if (entry.fileName !== fileName) return zip.readEntry();
      zip.openReadStream(entry, (error, stream) => {
        if (error || !stream) return reject(new TaxonomyFileError(`${fileName} in ${path} cannot be unpacked.`));
        const output = stream.pipe(limiter(fileName)).pipe(new PassThrough());
        stream.on('error', (cause) => output.destroy(cause));
        output.on('close', () => zip.close());
        resolve(output);
      });
    });
    zip.on('error', () => reject(new TaxonomyFileError(`${path} is damaged.`)));
    zip.readEntry();
  });
}

const limited = (stream: Readable, name: string): Readable => stream.pipe(limiter(name));

/** Ends what unpacks to more than any taxonomy has. */
function limiter(name: string): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      done(size > MAX_BYTES ? new TaxonomyFileError(`${name} is larger than ${MAX_BYTES} bytes.`) : null, chunk);
    },
  });
}

/** SHA-256 of a file's content, lower-case hex. */
export async function digestOf(file: SourceFile): Promise<string> {
  const digest = createHash('sha256');
  for await (const chunk of await file.open()) digest.update(chunk as Buffer);
  return digest.digest('hex');
}

/** The version that the names of files, archives and folders tell: `v1.1.1`, `db_29_0_text`; null where they tell none. */
export function versionIn(texts: readonly string[]): string | null {
  const found = new Set(
    texts.flatMap((text) => {
      const match = /(?:^|[\s_/\\-])(?:v|db_)(\d{1,3}(?:[._]\d{1,3}){1,2})(?=[\s_./\\-]|$)/i.exec(text);
      return match?.[1] ? [match[1].replaceAll('_', '.')] : [];
    }),
  );
  if (found.size > 1)
    throw new TaxonomyFileError(`The files are of several versions (${[...found].join(', ')}); import one at a time.`);
  return [...found][0] ?? null;
}
