// `npm run taxonomy -- import esco DIR-OR-ZIP`: builds what is stale and hands over to the command line. Without a database in
// the environment it is that of the running `npm run up` (its --data DIR, ./data unless told).
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assertNodeVersion, installDependencies } from './up/dependencies.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The arguments without `--data DIR`, and the folder. */
function takeDataFolder(args) {
  const at = args.indexOf('--data');
  if (at < 0) return { folder: join(root, 'data'), rest: args };
  const folder = resolve(process.env.INIT_CWD ?? process.cwd(), args[at + 1] ?? '');
  return { folder, rest: args.filter((_, index) => index !== at && index !== at + 1) };
}

/** What the command line needs to reach the database of `npm run up`; empty where the environment names one. */
function environmentOf(folder) {
  if (process.env.VITAMILL_DATABASE_URL || process.env.VITAMILL_DATABASE_URL_FILE) return {};
  const pidFile = join(folder, 'postgres', 'postmaster.pid');
  const secret = (name) => join(folder, 'secrets', name);
  if (!existsSync(pidFile) || !existsSync(secret('database-password')))
    throw new Error(
      `No database: start "npm run up" first (--data DIR names its folder, else ${folder}), or set VITAMILL_DATABASE_URL.`,
    );
  // the fourth line is the port (PostgreSQL, miscadmin.h: LOCK_FILE_LINE_PORT)
  const port = Number(readFileSync(pidFile, 'utf8').split('\n')[3]);
  const password = readFileSync(secret('database-password'), 'utf8').trim();
  return {
    VITAMILL_DATABASE_URL: `postgres://vitamill:${password}@127.0.0.1:${port}/vitamill`,
    VITAMILL_QUEUE_DRIVER: 'embedded',
    VITAMILL_STORAGE_DRIVER: 'folder',
    VITAMILL_STORAGE_DIR: join(folder, 'files'),
    VITAMILL_KEY_PEPPER_FILE: secret('key-pepper'),
    VITAMILL_SECRETS_KEY_FILE: secret('secrets-key'),
  };
}

const { folder, rest } = takeDataFolder(process.argv.slice(2));
let environment;
try {
  assertNodeVersion(root);
  await installDependencies(root);
  await import('./build.mjs');
  environment = { ...process.env, ...environmentOf(folder) };
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
const main = join(root, 'dist', 'apps', 'cli', 'main.js');
// npm runs scripts in the project's folder: file names stand for what they meant where npm was called.
const child = spawn(process.execPath, [main, 'taxonomy', ...rest], { stdio: 'inherit', env: environment });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.once('exit', (code, signal) => process.exit(signal ? 1 : code));
