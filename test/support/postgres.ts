import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createDatabase,
  initialisePostgres,
  startPostgres as startServer,
  stopPostgres,
} from '../../scripts/services/postgres.mjs';
import { freePort } from './free-port.js';

export interface TestPostgres {
  /** Makes an empty database and gives its URL. */
  newDatabase(): Promise<string>;
  /** Ends the server and all its sessions. `start` starts it again on the same data and port. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

async function newDatabaseOn(serverUrl: string): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await createDatabase({ url: serverUrl, name });
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** A PostgreSQL server of its own, on a free port, with durability off. `VITAMILL_TEST_DATABASE_URL` names one to use instead. */
export async function startPostgres(): Promise<TestPostgres> {
  const given = process.env.VITAMILL_TEST_DATABASE_URL;
  if (given) {
    const unsupported = () => Promise.reject(new Error('A given server is not restarted.'));
    return {
      newDatabase: () => newDatabaseOn(given),
      kill: unsupported,
      start: unsupported,
      stop: async () => undefined,
    };
  }
  const box = mkdtempSync(join(tmpdir(), 'vitamill-postgres-'));
  // The server may run as another user.
  chmodSync(box, 0o711);
  const folder = join(box, 'data');
  await initialisePostgres({ folder, user: 'vitamill', password: 'vitamill', sync: false });
  const port = await freePort();
  let running: ChildProcess;
  const start = async () => {
    const flags = ['fsync=off', 'max_connections=200'];
    running = await startServer({ folder, port, flags, logFile: join(box, 'log') });
  };
  await start();
  return {
    newDatabase: () => newDatabaseOn(`postgres://vitamill:vitamill@127.0.0.1:${port}/postgres`),
    kill: () => stopPostgres(running),
    start,
    stop: async () => {
      await stopPostgres(running);
      rmSync(box, { recursive: true, force: true });
    },
  };
}
