import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createDataSource } from '@vitamill/persistence';
import { startCommandOf } from '../../support/compose.js';
import { freePort } from '../../support/free-port.js';
import { startPostgres, type TestPostgres } from '../../support/postgres.js';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { until } from '../../support/until.js';
import { AppProcess } from './app-process.js';
import { type Gate, openGate } from './gate.js';

const root = join(import.meta.dirname, '..', '..', '..');
/** Short pauses: what takes half a minute in production takes some seconds here. */
const IMPATIENT = {
  VITAMILL_RUN_STALE_SECONDS: '5',
  VITAMILL_SWEEP_SECONDS: '1',
  VITAMILL_LOST_JOB_SECONDS: '3',
  VITAMILL_RETRY_SECONDS: '1',
  VITAMILL_MAX_ATTEMPTS: '20',
  VITAMILL_PARSER_PROCESSES: '1',
};

/** What the account's books and the tables say together. */
export interface Books {
  readonly assets: Readonly<Record<string, number>>;
  readonly credits: number;
  /** Sum of the ledger. */
  readonly ledger: number;
  /** Latest records and display rows. */
  readonly records: number;
  readonly rows: number;
  readonly outbox: number;
}

/** One API, workers, PostgreSQL, Redis and S3, started as docker/compose.yaml starts them. */
export class Deployment {
  readonly workers: AppProcess[] = [];

  private constructor(
    readonly postgres: TestPostgres,
    readonly redis: TestRedis,
    /** In front of the object store. */
    readonly storage: Gate,
    readonly api: AppProcess,
    readonly url: string,
    readonly key: string,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  static async start({ workers, credits }: { workers: number; credits: number }): Promise<Deployment> {
    execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs')]);
    const s3 = process.env.VITAMILL_TEST_S3_ENDPOINT ?? '';
    const [postgres, redis, storage] = await Promise.all([
      startPostgres(),
      startRedis(),
      openGate(Number(new URL(s3).port)),
    ]);
    const port = await freePort();
    const environment: Record<string, string> = {
      ...IMPATIENT,
      VITAMILL_DATABASE_URL: await postgres.newDatabase(),
      VITAMILL_QUEUE_DRIVER: 'redis',
      VITAMILL_REDIS_URL: redis.url,
      VITAMILL_STORAGE_DRIVER: 's3',
      VITAMILL_S3_ENDPOINT: `http://127.0.0.1:${storage.port}`,
      VITAMILL_S3_BUCKET: `test-${randomUUID().slice(0, 8)}`,
      VITAMILL_S3_ACCESS_KEY: process.env.VITAMILL_TEST_S3_ACCESS_KEY ?? '',
      VITAMILL_S3_SECRET_KEY: process.env.VITAMILL_TEST_S3_SECRET_KEY ?? '',
      VITAMILL_KEY_PEPPER: randomUUID(),
      VITAMILL_SECRETS_KEY: randomUUID(),
      VITAMILL_HTTP_PORT: String(port),
      VITAMILL_WORKER_HTTP_PORT: '0',
    };
    const migrate = new AppProcess(startCommandOf('migrate'), environment);
    if ((await migrate.exit()) !== 0) throw new Error(migrate.log);
    const cli = startCommandOf('migrate').slice(1, -1);
    const account = ['account', 'create', '--name', 'Test', '--plan', 'paid', '--credits', String(credits)];
    const made = execFileSync(process.execPath, [...cli, ...account], {
      cwd: root,
      env: { PATH: process.env.PATH, ...environment },
      encoding: 'utf8',
    });
    const { api_key: key } = JSON.parse(made) as { api_key: string };
    const api = new AppProcess(startCommandOf('api'), environment);
    const url = `http://127.0.0.1:${port}`;
    const deployment = new Deployment(postgres, redis, storage, api, url, key, environment);
    for (let count = 0; count < workers; count++) deployment.addWorker();
    await deployment.untilReady();
    return deployment;
  }

  addWorker(): AppProcess {
    const worker = new AppProcess(startCommandOf('worker'), this.environment);
    this.workers.push(worker);
    return worker;
  }

  untilReady(): Promise<void> {
    return until(async () => (await fetch(`${this.url}/api/health/ready`)).status === 200, 60);
  }

  /** Sends one CV; gives the status of the answer, 0 where there was none. */
  async upload(number: number): Promise<number> {
    const form = new FormData();
    form.set('file', new Blob([cvOf(number)], { type: 'text/plain' }), `cv-${number}.txt`);
    try {
      const answer = await fetch(`${this.url}/api/v1/files/upload`, {
        method: 'POST',
        body: form,
        headers: { authorization: `Bearer ${this.key}` },
        signal: AbortSignal.timeout(30_000),
      });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return 0;
    }
  }

  /** Sends all of them, some at once; gives the statuses in order. */
  async uploadAll(numbers: readonly number[], atOnce = 8): Promise<number[]> {
    const statuses: number[] = [];
    const waiting = [...numbers.entries()];
    const send = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) statuses[next[0]] = await this.upload(next[1]);
    };
    await Promise.all(Array.from({ length: atOnce }, send));
    return statuses;
  }

  async get(path: string): Promise<unknown> {
    const answer = await fetch(this.url + path, { headers: { authorization: `Bearer ${this.key}` } });
    return answer.json();
  }

  async books(): Promise<Books> {
    const database = await createDataSource({
      url: String(this.environment.VITAMILL_DATABASE_URL),
      poolSize: 2,
    }).initialize();
    try {
      const number = async (query: string): Promise<number> => Number((await database.query(query))[0].value);
      const statuses = await database.query('SELECT status, count(*)::int AS value FROM assets GROUP BY status');
      return {
        assets: Object.fromEntries(statuses.map((row: { status: string; value: number }) => [row.status, row.value])),
        credits: await number('SELECT credits AS value FROM accounts'),
        ledger: await number(
          `SELECT sum(CASE WHEN to_account = 'wallet' THEN amount ELSE -amount END) AS value FROM ledger_entries`,
        ),
        records: await number('SELECT count(*) AS value FROM master_records'),
        rows: await number('SELECT count(*) AS value FROM display_rows'),
        outbox: await number('SELECT count(*) AS value FROM outbox'),
      };
    } finally {
      await database.destroy();
    }
  }

  /** Waits until nothing is queued or processed any more. */
  async untilDone(seconds: number): Promise<Books> {
    await until(async () => {
      const { assets, outbox } = await this.books();
      return !assets.queued && !assets.processing && outbox === 0;
    }, seconds).catch(() => undefined);
    return this.books();
  }

  async stop(): Promise<void> {
    await Promise.all([this.api, ...this.workers].map((app) => app.end('SIGKILL')));
    await this.storage.close();
    await Promise.all([this.postgres.stop(), this.redis.stop()]);
  }
}

/** The CV of an invented person; each number gives other bytes. */
const cvOf = (number: number): string => `Ada Example
ada.${number}@example.com | +41 44 668 18 00 | Zürich

Experience
2019 - 2021 Engineer, Example Ltd, Berlin
- Built engine ${number}

Education
2015 - 2018 Bachelor of Science, University of Example

Skills
Python, SQL
`;
