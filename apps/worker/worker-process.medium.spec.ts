import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccountRepository, AssetRepository } from '@vitamill/persistence';
import { FolderObjectStore } from '@vitamill/storage';
import { acceptedAsset, newAccount, newAsset, openDatabase } from '../../test/support/database.js';
import { startPostgres, type TestPostgres } from '../../test/support/postgres.js';
import { startRedis, type TestRedis } from '../../test/support/redis.js';
import { until } from '../../test/support/until.js';
import { WorkerProcess } from '../../test/support/worker-process.js';

let postgres: TestPostgres;
let redis: TestRedis;
beforeAll(async () => {
  execFileSync(process.execPath, [join(import.meta.dirname, '../../scripts/build.mjs')]);
  [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
}, 120_000);
afterAll(() => Promise.all([postgres?.stop(), redis?.stop()]), 30_000);

const cv = (number: number): string => `Ada Example ${number}
ada${number}@example.com

Experience
2019 - 2021 Engineer, Example Ltd, Berlin
- Built things ${number}

Education
2015 - 2018 Bachelor of Science, University of Example
`;

describe.each(['embedded', 'redis'])('worker processes over the %s queue', (driver) => {
  it('end every upload once although one of them is killed again and again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vitamill-kill-'));
    const url = await postgres.newDatabase();
    const database = await openDatabase(url, 5);
    const store = new FolderObjectStore(folder);
    const assets = new AssetRepository(database);
    const count = 40;
    const accountId = await newAccount(database, 100);
    const upload = async (number: number) => {
      const asset = newAsset(accountId, { filename: 'cv.txt', contentType: 'text/plain' });
      await store.put(String(asset.objectKey), Buffer.from(cv(number)));
      await acceptedAsset(database, accountId, { ...asset, sizeBytes: Buffer.byteLength(cv(number)) });
    };
    const start = () =>
      new WorkerProcess({
        VITAMILL_DATABASE_URL: url,
        VITAMILL_STORAGE_DIR: folder,
        VITAMILL_SECRETS_KEY: 'a key of the tests, of more than 32 letters',
        VITAMILL_QUEUE_DRIVER: driver,
        VITAMILL_REDIS_URL: redis.url,
        VITAMILL_WORKER_HTTP_PORT: '0',
        VITAMILL_RUN_STALE_SECONDS: '5',
        VITAMILL_SWEEP_SECONDS: '1',
        VITAMILL_PARSER_PROCESSES: '1',
        VITAMILL_MAX_ATTEMPTS: '10',
      });
    const statuses = async (): Promise<Record<string, number>> => {
      const rows = await database.query('SELECT status, count(*)::int AS count FROM assets GROUP BY status');
      return Object.fromEntries(rows.map((row: { status: string; count: number }) => [row.status, row.count]));
    };

    const survivor = start();
    let victim = start();
    try {
      for (let number = 0; number < count; number++) await upload(number);
      let kills = 0;
      for (const at of [2, 10, 20]) {
        await until(async () => ((await statuses()).completed ?? 0) >= at, 60);
        await victim.kill('SIGKILL');
        kills += 1;
        victim = start();
      }
      await until(async () => ((await statuses()).completed ?? 0) === count, 90);
      expect(kills).toBe(3);
      expect(await database.query('SELECT count(*)::int AS n FROM master_records')).toEqual([{ n: count }]);
      expect(await database.query('SELECT count(*)::int AS n FROM display_rows')).toEqual([{ n: count }]);
      expect(await new AccountRepository(database).balance(accountId)).toBe(100 - count);
      await until(async () => (await database.query('SELECT 1 FROM outbox')).length === 0);
      expect((await assets.queueDepth()).depth).toBe(0);
      // a process that is still starting does not listen for signals yet
      await until(() => [survivor, victim].every((process) => process.log.includes('working')));
      expect(await Promise.all([survivor.kill('SIGTERM'), victim.kill('SIGTERM')])).toEqual([0, 0]);
      for (const process of [survivor, victim]) expect(process.log).not.toMatch(/Ada|@example/);
    } finally {
      await Promise.all([survivor.kill('SIGKILL'), victim.kill('SIGKILL')]);
      await database.destroy();
      rmSync(folder, { recursive: true, force: true });
    }
  }, 240_000);

  it('say which variables are wrong and do not start', async () => {
    const worker = new WorkerProcess({ VITAMILL_DATABASE_URL: 'nonsense', VITAMILL_QUEUE_DRIVER: driver });
    expect(await worker.ended).toBe(1);
    expect(worker.log).toContain('VITAMILL_DATABASE_URL');
    expect(worker.log).toContain('VITAMILL_STORAGE_DIR');
    expect(worker.log).not.toContain('nonsense');
  }, 30_000);
});

describe('a worker process', () => {
  it('stops in peace while Redis is away', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vitamill-stop-'));
    const worker = new WorkerProcess({
      VITAMILL_DATABASE_URL: await postgres.newDatabase(),
      VITAMILL_STORAGE_DIR: folder,
      VITAMILL_SECRETS_KEY: 'a key of the tests, of more than 32 letters',
      VITAMILL_QUEUE_DRIVER: 'redis',
      VITAMILL_REDIS_URL: redis.url,
      VITAMILL_WORKER_HTTP_PORT: '0',
    });
    await until(() => worker.log.includes('working'));
    await redis.kill();
    try {
      expect(await worker.kill('SIGTERM')).toBe(0);
    } finally {
      await redis.start();
      rmSync(folder, { recursive: true, force: true });
    }
  }, 60_000);
});
