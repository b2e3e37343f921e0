import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ResolvedOcrConfig } from './config.js';
import { encodePgm, type GreyPicture } from './grey-picture.js';
import { readLanguageData } from './language-data.js';
import { readHocr } from './read-hocr.js';
import type { RecognisedLine, Recogniser } from './recogniser.js';
import { PARAMETERS, RESOLUTION } from './tesseract-parameters.js';

const FOLDER = 'vitamill-ocr-';
/** hOCR of a page full of small print is some hundred kilobytes. */
const MOST_OUTPUT = 64 * 1024 * 1024;

/**
 * The program `tesseract` of the machine, one process a recognition with one thread each. It reads the same language
 * data as the packaged engine, unpacked into a folder of its own that goes with `close`.
 */
export class NativeRecogniser implements Recogniser {
  private readonly running = new Set<ChildProcess>();
  private readonly written = new Map<string, Promise<void>>();
  private folder: Promise<string> | null = null;
  private closed = false;

  constructor(private readonly config: ResolvedOcrConfig) {}

  async recognise(
    picture: GreyPicture,
    languages: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly RecognisedLine[]> {
    signal.throwIfAborted();
    if (this.closed) throw new Error('The recogniser is closed');
    this.folder ??= openDataFolder();
    const folder = await this.folder;
    for (const name of languages) {
      if (!this.written.has(name)) this.written.set(name, this.unpack(folder, name));
      await this.written.get(name);
    }
    // It may have been called off while the data were unpacked.
    signal.throwIfAborted();
    return readHocr(await this.run(folder, picture, languages, signal));
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const child of this.running) child.kill('SIGKILL');
    const folder = await this.folder?.catch(() => null);
    if (folder) await rm(folder, { recursive: true, force: true });
  }

  /** Under its name only when it is whole: a process that reads it must not see half of it. */
  private async unpack(folder: string, name: string): Promise<void> {
    const file = path.join(folder, `${name}.traineddata`);
    await writeFile(`${file}.part`, await readLanguageData(name, this.config.languageDataFolder));
    await rename(`${file}.part`, file);
  }

  private run(
    folder: string,
    picture: GreyPicture,
    languages: readonly string[],
    signal: AbortSignal,
  ): Promise<string> {
    const variables = { ...PARAMETERS, tessedit_load_sublangs: languages[0], tessedit_create_hocr: '1' };
    // Set through `env`, which becomes the program: it keeps tesseract to one thread.
    const child = spawn(
      'env',
      [
        ...['OMP_THREAD_LIMIT=1', this.config.program],
        ...['stdin', 'stdout', '--tessdata-dir', folder, '-l', languages.join('+')],
        ...['--oem', '1', '--psm', '3', '--dpi', RESOLUTION],
        ...Object.entries(variables).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
      ],
      { stdio: ['pipe', 'pipe', 'ignore'] },
    );
    this.running.add(child);
    return new Promise<string>((resolve, reject) => {
      const chunks: Buffer[] = [];
      let length = 0;
      const stop = (reason: unknown) => {
        child.kill('SIGKILL');
        reject(reason);
      };
      const onAbort = () => stop(signal.reason);
      signal.addEventListener('abort', onAbort, { once: true });
      child.on('error', reject);
      child.stdin.on('error', () => {});
      child.stdout.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > MOST_OUTPUT) stop(new Error('tesseract wrote more than a page can hold'));
        else chunks.push(chunk);
      });
      child.on('close', (code) => {
        signal.removeEventListener('abort', onAbort);
        this.running.delete(child);
        if (code === 0) resolve(Buffer.concat(chunks).toString('utf8'));
        else reject(new Error(`tesseract ended with status ${code}`));
      });
      child.stdin.end(encodePgm(picture));
    });
  }
}

/** A folder for this process; those of processes that were killed are taken away. */
async function openDataFolder(): Promise<string> {
  const root = tmpdir();
  for (const name of await readdir(root)) {
    const pid = Number(new RegExp(`^${FOLDER}(\\d+)-`).exec(name)?.[1] ?? 0);
    if (pid > 0 && !isRunning(pid)) await rm(path.join(root, name), { recursive: true, force: true }).catch(() => {});
  }
  await mkdir(root, { recursive: true });
  return mkdtemp(path.join(root, `${FOLDER}${process.pid}-`));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
