import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadWorkerConfig } from '@vitamill/config';
import { AccountRepository, AssetRepository, RecordRepository, RunStatisticsRepository } from '@vitamill/persistence';
import { FolderObjectStore } from '@vitamill/storage';
import { pino } from 'pino';
import { acceptedAsset, newAccount, newAsset, openDatabase } from '../../test/support/database.js';
import { startPostgres, type TestPostgres } from '../../test/support/postgres.js';
import { startRedis, type TestRedis } from '../../test/support/redis.js';
import { ScriptedParser } from '../../test/support/scripted-parser.js';
import { until } from '../../test/support/until.js';
import { type RunningWorker, startWorker } from './start-worker.js';

let postgres: TestPostgres;
let redis: TestRedis;
beforeAll(async () => {
  [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
}, 60_000);
afterAll(() => Promise.all([postgres?.stop(), redis?.stop()]), 30_000);

describe.each(['embedded', 'redis'] as const)('worker over the %s queue', (driver) => {
  let folder: string;
  let files: string;
  let url: string;
  let redisUrl: string;
  let database: Awaited<ReturnType<typeof openDatabase>>;
  let store: FolderObjectStore;
  let assets: AssetRepository;
  let statistics: RunStatisticsRepository;
  let accountId: string;
  const running: RunningWorker[] = [];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vitamill-worker-'));
    files = join(folder, 'objects');
    url = await postgres.newDatabase();
    redisUrl = driver === 'redis' ? redis.newDatabase() : redis.url;
    database = await openDatabase(url, 5);
    store = new FolderObjectStore(files);
    assets = new AssetRepository(database);
    statistics = new RunStatisticsRepository(database);
    accountId = await newAccount(database, 1_000);
  }, 60_000);
  afterEach(async () => {
    await Promise.all(running.splice(0).map((worker) => worker.stop()));
    await database.destroy();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const start = async (environment: Record<string, string> = {}) => {
    const parser = new ScriptedParser();
    const config = loadWorkerConfig({
      VITAMILL_DATABASE_URL: url,
      VITAMILL_STORAGE_DIR: files,
      VITAMILL_SECRETS_KEY: 'a key of the tests, of more than 32 letters',
      VITAMILL_QUEUE_DRIVER: driver,
      VITAMILL_REDIS_URL: redisUrl,
      VITAMILL_WORKER_HTTP_PORT: '0',
      VITAMILL_RETRY_SECONDS: '1',
      VITAMILL_SWEEP_SECONDS: '1',
      VITAMILL_LOST_JOB_SECONDS: '1',
      VITAMILL_RUN_STALE_SECONDS: '5',
      VITAMILL_DRAIN_SECONDS: '1',
      VITAMILL_PARSER_PROCESSES: '4',
      ...environment,
    });
    const worker = await startWorker(config, parser, pino({ level: 'silent' }));
    running.push(worker);
    const stop = async () => {
      running.splice(running.indexOf(worker), 1);
      await worker.stop();
    };
    return { parser, stop, url: `http://127.0.0.1:${worker.port}` };
  };
  const upload = async (text: string): Promise<string> => {
    const asset = newAsset(accountId);
    await store.put(String(asset.objectKey), Buffer.from(text));
    return (await acceptedAsset(database, accountId, { ...asset, sizeBytes: Buffer.byteLength(text) })).id;
  };
  const statusOf = async (id: string) => (await assets.find(accountId, id))?.status;
  /** Says at once what ended otherwise, and of what. */
  const ended = async (ids: readonly string[], status = 'completed') => {
    const find = () => Promise.all(ids.map((id) => assets.find(accountId, id)));
    await until(async () => (await find()).every((asset) => /^(completed|failed)$/.test(asset?.status ?? '')), 40);
    const others = (await find()).filter((asset) => asset?.status !== status);
    expect(others.map((asset) => [asset?.status, asset?.errorCode])).toEqual([]);
  };
  const balance = () => new AccountRepository(database).balance(accountId);

  it('completes what was uploaded before and after its start', async () => {
    const before = [await upload('wait 10'), await upload('x')];
    const { url: health } = await start();
    const after = [await upload('wait 10'), await upload('y')];
    await ended([...before, ...after]);
    expect(await new RecordRepository(database).findLatest(accountId, before[0] ?? '')).toMatchObject({ version: 1 });
    expect(await database.query('SELECT * FROM outbox')).toEqual([]);
    expect((await fetch(`${health}/api/health/live`)).status).toBe(200);
    expect(await (await fetch(`${health}/api/health/ready`)).json()).toEqual({
      status: 'ok',
      checks: { database: 'ok', queue: 'ok', storage: 'ok' },
    });
    const metrics = await (await fetch(`${health}/api/metrics`)).text();
    expect(metrics).toContain('vitamill_runs_total{outcome="completed"} 4');
    expect(metrics).toContain('vitamill_stage_duration_seconds_count{stage="extract"} 4');
    expect(metrics).toContain('vitamill_jobs_waiting 0');
  }, 60_000);

  it('fails a document that cannot be read, keeps its credit, and gives back what our faults cost', async () => {
    await start();
    const unreadable = await upload('fail encrypted');
    const ours = [await upload('fail timeout'), await upload('crash')];
    await ended([unreadable, ...ours], 'failed');
    expect(await assets.find(accountId, unreadable)).toMatchObject({ errorCode: 'encrypted', attempts: 1 });
    expect(await assets.find(accountId, ours[1] ?? '')).toMatchObject({ errorCode: 'internal', attempts: 1 });
    expect(await balance()).toBe(999);
    await until(async () => (await statistics.read()).failures.length === 3);
    expect((await statistics.read()).failures).toEqual(
      ['encrypted', 'internal', 'timeout'].map((code) => ({ code, outcome: 'failed', runs: 1 })),
    );
    expect((await statistics.read()).stages.map(({ stage, runs }) => [stage, runs])).toEqual([
      ['extract', 3],
      ['fetch', 3],
      ['queue', 3],
    ]);
  }, 60_000);

  it('tries again while storage is away, and fails with the credit back where the file is gone', async () => {
    const gone = await upload('x');
    await store.delete(`${accountId}/${gone}`);
    const id = await upload('x');
    renameSync(files, `${files}-away`);
    const { parser } = await start();
    await until(async () => ((await assets.find(accountId, id))?.attempts ?? 0) >= 1);
    expect(existsSync(files)).toBe(false);
    renameSync(`${files}-away`, files);
    await ended([id]);
    expect(parser.started).toEqual([id]);
    await ended([gone], 'failed');
    expect((await assets.find(accountId, gone))?.errorCode).toBe('object_missing');
    expect(await balance()).toBe(999);
  }, 60_000);

  it('stops parsing what is deleted, and erases the file', async () => {
    const { parser } = await start();
    const id = await upload('wait 30000');
    await until(() => parser.started.includes(id));
    const removed = await assets.delete(accountId, id);
    await until(() => parser.aborted.includes(id));
    await until(async () => !(await store.exists(String(removed?.objectKey))));
    await until(async () => (await database.query('SELECT * FROM outbox')).length === 0);
    expect(await statusOf(id)).toBeUndefined();
  }, 60_000);

  it('lets short runs end and hands long ones back when it is stopped', async () => {
    const first = await start();
    const short = await upload('wait 600');
    const long = await upload('wait 4000');
    await until(() => first.parser.started.length === 2);
    await first.stop();
    expect(first.parser.closed).toBe(true);
    expect([await statusOf(short), await statusOf(long)]).toEqual(['completed', 'queued']);
    expect((await assets.find(accountId, long))?.attempts).toBe(0);
    await start();
    await ended([long]);
  }, 60_000);

  it('takes over from a run that died, and gives up on one that kills its worker each time', async () => {
    const id = await upload('x');
    const poison = await upload('x');
    await database.query(
      `UPDATE assets SET status = 'processing', run_id = id, heartbeat_at = now() - interval '1 minute',
         attempts = CASE WHEN id = $1 THEN 4 ELSE 1 END`,
      [poison],
    );
    await database.query('DELETE FROM outbox');
    await start();
    await ended([id]);
    await ended([poison], 'failed');
    expect((await assets.find(accountId, id))?.attempts).toBe(2);
    expect(await balance()).toBe(999);
  }, 60_000);

  it('goes on after PostgreSQL was away', async () => {
    const { parser } = await start();
    const id = await upload('wait 1500');
    await until(() => parser.started.includes(id));
    await database.destroy();
    await postgres.kill();
    await sleep(4_000);
    await postgres.start();
    database = await openDatabase(url, 5);
    assets = new AssetRepository(database);
    await ended([id, await upload('x')]);
    expect(parser.started.filter((started) => started === id).length).toBeLessThanOrEqual(2);
  }, 90_000);

  if (driver === 'redis')
    it('loses nothing when Redis is restarted with its data lost', async () => {
      const { parser } = await start({ VITAMILL_PARSER_PROCESSES: '1' });
      const ids: string[] = [];
      for (let i = 0; i < 10; i++) ids.push(await upload('wait 300'));
      await until(() => parser.started.length >= 2);
      await redis.kill();
      ids.push(await upload('x'));
      await sleep(1_000);
      await redis.start();
      await ended(ids);
      const records = await database.query('SELECT asset_id FROM master_records');
      expect(records).toHaveLength(ids.length);
      expect(await balance()).toBe(1_000 - ids.length);
    }, 90_000);
});
