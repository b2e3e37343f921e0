import { Readable } from 'node:stream';
import { ExportRepository, newId } from '@vitamill/persistence';
import { S3ObjectStore } from '@vitamill/storage';
import { Client } from 'minio';
import { exportWorkerOver } from '../../../test/e2e/support/exports.js';
import { acceptedAsset, newAccount, openDatabase } from '../../../test/support/database.js';
import { needing } from '../../../test/support/needing.js';
import { startPostgres, type TestPostgres } from '../../../test/support/postgres.js';
import { s3Options } from '../../../test/support/s3.js';

const ROWS = 150_000;
const options = s3Options();

needing('VITAMILL_TEST_S3_ENDPOINT', describe)('exports into S3', () => {
  let postgres: TestPostgres;
  let database: Awaited<ReturnType<typeof openDatabase>>;
  let exports: ExportRepository;
  let accountId: string;
  let store: S3ObjectStore;
  const { hostname, port } = new URL(options.endpoint);
  const client = new Client({ ...options, endPoint: hostname, port: Number(port), useSSL: false });

  beforeAll(async () => {
    postgres = await startPostgres();
    database = await openDatabase(await postgres.newDatabase(), 10);
    exports = new ExportRepository(database);
    accountId = await newAccount(database);
    store = new S3ObjectStore(options);
    await store.check();
    const { id } = await acceptedAsset(database, accountId);
    const indexes: { name: string }[] = await database.query(
      `SELECT indexname AS name FROM pg_indexes WHERE tablename = 'display_skills' AND indexname <> 'display_skills_pkey'`,
    );
    for (const { name } of indexes) await database.query(`DROP INDEX ${name}`);
    await database.query(
      `INSERT INTO display_skills (asset_id, account_id, ordinal, candidate_name, name, is_listed, updated_at)
       SELECT $1, $2, n, 'Ada Example', 'Skill ' || n, true, now() FROM generate_series(0, $3 - 1) AS n`,
      [id, accountId, ROWS],
    );
  }, 120_000);
  afterAll(async () => {
    await database?.destroy();
    await postgres?.stop();
  });

  const ask = async (): Promise<string> => {
    const id = newId();
    const columns = ['asset_id', 'ordinal', 'candidate_name', 'name', 'updated_at'];
    const request = { columns, bom: false, updatedAfter: null, filters: [] };
    await exports.create({ id, accountId, grain: 'skill', format: 'csv', request }, 10);
    return id;
  };
  const incomplete = async (): Promise<string[]> => {
    const keys: string[] = [];
    for await (const { key } of client.listIncompleteUploads(options.bucket, 'exports/', true)) keys.push(key);
    return keys;
  };
  const objects = async (): Promise<string[]> => {
    const keys: string[] = [];
    for await (const key of store.list('exports/', new Date(Date.now() + 60_000))) keys.push(key);
    return keys;
  };

  it('are stored part by part, and read back whole', async () => {
    const id = await ask();
    await exportWorkerOver({ dataSource: database, store }).work();
    const job = await exports.find(accountId, id);
    // More than one part of 8 MiB.
    expect(job?.bytes).toBeGreaterThan(9 * 1024 * 1024);
    expect(await objects()).toEqual([job?.objectKey]);
    let bytes = 0;
    let lines = 0;
    for await (const chunk of (await store.open(String(job?.objectKey))) as Readable) {
      bytes += chunk.length;
      for (const byte of chunk as Buffer) if (byte === 10) lines += 1;
    }
    expect([bytes, lines - 1]).toEqual([job?.bytes, ROWS]);
    await exports.end(accountId, id);
    expect(await exportWorkerOver({ dataSource: database, store }).worker.deleteFiles()).toBe(1);
    expect(await objects()).toEqual([]);
  }, 120_000);

  it('leave neither an object nor parts when they are stopped between two parts', async () => {
    const id = await ask();
    const { worker } = exportWorkerOver({
      dataSource: database,
      store: stoppingAfter(9 * 1024 * 1024, () => worker.drain()),
    });
    await worker.round();
    expect((await exports.find(accountId, id))?.status).toBe('pending');
    expect([await objects(), await incomplete()]).toEqual([[], []]);
    await exports.end(accountId, id);
  }, 120_000);

  it('whose process was killed leave parts that the sweep of files takes away in time', async () => {
    const key = `exports/${accountId}/${newId()}.${newId()}`;
    const upload = await client.initiateNewMultipartUpload(options.bucket, key, {});
    expect(upload).toBeTruthy();
    await objects();
    expect(await incomplete()).toEqual([key]);
    for await (const _ of new S3ObjectStore({ ...options, deadUploadHours: 0 }).list('exports/', new Date()));
    expect(await incomplete()).toEqual([]);
  }, 60_000);

  function stoppingAfter(size: number, stop: () => void): S3ObjectStore {
    const put: S3ObjectStore['put'] = (key, body, put_) => {
      const passed = async function* () {
        let bytes = 0;
        for await (const chunk of body as Readable) {
          bytes += chunk.length;
          if (bytes > size) stop();
          yield chunk;
        }
      };
      return store.put(key, Readable.from(passed(), { objectMode: false }), put_);
    };
    return Object.assign(Object.create(store) as S3ObjectStore, { put });
  }
});
