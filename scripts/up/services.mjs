import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { freePort } from '../services/free-port.mjs';
import { createDatabase, initialisePostgres, startPostgres, stopPostgres } from '../services/postgres.mjs';
import { stopProcess } from '../services/stop-process.mjs';
import { logFile } from './data-folder.mjs';
import { prepareDatabase } from './demo-account.mjs';
import { keepRunning, tailOf, withLog } from './keep-running.mjs';

const RUN_WITH_PARENT = fileURLToPath(new URL('../services/run-with-parent.mjs', import.meta.url));
const READY_WITHIN = 120_000;
/** A little more than the apps take to drain. */
const DRAIN = 45_000;
/** What `up` decides itself and takes from no environment. */
const OWN_SETTINGS = ['DATABASE_URL', 'KEY_PEPPER', 'SECRETS_KEY', 'REDIS_URL', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'];

const environmentOf = (settings) => {
  const environment = { ...process.env };
  for (const name of OWN_SETTINGS) {
    delete environment[`VITAMILL_${name}`];
    delete environment[`VITAMILL_${name}_FILE`];
  }
  for (const [name, value] of Object.entries(settings)) environment[`VITAMILL_${name}`] = String(value);
  return environment;
};

const isReady = async (url) => {
  try {
    return (await fetch(`${url}/api/health/ready`, { signal: AbortSignal.timeout(5_000) })).status === 200;
  } catch {
    return false;
  }
};

/** The database, made where there is none yet, and its address; `start` resolves once it can be used. */
async function databaseOf({ data, say, onGivenUp }) {
  if (!existsSync(data.postgres)) {
    say('Making the database ...');
    await initialisePostgres({ folder: data.postgres, user: 'vitamill', password: data.databasePassword });
  }
  const port = await freePort();
  const log = logFile(data.folder, 'postgres');
  const urlOf = (name) => `postgres://vitamill:${data.databasePassword}@127.0.0.1:${port}/${name}`;
  const postgres = keepRunning({
    name: 'PostgreSQL',
    start: () => startPostgres({ folder: data.postgres, port, logFile: log }),
    stop: stopPostgres,
    say,
    onGivenUp,
  });
  const start = async () => {
    await postgres.start();
    await createDatabase({ url: urlOf('postgres'), name: 'vitamill' });
  };
  return { ...postgres, start, url: urlOf('vitamill') };
}

/** An app, kept running. It loads when it is started, and connects and serves once `release` was called. */
function appOf(root, name, environment, { data, say, onGivenUp }) {
  const log = logFile(data.folder, name);
  const [main, preload] = ['main.js', `start-${name}.js`].map((file) => join(root, 'dist', 'apps', name, file));
  let release;
  const released = new Promise((resolve) => {
    release = resolve;
  });
  const start = (file) => {
    // A group of its own: Ctrl-C in a terminal goes to `up` alone, which stops the parts in order.
    const child = spawn(process.execPath, [RUN_WITH_PARENT, main, preload], {
      cwd: root,
      env: environment,
      stdio: ['pipe', file, file],
      detached: true,
    });
    child.stdin.on('error', () => undefined);
    released.then(() => child.stdin.write('\n'));
    return child;
  };
  const app = keepRunning({
    name: `The ${name}`,
    start: () => withLog(log, start),
    stop: (child) => stopProcess(child, 'SIGTERM', DRAIN),
    say,
    onGivenUp: (reason) => onGivenUp(`${reason}. The end of ${log}:\n${tailOf(log)}`),
  });
  return { ...app, log, release };
}

function appsOf(root, { databaseUrl, workerPort, ...options }) {
  const { data, host, port, url } = options;
  const shared = {
    DATABASE_URL: databaseUrl,
    QUEUE_DRIVER: 'embedded',
    STORAGE_DRIVER: 'folder',
    STORAGE_DIR: data.files,
    SECRETS_KEY_FILE: data.secretsKeyFile,
  };
  const api = { HTTP_HOST: host, HTTP_PORT: port, KEY_PEPPER_FILE: data.pepperFile, MAIL_DIR: data.mail };
  const worker = { HTTP_HOST: '127.0.0.1', WORKER_HTTP_PORT: workerPort };
  return [
    { ...appOf(root, 'api', environmentOf({ ...shared, ...api }), options), address: url },
    {
      ...appOf(root, 'worker', environmentOf({ ...shared, ...worker }), options),
      address: `http://127.0.0.1:${workerPort}`,
    },
  ];
}

/**
 * Starts database, API and worker, each pushed onto `run`; resolves to the key once all of them are ready. Everything
 * loads side by side: what takes the time is loading.
 */
export async function startServices(root, options) {
  const { data, run } = options;
  const database = await databaseOf(options);
  const apps = appsOf(root, { ...options, databaseUrl: database.url, workerPort: await freePort() });
  run.push(database, ...apps);
  const [persistence] = await Promise.all([
    import(pathToFileURL(join(root, 'dist', 'libs', 'persistence', 'index.js')).href),
    database.start(),
    ...apps.map((app) => app.start()),
  ]);
  const prepared = prepareDatabase(persistence, {
    databaseUrl: database.url,
    pepper: data.pepper,
    apiKeyFile: data.apiKeyFile,
  });
  // The first schema comes before the apps; data that were served before are checked beside them.
  if (!existsSync(data.apiKeyFile)) await prepared;
  for (const app of apps) app.release();
  const [account] = await Promise.all([prepared, ...apps.map((app) => waitFor(app))]);
  return account;
}

async function waitFor({ address, log, isRunning }) {
  for (const started = Date.now(); Date.now() - started < READY_WITHIN; await sleep(50)) {
    if (await isReady(address)) return;
    // At the first start an app that ends is configured or built wrongly: trying again helps nobody.
    if (!isRunning()) throw new Error(`It did not start. The end of ${log}:\n${tailOf(log)}`);
  }
  throw new Error(`It is not ready after ${READY_WITHIN / 1000} s. See ${log}.`);
}
