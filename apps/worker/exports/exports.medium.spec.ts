import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  AssetRepository,
  DisplayExportRepository,
  DisplayRepository,
  type ExportJob,
  ExportRepository,
  ExportRunRepository,
  newId,
  SweepRepository,
} from '@vitamill/persistence';
import { FolderObjectStore, type ObjectStore, readObject } from '@vitamill/storage';
import { pino } from 'pino';
import { exportWorkerOver } from '../../../test/e2e/support/exports.js';
import { acceptedAsset, newAccount, openDatabase } from '../../../test/support/database.js';
import { startPostgres, type TestPostgres } from '../../../test/support/postgres.js';
import { startRedis, type TestRedis } from '../../../test/support/redis.js';
import { until } from '../../../test/support/until.js';
import { WorkerProcess } from '../../../test/support/worker-process.js';
import { WorkerMetrics } from '../worker-metrics.js';
import { RunExports } from './run-exports.js';

/** The key of an advisory lock that nobody else takes. */
const COMPLETIONS = 20_771;

let postgres: TestPostgres;
let redis: TestRedis;
let url: string;
let database: Awaited<ReturnType<typeof openDatabase>>;
let folder: string;
let store: FolderObjectStore;
let exports: ExportRepository;
let accountId: string;

beforeAll(async () => {
  execFileSync(process.execPath, [join(import.meta.dirname, '../../../scripts/build.mjs')]);
  [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
}, 240_000);
beforeEach(async () => {
  url = await postgres.newDatabase();
  database = await openDatabase(url, 10);
  folder = mkdtempSync(join(tmpdir(), 'vitamill-files-'));
  store = new FolderObjectStore(folder);
  exports = new ExportRepository(database);
  accountId = await newAccount(database);
}, 60_000);
afterEach(async () => {
  await database.destroy();
  rmSync(folder, { recursive: true, force: true });
});
afterAll(() => Promise.all([postgres?.stop(), redis?.stop()]), 30_000);

/** Skill rows of one asset, without a record behind them. */
const insertSkills = async (count: number): Promise<string> => {
  const { id, objectKey } = await acceptedAsset(database, accountId);
  // A store without any object would be one that is away.
  await store.put(String(objectKey), Buffer.from('x'));
  // Only the time that it takes to fill the table hangs on them.
  const indexes: { name: string }[] = await database.query(
    `SELECT indexname AS name FROM pg_indexes WHERE tablename = 'display_skills' AND indexname <> 'display_skills_pkey'`,
  );
  for (const { name } of indexes) await database.query(`DROP INDEX ${name}`);
  await database.query(
    `INSERT INTO display_skills (asset_id, account_id, ordinal, candidate_name, name, is_listed, updated_at)
     SELECT $1, $2, n, 'Ada Example', 'Skill ' || n, true, now() FROM generate_series(0, $3 - 1) AS n`,
    [id, accountId, count],
  );
  return id;
};
const ask = async (format = 'csv', columns: readonly string[] = ['ordinal', 'name']): Promise<string> => {
  const id = newId();
  const request = { columns, bom: false, updatedAfter: null, filters: [] };
  await exports.create({ id, accountId, grain: 'skill', format, request }, 10);
  return id;
};
const find = async (id: string): Promise<ExportJob> => {
  const job = await exports.find(accountId, id);
  if (!job) throw new Error('There is no such export.');
  return job;
};
const linesOf = async (job: ExportJob): Promise<number> => {
  const bytes = await readObject(store, String(job.objectKey), 1e9);
  return (
    Buffer.from(bytes ?? [])
      .toString()
      .split('\r\n').length - 2
  );
};
/**
 * Lets no export be completed while it is held, however fast it is written: its run waits for the lock. Progress cannot be
 * written past a run that waits.
 */
async function holdCompletions() {
  await database.query(
    `CREATE FUNCTION wait_for_test() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN PERFORM pg_advisory_xact_lock_shared(${COMPLETIONS}); RETURN NEW; END $$`,
  );
  await database.query(
    `CREATE TRIGGER wait_for_test BEFORE UPDATE ON export_jobs FOR EACH ROW WHEN (NEW.status = 'completed')
       EXECUTE FUNCTION wait_for_test()`,
  );
  const holder = database.createQueryRunner();
  await holder.query('SELECT pg_advisory_lock($1)', [COMPLETIONS]);
  return {
    isAwaited: async (): Promise<boolean> => {
      const waiting = await database.query(
        `SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
         WHERE locktype = 'advisory' AND objid = $1 AND NOT granted AND datname = current_database()`,
        [COMPLETIONS],
      );
      return waiting.length > 0;
    },
    release: async (): Promise<void> => {
      if (holder.isReleased) return;
      await holder.query('SELECT pg_advisory_unlock($1)', [COMPLETIONS]);
      await holder.release();
    },
  };
}
/** What a worker that was killed asked for last goes on in the server until that looks for its client. */
async function endSessionsOfWorkers(): Promise<void> {
  await until(async () => {
    const sessions = await database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'vitamill-worker'`,
    );
    return sessions.length === 0;
  });
}
const files = (): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.parentPath.includes('exports/'))
    .map(({ name }) => name);

describe.each(['embedded', 'redis'])('worker processes over the %s queue', (driver) => {
  it('begin an export anew that was killed in the middle, and leave one whole file', async () => {
    const count = 200_000;
    await insertSkills(count);
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
      });
    const completions = await holdCompletions();
    const victim = start();
    let survivor: WorkerProcess | null = null;
    try {
      const id = await ask('csv', ['asset_id', 'ordinal', 'candidate_name', 'name', 'updated_at']);
      await until(async () => (await find(id)).rowsWritten > 0 || (await completions.isAwaited()), 20);
      await victim.kill('SIGKILL');
      expect(await find(id)).toMatchObject({ status: 'processing', objectKey: null });
      await endSessionsOfWorkers();
      await completions.release();
      survivor = start();
      await until(async () => ['completed', 'failed'].includes((await find(id)).status), 60);
      const job = await find(id);
      expect(job.rowsWritten).toBe(count);
      expect(await linesOf(job)).toBe(count);
      expect(await survivor.kill('SIGTERM')).toBe(0);
      for (const process of [victim, survivor]) expect(process.log).not.toMatch(/Ada|Skill/);
    } finally {
      await Promise.all([victim.kill('SIGKILL'), survivor?.kill('SIGKILL')]);
      await completions.release();
    }
  }, 240_000);
});

describe('an export', () => {
  it('fails in the end where the process dies of it each time, and says so', async () => {
    await insertSkills(1);
    const id = await ask();
    const { work } = exportWorkerOver({ dataSource: database, store }, 2);
    const runs = new ExportRunRepository(database);
    for (let kills = 0; kills < 2; kills++) {
      expect(await runs.claim(0)).toMatchObject({ id, attempts: kills + 1 });
      await database.query(`UPDATE export_jobs SET heartbeat_at = now() - interval '1 hour'`);
    }
    await work();
    expect(await find(id)).toMatchObject({ status: 'failed', errorCode: 'internal' });
    expect(files()).toEqual([]);
  });

  it('counts in the metrics by what became of it and format, with its seconds and the rows of its file', async () => {
    await insertSkills(30);
    const away = new FolderObjectStore(join(folder, 'away'), async () => false);
    const { work, worker, metrics } = exportWorkerOver({ dataSource: database, store });
    await ask('csv');
    await ask('csv');
    await ask('parquet');
    await ask('parquet', ['no_such_column']);
    await work();
    const failing = exportWorkerOver({ dataSource: database, store: away }, 2);
    await ask('ndjson');
    await failing.work();
    worker.drain();
    expect(await worker.round()).toBe('pause');
    const linesOfMetrics = async (registry: WorkerMetrics['registry']) =>
      (await registry.metrics())
        .split('\n')
        .filter((line) => /^vitamill_exports_total|^vitamill_export_(rows_total|duration_seconds_count)/.test(line))
        .sort();
    expect(await linesOfMetrics(metrics.registry)).toEqual([
      'vitamill_export_duration_seconds_count{status="completed",format="csv"} 2',
      'vitamill_export_duration_seconds_count{status="completed",format="parquet"} 1',
      'vitamill_export_duration_seconds_count{status="failed",format="parquet"} 1',
      'vitamill_export_rows_total{format="csv"} 60',
      'vitamill_export_rows_total{format="parquet"} 30',
      'vitamill_exports_total{status="completed",format="csv"} 2',
      'vitamill_exports_total{status="completed",format="parquet"} 1',
      'vitamill_exports_total{status="failed",format="parquet"} 1',
    ]);
    expect(await linesOfMetrics(failing.metrics.registry)).toEqual([
      'vitamill_export_duration_seconds_count{status="failed",format="ndjson"} 1',
      'vitamill_export_duration_seconds_count{status="retried",format="ndjson"} 1',
      'vitamill_exports_total{status="failed",format="ndjson"} 1',
      'vitamill_exports_total{status="retried",format="ndjson"} 1',
    ]);
  });

  it('is not completed where its webhook cannot be written with it', async () => {
    await insertSkills(10);
    await database.query(
      `INSERT INTO webhook_endpoints (id, account_id, url, events, secret) VALUES ($1, $2, 'https://ats.example', '{*}', 'x')`,
      [newId(), accountId],
    );
    await database.query(
      `ALTER TABLE webhook_messages ADD CONSTRAINT refused CHECK (event <> 'export.completed') NOT VALID`,
    );
    const id = await ask();
    const { work } = exportWorkerOver({ dataSource: database, store }, 2);
    await work();
    expect(await find(id)).toMatchObject({ status: 'failed', errorCode: 'internal', objectKey: null });
    expect(await database.query('SELECT event, body FROM webhook_messages')).toEqual([
      { event: 'export.failed', body: expect.stringContaining('"code":"internal"') },
    ]);
  });

  it('is tried again while the storage is away, and then fails with that reason', async () => {
    await insertSkills(10);
    const id = await ask();
    const away = new FolderObjectStore(join(folder, 'away'), async () => false);
    await exportWorkerOver({ dataSource: database, store: away }, 2).work();
    expect(await find(id)).toMatchObject({ status: 'failed', errorCode: 'storage_unavailable' });
    const other = await ask();
    await exportWorkerOver({ dataSource: database, store }).work();
    expect((await find(other)).status).toBe('completed');
  });

  it('stops and leaves nothing when it is cancelled at work', async () => {
    await insertSkills(20_000);
    const id = await ask();
    const cancelling = storeThat(async (chunks) => {
      if (chunks === 1) await exports.end(accountId, id);
      // The sign of life that finds the export gone comes every second.
      if (chunks <= 3) await new Promise((resolve) => setTimeout(resolve, 600));
    });
    await exportWorkerOver({ dataSource: database, store: cancelling }).work();
    expect(await find(id)).toMatchObject({ status: 'cancelled', objectKey: null });
    expect(files()).toEqual([]);
  }, 30_000);

  it('is handed back without a lost attempt when the worker stops', async () => {
    await insertSkills(20_000);
    const id = await ask();
    const { worker, metrics } = exportWorkerOver({
      dataSource: database,
      store: storeThat(async (chunks) => {
        if (chunks === 1) worker.drain();
      }),
    });
    await worker.round();
    expect(await metrics.registry.metrics()).toContain('vitamill_exports_total{status="handed_back",format="csv"} 1');
    expect(await database.query('SELECT status, attempts FROM export_jobs WHERE id = $1', [id])).toEqual([
      { status: 'pending', attempts: 0 },
    ]);
    expect(files()).toEqual([]);
    await exportWorkerOver({ dataSource: database, store }).work();
    expect((await find(id)).rowsWritten).toBe(20_000);
  });

  it('begins anew without who is erased while it runs', async () => {
    await insertSkills(6_000);
    const { id: erased } = await acceptedAsset(database, accountId);
    await database.query(
      `INSERT INTO display_skills (asset_id, account_id, ordinal, name, is_listed, updated_at) VALUES ($1, $2, 0, 'Secret', true, now())`,
      [erased, accountId],
    );
    const id = await ask('csv', ['asset_id', 'name']);
    let erasures = 0;
    const erasing = storeThat(async (chunks) => {
      if (chunks === 1 && erasures++ === 0) await new AssetRepository(database).delete(accountId, erased);
    });
    await exportWorkerOver({ dataSource: database, store: erasing }).work();
    const job = await find(id);
    expect([job.status, job.rowsWritten, erasures]).toEqual(['completed', 6_000, 2]);
    expect(Buffer.from((await readObject(store, String(job.objectKey), 1e9)) ?? []).toString()).not.toContain(erased);
    expect(files()).toHaveLength(1);
  });

  it('holds little memory however many rows there are', async () => {
    await insertSkills(200_000);
    const id = await ask('parquet', ['asset_id', 'ordinal', 'candidate_name', 'name', 'updated_at']);
    let most = 0;
    const watching = storeThat(async (chunks) => {
      if (chunks % 5 === 0) most = Math.max(most, process.memoryUsage().heapUsed + process.memoryUsage().external);
    });
    const before = process.memoryUsage().heapUsed + process.memoryUsage().external;
    await exportWorkerOver({ dataSource: database, store: watching }).work();
    expect((await find(id)).rowsWritten).toBe(200_000);
    expect((most - before) / 1e6).toBeLessThan(250);
  }, 60_000);

  it('leaves files alone that it stands for, and gives others to the sweep', async () => {
    await insertSkills(1);
    const id = await ask();
    await exportWorkerOver({ dataSource: database, store }).work();
    const { objectKey } = await find(id);
    const lost = `exports/${accountId}/${id}.${newId()}`;
    const orphans = await new SweepRepository(database).orphanedKeys([String(objectKey), lost, 'exports/readme']);
    expect(orphans).toEqual([lost]);
  });

  it('is run by one of several workers', async () => {
    await insertSkills(2_000);
    const ids = [await ask(), await ask(), await ask()];
    const settings = { runStaleSeconds: 60, maxAttempts: 3, retrySeconds: 0 };
    const workers = ids.map(
      () =>
        new RunExports(
          new ExportRunRepository(database),
          new DisplayExportRepository(database),
          new DisplayRepository(database),
          store,
          settings,
          new WorkerMetrics(),
          pino({ level: 'silent' }),
        ),
    );
    await Promise.all(
      workers.map(async (worker) => {
        while ((await worker.round()) === 'again');
      }),
    );
    for (const id of ids) expect((await find(id)).status).toBe('completed');
    expect(await database.query('SELECT DISTINCT attempts FROM export_jobs')).toEqual([{ attempts: 1 }]);
    expect(files()).toHaveLength(3);
  });
});

/** The real store, with something that happens on the way: told of each chunk, by its number. */
function storeThat(onChunk: (chunks: number) => Promise<void>): FolderObjectStore {
  const slow: Pick<ObjectStore, 'put'> = {
    put: (key, body) => {
      const passed = async function* () {
        let chunks = 0;
        for await (const chunk of body as Readable) {
          chunks += 1;
          await onChunk(chunks);
          yield chunk;
        }
      };
      return store.put(key, Readable.from(passed(), { objectMode: false }));
    },
  };
  return Object.assign(Object.create(store) as FolderObjectStore, slow);
}
