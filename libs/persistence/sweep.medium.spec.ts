import { acceptedAsset, newAccount, openDatabase } from '../../test/support/database.js';
import { startPostgres, type TestPostgres } from '../../test/support/postgres.js';
import {
  AccountRepository,
  AssetRepository,
  newId,
  OutboxRepository,
  RunRepository,
  SweepRepository,
} from './index.js';

let postgres: TestPostgres;
let database: Awaited<ReturnType<typeof openDatabase>>;
let assets: AssetRepository;
let runs: RunRepository;
let sweep: SweepRepository;
let outbox: OutboxRepository;

beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres?.stop());
beforeEach(async () => {
  database = await openDatabase(await postgres.newDatabase());
  assets = new AssetRepository(database);
  runs = new RunRepository(database);
  sweep = new SweepRepository(database);
  outbox = new OutboxRepository(database);
});
afterEach(() => database.destroy());

const options = { staleSeconds: 30, maxAttempts: 2, limit: 100 };
const age = (assetId: string) =>
  database.query(
    `UPDATE assets SET heartbeat_at = now() - interval '1 minute', updated_at = now() - interval '1 minute' WHERE id = $1`,
    [assetId],
  );

describe('sweeper', () => {
  it('queues an asset again whose run gives no sign, and fails it with the credit back after the last attempt', async () => {
    const accountId = await newAccount(database, 5);
    const { id } = await acceptedAsset(database, accountId);
    await runs.claim(id, newId(), 30);
    expect(await sweep.requeueStuck(options)).toEqual({ queued: 0, failed: 0 });
    await age(id);
    const swept = await Promise.all([1, 2, 3].map(() => sweep.requeueStuck(options)));
    expect(swept.reduce((sum, { queued }) => sum + queued, 0)).toBe(1);
    const jobs: string[] = [];
    await outbox.relayBatch(10, async (batch) => void jobs.push(...batch.map((job) => job.id)));
    expect(jobs).toEqual([`process_asset.${id}.2`]);
    await runs.claim(id, newId(), 30);
    await age(id);
    expect(await sweep.requeueStuck(options)).toEqual({ queued: 0, failed: 1 });
    expect(await assets.find(accountId, id)).toMatchObject({ status: 'failed', errorCode: 'internal' });
    expect(await new AccountRepository(database).balance(accountId)).toBe(5);
    expect(await sweep.requeueStuck(options)).toEqual({ queued: 0, failed: 0 });
  });

  it('queues a waiting asset again that no job stands for', async () => {
    const accountId = await newAccount(database);
    const { id } = await acceptedAsset(database, accountId);
    await age(id);
    expect(await sweep.requeueStuck(options)).toEqual({ queued: 0, failed: 0 });
    await database.query('DELETE FROM outbox');
    expect(await sweep.requeueStuck(options)).toEqual({ queued: 1, failed: 0 });
    expect(await outbox.waiting()).toMatchObject({ depth: 1 });
  });

  it('publishes jobs again that the queue lost', async () => {
    const accountId = await newAccount(database);
    await acceptedAsset(database, accountId);
    await outbox.relayBatch(10, async () => undefined);
    expect(await sweep.publishedJobs(60, 10, '0')).toEqual([]);
    await database.query(`UPDATE outbox SET published_at = now() - interval '2 minutes'`);
    const published = await sweep.publishedJobs(60, 10, '0');
    expect(published).toHaveLength(1);
    expect(await sweep.publishedJobs(60, 10, published[0]?.rowId ?? '')).toEqual([]);
    expect(await sweep.republish(published.map(({ jobId }) => jobId))).toBe(1);
    expect(await outbox.relayBatch(10, async () => undefined)).toBe(1);
  });

  it('names objects that no asset stands for, and never those of others', async () => {
    const accountId = await newAccount(database);
    const kept = await acceptedAsset(database, accountId);
    const deleted = await acceptedAsset(database, accountId);
    await assets.delete(accountId, deleted.id);
    const orphan = `${accountId}/${newId()}`;
    const keys = [kept.objectKey, deleted.objectKey, orphan, 'backups/2026.tar'].map(String);
    expect(await sweep.orphanedKeys(keys)).toEqual([deleted.objectKey, orphan]);
    expect(await sweep.orphanedKeys([])).toEqual([]);
  });
});

describe('jobs of the embedded queue', () => {
  it('go to one holder each, and to another when the lease runs out', async () => {
    const accountId = await newAccount(database);
    for (let i = 0; i < 5; i++) await acceptedAsset(database, accountId);
    const claimed = await Promise.all(Array.from({ length: 8 }, (_, i) => outbox.claimJob(`h${i}`, 30)));
    const ids = claimed.flatMap((job) => job?.id ?? []);
    expect(new Set(ids).size).toBe(5);
    expect(ids).toHaveLength(5);
    await database.query(`UPDATE outbox SET claimed_until = now() - interval '1 second' WHERE job_id = $1`, [ids[0]]);
    expect((await outbox.claimJob('other', 30))?.id).toBe(ids[0]);
    await outbox.finishJob(ids[0] ?? '');
    expect(await outbox.hasJob(ids[0] ?? '')).toBe(false);
    await outbox.returnJob(ids[1] ?? '', 0);
    expect((await outbox.claimJob('other', 30))?.id).toBe(ids[1]);
  });
});
