import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const LOG_BYTES = 20 * 1024 * 1024;

const isRunning = (pid) => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  try {
    // The number may belong to another program by now.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('up.mjs');
  } catch {
    return process.platform !== 'linux';
  }
};

/** One start at a time on the same data. Gives the function that ends the claim. */
function claim(folder) {
  const lock = join(folder, 'up.pid');
  for (let attempt = 0; attempt < 5; attempt++)
    try {
      writeFileSync(lock, `${process.pid}\n`, { flag: 'wx', mode: 0o600 });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const pid = Number(readFileSync(lock, 'utf8'));
      if (pid !== process.pid && isRunning(pid))
        throw new Error(
          `Vitamill is running on ${folder} already (process ${pid}). Stop it first, or name another folder with --data DIR.`,
        );
      const stale = `${lock}.${process.pid}`;
      renameSync(lock, stale);
      // Another start may have taken its place in between: then what was moved away is no stale claim.
      if (Number(readFileSync(stale, 'utf8')) !== pid) renameSync(stale, lock);
      else rmSync(stale);
    }
  throw new Error(`${folder} cannot be claimed. Try again.`);
}

/** The text of a file that only the owner may read; made once. */
function keptSecret(path, make) {
  if (!existsSync(path)) {
    writeFileSync(`${path}.new`, make(), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }
  return readFileSync(path, 'utf8').trim();
}

/** The same, by its path: for what only the apps read. */
function keptFile(path, make) {
  keptSecret(path, make);
  return path;
}

/** A log file to append to; a large one is put aside first. */
export function logFile(folder, name) {
  const path = join(folder, 'logs', `${name}.log`);
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LOG_BYTES) renameSync(path, `${path}.1`);
  writeFileSync(path, '', { flag: 'a', mode: 0o600 });
  return path;
}

/** Everything that a start keeps, in one folder. */
export function openDataFolder(given) {
  let folder;
  try {
    mkdirSync(given, { recursive: true });
    folder = realpathSync(given);
    // PostgreSQL may run as another user, who passes through; what stands in here is closed to others by itself.
    chmodSync(folder, 0o711);
    for (const name of ['files', 'logs', 'secrets']) mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new Error(`The data folder ${given} cannot be written (${error.code}). Name another with --data DIR.`);
  }
  const release = claim(folder);
  return {
    folder,
    release,
    postgres: join(folder, 'postgres'),
    files: join(folder, 'files'),
    pepperFile: join(folder, 'secrets', 'key-pepper'),
    pepper: keptSecret(join(folder, 'secrets', 'key-pepper'), () => randomBytes(32).toString('base64url')),
    secretsKeyFile: keptFile(join(folder, 'secrets', 'secrets-key'), () => randomBytes(32).toString('base64url')),
    databasePassword: keptSecret(join(folder, 'secrets', 'database-password'), () =>
      randomBytes(24).toString('base64url'),
    ),
    apiKeyFile: join(folder, 'secrets', 'api-key'),
    mail: join(folder, 'mail'),
  };
}
