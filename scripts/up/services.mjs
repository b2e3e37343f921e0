import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
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

async function startDatabase({ data, run, say, onGivenUp }) {
  if (!existsSync(data.postgres)) {
    say('Making the database ...');
    await initialisePostgres({ folder: data.postgres, user: 'vitamill', password: data.databasePassword });
  }
  const port = await freePort();
  const log = logFile(data.folder, 'postgres');
  const postgres = keepRunning({
    name: 'PostgreSQL',
    start: () => startPostgres({ folder: data.postgres, port, logFile: log }),
    stop: stopPostgres,
    say,
    onGivenUp,
  });
  run.push(postgres);
  await postgres.start();
  const urlOf = (name) => `postgres://vitamill:${data.databasePassword}@127.0.0.1:${port}/${name}`;
  await createDatabase({ url: urlOf('postgres'), name: 'vitamill' });
  return urlOf('vitamill');
}

function appOf(root, name, environment, { data, run, say, onGivenUp }) {
  const log = logFile(data.folder, name);
  const main = join(root, 'dist', 'apps', name, 'main.js');
  const app = keepRunning({
    name: `The ${name}`,
    start: () =>
      withLog(log, (file) =>
        // A group of its own: Ctrl-C in a terminal goes to `up` alone, which stops the parts in order.
        spawn(process.execPath, ['--enable-source-maps', RUN_WITH_PARENT, main], {
          cwd: root,
          env: environment,
          stdio: ['pipe', file, file],
          detached: true,
        }),
      ),
    stop: (child) => stopProcess(child, 'SIGTERM', DRAIN),
    say,
    onGivenUp: (reason) => onGivenUp(`${reason}. The end of ${log}:\n${tailOf(log)}`),
  });
  run.push(app);
  return { ...app, log };
}

/** Starts database, API and worker, each pushed onto `run`; resolves to the key once all of them are ready. */
export async function startServices(root, options) {
  const { data, host, port, url } = options;
  const databaseUrl = await startDatabase(options);
  const account = await prepareDatabase(join(root, 'dist', 'libs', 'persistence', 'index.js'), {
    databaseUrl,
    pepper: data.pepper,
    apiKeyFile: data.apiKeyFile,
  });
  const workerPort = await freePort();
  const shared = {
    DATABASE_URL: databaseUrl,
    QUEUE_DRIVER: 'embedded',
    STORAGE_DRIVER: 'folder',
    STORAGE_DIR: data.files,
    SECRETS_KEY_FILE: data.secretsKeyFile,
  };
  const apps = [
    {
      ...appOf(
        root,
        'api',
        environmentOf({
          ...shared,
          HTTP_HOST: host,
          HTTP_PORT: port,
          KEY_PEPPER_FILE: data.pepperFile,
          MAIL_DIR: data.mail,
        }),
        options,
      ),
      address: url,
    },
    {
      ...appOf(
        root,
        'worker',
        environmentOf({ ...shared, HTTP_HOST: '127.0.0.1', WORKER_HTTP_PORT: workerPort }),
        options,
      ),
      address: `http://127.0.0.1:${workerPort}`,
    },
  ];
  await Promise.all(apps.map((app) => app.start()));
  await Promise.all(apps.map((app) => waitFor(app)));
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
