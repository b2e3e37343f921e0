import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.js';

const GUARD = fileURLToPath(new URL('../../scripts/services/guard.mjs', import.meta.url));

export interface TestRedis {
  readonly url: string;
  /** The URL of the next of its sixteen databases, so that a test meets no jobs of another. */
  newDatabase(): string;
  /** Ends the server; its data, which it keeps nowhere else, is lost. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

const databasesOf = (url: string) => {
  let count = 0;
  return (): string => {
    if (count === 16) throw new Error('The Redis server has no more databases.');
    return new URL(`/${count++}`, url).href;
  };
};

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString().startsWith('+PONG'));
    });
    socket.once('error', () => resolve(false));
  });

/** A Redis server on a free port that writes nothing to disk. `VITAMILL_TEST_REDIS_URL` names one to use instead. */
export async function startRedis(): Promise<TestRedis> {
  const given = process.env.VITAMILL_TEST_REDIS_URL;
  if (given) {
    const unsupported = () => Promise.reject(new Error('A given server is not restarted.'));
    return {
      url: given,
      newDatabase: databasesOf(given),
      kill: unsupported,
      start: unsupported,
      stop: async () => undefined,
    };
  }
  const folder = mkdtempSync(join(tmpdir(), 'vitamill-redis-'));
  const port = await freePort();
  let child: ChildProcess | null = null;
  const start = async () => {
    const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
    // The guard ends the server where the test process dies.
    const guarded = { signal: 'SIGKILL', command: 'redis-server', parameters: options };
    child = spawn(process.execPath, [GUARD, JSON.stringify(guarded)], { stdio: ['pipe', 'ignore', 'ignore'] });
    child.stdin?.on('error', () => undefined);
    for (let i = 0; i < 100; i++) {
      if (await answers(port)) return;
      await sleep(50);
    }
    throw new Error('redis-server did not start.');
  };
  const kill = async () => {
    const running = child;
    child = null;
    if (!running || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGTERM');
    await ended;
  };
  await start();
  const url = `redis://127.0.0.1:${port}`;
  return {
    url,
    newDatabase: databasesOf(url),
    kill,
    start,
    stop: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
