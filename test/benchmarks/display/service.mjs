// PostgreSQL and the API as processes of their own, over the data set.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { freePort } from '../../../scripts/services/free-port.mjs';
import {
  createDatabase,
  initialisePostgres,
  startPostgres,
  stopPostgres,
} from '../../../scripts/services/postgres.mjs';
import { makeDataSet } from './data-set.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
/** Nothing here is worth keeping: no waiting for disks. Memory as a server for this much data has it. */
const FLAGS = [
  ...['fsync=off', 'full_page_writes=off', 'max_wal_size=8GB', 'max_connections=60'],
  ...['shared_buffers=1GB', 'effective_cache_size=4GB', 'random_page_cost=1.1', 'autovacuum_naptime=1h'],
];
const givenFlags = (name) => process.env[name]?.split(' ') ?? [];
const PEPPER = 'p'.repeat(40);

export const persistence = await import(join(root, 'dist/libs/persistence/index.js'));

/** A connection that works as the owner of the tables, past row security: the bare side of the comparisons. */
export async function connect(url) {
  const client = new pg.Client({ connectionString: url, statement_timeout: 0 });
  await client.connect();
  return client;
}

/**
 * Starts the database; fills it unless `folder` names one that was filled with as many rows before. `forExports`: with what
 * a full export of candidates reads.
 */
export async function openDatabase({ rows, accounts, folder, say, forExports = false }) {
  const box = folder ?? mkdtempSync(join(tmpdir(), 'vitamill-display-'));
  mkdirSync(box, { recursive: true });
  chmodSync(box, 0o711);
  const data = join(box, 'data');
  const mark = join(box, 'rows');
  const isFilled = existsSync(mark) && readFileSync(mark, 'utf8') === `${rows} ${accounts}`;
  if (!isFilled) {
    rmSync(data, { recursive: true, force: true });
    await initialisePostgres({ folder: data, user: 'vitamill', password: 'vitamill', sync: false });
  }
  const port = await freePort();
  const server = await startPostgres({
    folder: data,
    port,
    flags: [...FLAGS, ...givenFlags('BENCH_POSTGRES_FLAGS')],
    logFile: join(box, 'log'),
  });
  const base = `postgres://vitamill:vitamill@127.0.0.1:${port}`;
  const url = `${base}/bench`;
  const stop = async () => {
    await stopPostgres(server);
    if (!folder) rmSync(box, { recursive: true, force: true });
  };
  try {
    await createDatabase({ url: `${base}/postgres`, name: 'bench' });
    const dataSource = await persistence.createDataSource({ url, poolSize: 2 }).initialize();
    await persistence.runMigrations(dataSource);
    await dataSource.destroy();
    if (!isFilled) {
      const started = performance.now();
      await makeDataSet(() => connect(url), { rows, accounts, forExports });
      writeFileSync(mark, `${rows} ${accounts}`);
      say(`made in ${((performance.now() - started) / 1_000).toFixed(0)} s`);
    }
    return { url, box, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** An API key of each of the accounts. */
export async function keysOf(url, accountIds) {
  const dataSource = await persistence.createDataSource({ url, poolSize: 2 }).initialize();
  const keys = new persistence.ApiKeyRepository(dataSource, { pepper: PEPPER, prefix: 'rsm_live_' });
  const made = [];
  for (const id of accountIds) made.push((await keys.create(id, { name: 'bench', scopes: ['data:read'] })).key);
  await dataSource.destroy();
  return made;
}

/** The API or the worker as production starts it; `memory` gives megabytes. */
async function startApp(app, { url, box, settings, isReady }) {
  const log = join(box, `${app}.log`);
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', ...givenFlags('BENCH_NODE_FLAGS'), join(root, `dist/apps/${app}/main.js`)],
    {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        VITAMILL_DATABASE_URL: url,
        VITAMILL_QUEUE_DRIVER: 'embedded',
        VITAMILL_STORAGE_DRIVER: 'folder',
        VITAMILL_STORAGE_DIR: join(box, 'files'),
        VITAMILL_SECRETS_KEY: PEPPER,
        ...settings,
      },
      stdio: ['ignore', openSync(log, 'w'), openSync(log, 'a')],
    },
  );
  const stop = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null && child.kill('SIGTERM')) await ended;
  };
  for (let waited = 0; !(await isReady()); waited += 100) {
    if (waited > 60_000 || child.exitCode !== null) {
      await stop();
      throw new Error(`The ${app} does not start:\n${readFileSync(log, 'utf8').slice(-2_000)}`);
    }
    await sleep(100);
  }
  /** What the process held at most since it started, and holds now. */
  const memory = () => {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    const of = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1_024;
    return { peak: of('VmHWM'), now: of('VmRSS') };
  };
  return { stop, memory, pid: child.pid };
}

/** The API; `get` gives status, body and milliseconds over a connection that stays. */
export async function startApi(url, box) {
  const port = await freePort();
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const get = (path, key, onChunk) =>
    new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, path, agent, headers: { authorization: `Bearer ${key}` } });
      asked.on('error', reject);
      asked.on('response', (response) => {
        const chunks = [];
        response.on('data', onChunk ?? ((chunk) => chunks.push(chunk)));
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString() }));
      });
      asked.end();
    });
  const settings = {
    VITAMILL_MAIL_DIR: join(box, 'mail'),
    VITAMILL_KEY_PEPPER: PEPPER,
    VITAMILL_HTTP_PORT: String(port),
  };
  const isReady = async () => (await get('/api/health/ready', '').catch(() => null))?.status === 200;
  const app = await startApp('api', { url, box, settings, isReady });
  const stop = async () => {
    agent.destroy();
    await app.stop();
  };
  return { ...app, port, get, stop };
}

/** The worker, without the processes that read documents. */
export async function startWorker(url, box) {
  const port = await freePort();
  const settings = { VITAMILL_WORKER_HTTP_PORT: String(port) };
  const isReady = async () => (await fetch(`http://127.0.0.1:${port}/api/health/live`).catch(() => null))?.ok === true;
  return startApp('worker', { url, box, settings, isReady });
}

/** A page that must be 200, parsed. */
export async function page(api, path, key) {
  const { status, text } = await api.get(path, key);
  if (status !== 200) throw new Error(`${path}: ${status} ${text.slice(0, 300)}`);
  return JSON.parse(text);
}
