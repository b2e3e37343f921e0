import { acceptedAsset, newAccount, newAsset, openDatabase } from '../../test/support/database.js';
import { sampleParsedCv } from '../../test/support/parsed-cv.js';
import { startPostgres, type TestPostgres } from '../../test/support/postgres.js';
import {
  AccountRepository,
  ApiKeyRepository,
  AssetRepository,
  createDataSource,
  InvalidCursorError,
  isDatabaseUnavailable,
  newId,
  OutboxRepository,
  RecordRepository,
  RunRepository,
  runMigrations,
} from './index.js';

let postgres: TestPostgres;
let database: Awaited<ReturnType<typeof openDatabase>>;
let assets: AssetRepository;
let runs: RunRepository;
const depth = { maxQueueDepth: 100_000 };

beforeAll(async () => {
  postgres = await startPostgres();
  database = await openDatabase(await postgres.newDatabase());
  assets = new AssetRepository(database);
  runs = new RunRepository(database);
}, 60_000);
afterAll(async () => {
  await database?.destroy();
  await postgres?.stop();
});

const ledgerOf = async (accountId: string): Promise<{ sum: number; credits: number }> => {
  const [row] = await database.query(
    `SELECT (SELECT sum(CASE WHEN to_account = 'wallet' THEN amount ELSE -amount END)::int FROM ledger_entries WHERE account_id = $1) AS sum, credits FROM accounts WHERE id = $1`,
    [accountId],
  );
  return row;
};

describe('migrations', () => {
  it('run once, however many processes start at once, and leave nothing to do the second time', async () => {
    const url = await postgres.newDatabase();
    const sources = await Promise.all([1, 2, 3].map(() => createDataSource({ url, poolSize: 2 }).initialize()));
    const ran = await Promise.all(sources.map(runMigrations));
    expect(ran.flat()).toEqual(sources[0]?.migrations.map(({ name }) => name));
    expect(await runMigrations(sources[0]!)).toEqual([]);
    await Promise.all(sources.map((source) => source.destroy()));
  });
});

describe('accept', () => {
  it('takes exactly 50 of 200 parallel uploads on 50 credits', async () => {
    const accountId = await newAccount(database, 50);
    const results = await Promise.all(Array.from({ length: 200 }, () => assets.accept(newAsset(accountId), depth)));
    expect(results.filter(({ kind }) => kind === 'accepted')).toHaveLength(50);
    expect(results.filter(({ kind }) => kind === 'no_credits')).toHaveLength(150);
    expect(await ledgerOf(accountId)).toEqual({ sum: 0, credits: 0 });
    expect((await assets.list(accountId, {}, null, 100)).items).toHaveLength(50);
  });

  it('takes one of many parallel uploads of the same bytes and names it to the others', async () => {
    const accountId = await newAccount(database);
    const sha256 = 'a'.repeat(64);
    const results = await Promise.all(
      Array.from({ length: 20 }, () => assets.accept(newAsset(accountId, { sha256 }), depth)),
    );
    const accepted = results.flatMap((result) => (result.kind === 'accepted' ? [result.asset.id] : []));
    expect(accepted).toHaveLength(1);
    expect(results.flatMap((result) => (result.kind === 'duplicate' ? [result.assetId] : []))).toEqual(
      Array(19).fill(accepted[0]),
    );
    expect((await ledgerOf(accountId)).credits).toBe(99);
  });

  it('refuses when the queue is full, and charges nothing', async () => {
    const accountId = await newAccount(database);
    await acceptedAsset(database, accountId);
    expect((await assets.accept(newAsset(accountId), { maxQueueDepth: 1 })).kind).toBe('saturated');
    expect((await ledgerOf(accountId)).credits).toBe(99);
  });

  it('lets the same bytes in again once the asset is deleted', async () => {
    const accountId = await newAccount(database);
    const asset = await acceptedAsset(database, accountId, { sha256: 'b'.repeat(64) });
    await assets.delete(accountId, asset.id);
    expect((await assets.accept(newAsset(accountId, { sha256: 'b'.repeat(64) }), depth)).kind).toBe('accepted');
  });
});

describe('a run', () => {
  it('leaves one record and one row when it runs twice', async () => {
    const accountId = await newAccount(database);
    const { id } = await acceptedAsset(database, accountId, { tags: ['x'] });
    const first = newId();
    expect(await runs.claim(id, first, 30)).toMatchObject({ assetId: id, attempts: 1, sizeBytes: 1_000 });
    expect(await runs.claim(id, newId(), 30)).toBeNull();
    await database.query(`UPDATE assets SET heartbeat_at = now() - interval '1 minute' WHERE id = $1`, [id]);
    const second = newId();
    expect(await runs.claim(id, second, 30)).toMatchObject({ attempts: 2 });
    expect(await runs.complete(id, first, sampleParsedCv(id))).toBe(false);
    expect(await runs.heartbeat(id, first)).toBe(false);
    expect(await runs.progress(id, first, 'ocr', 0.5)).toBe(false);
    expect(await runs.fail(id, first, 'timeout')).toBe(false);
    expect(await runs.complete(id, second, sampleParsedCv(id))).toBe(true);
    expect(await runs.complete(id, second, sampleParsedCv(id))).toBe(false);
    const [counts] = await database.query(
      `SELECT (SELECT count(*)::int FROM master_records WHERE asset_id = $1) AS records,
              (SELECT count(*)::int FROM display_rows WHERE asset_id = $1) AS rows,
              (SELECT count(*)::int FROM outbox WHERE asset_id = $1) AS jobs`,
      [id],
    );
    expect(counts).toEqual({ records: 1, rows: 1, jobs: 0 });
    const status = await assets.status(accountId, id);
    expect(status?.asset).toMatchObject({ status: 'completed', progress: 1, attempts: 2, stage: null });
    expect(status?.tasks.map(({ kind, status: state }) => [kind, state])).toEqual([
      ['extract', 'completed'],
      ['ocr', 'skipped'],
      ['parse', 'completed'],
      ['normalise', 'completed'],
      ['save', 'completed'],
    ]);
    const stored = await new RecordRepository(database).findLatest(accountId, id);
    expect(stored).toMatchObject({ version: 1, record: { asset_id: id } });
    expect(await new RecordRepository(database).findLatest(await newAccount(database), id)).toBeNull();
  });

  it('shows its progress in the tasks', async () => {
    const accountId = await newAccount(database);
    const { id, taskId } = await acceptedAsset(database, accountId);
    const run = newId();
    await runs.claim(id, run, 30);
    expect(await runs.progress(id, run, 'entities', 0.6)).toBe(true);
    expect(await runs.progress(id, run, 'entities', 0.5)).toBe(true);
    const found = await assets.findTask(accountId, taskId);
    expect(found?.task).toMatchObject({ kind: 'process_cv', status: 'running' });
    expect(found?.task.progress).toBeCloseTo(0.6);
    expect(found?.children.map(({ status }) => status)).toEqual([
      'completed',
      'completed',
      'running',
      'queued',
      'queued',
    ]);
  });

  it('keeps a record whose texts the database refuses', async () => {
    const accountId = await newAccount(database);
    const { id } = await acceptedAsset(database, accountId);
    const run = newId();
    await runs.claim(id, run, 30);
    expect(await runs.complete(id, run, sampleParsedCv(id, { summary: 'a\0b \\u0000 \ud800!' }))).toBe(true);
    expect((await new RecordRepository(database).findLatest(accountId, id))?.record.summary).toBe('ab \\u0000 \ufffd!');
  });

  it.each([
    ['timeout', 1],
    ['encrypted', 0],
  ] as const)('that fails with %s gives back %d credits, once', async (code, refund) => {
    const accountId = await newAccount(database, 5);
    const { id } = await acceptedAsset(database, accountId);
    const run = newId();
    await runs.claim(id, run, 30);
    const results = await Promise.all([1, 2, 3].map(() => runs.fail(id, run, code)));
    expect(results.filter(Boolean)).toHaveLength(1);
    expect(await ledgerOf(accountId)).toEqual({ sum: 4 + refund, credits: 4 + refund });
    expect((await assets.find(accountId, id))?.errorCode).toBe(code);
  });

  it('is tried again until its last attempt', async () => {
    const accountId = await newAccount(database, 5);
    const { id } = await acceptedAsset(database, accountId);
    const release = { delaySeconds: 0, maxAttempts: 2, code: 'storage_unavailable' } as const;
    for (const expected of ['queued', 'failed']) {
      const run = newId();
      await runs.claim(id, run, 30);
      expect(await runs.release(id, run, release)).toBe(expected);
    }
    expect((await ledgerOf(accountId)).credits).toBe(5);
  });

  it('does not count an attempt that it hands back', async () => {
    const accountId = await newAccount(database);
    const { id } = await acceptedAsset(database, accountId);
    const run = newId();
    await runs.claim(id, run, 30);
    expect(await runs.handBack(id, run)).toBe(true);
    expect(await assets.find(accountId, id)).toMatchObject({ status: 'queued', attempts: 0 });
  });
});

describe('delete', () => {
  it('erases everything personal, ends the run and asks for the object to be erased', async () => {
    const accountId = await newAccount(database);
    const asset = await acceptedAsset(database, accountId, { tags: ['t'], externalRef: 'r' });
    const run = newId();
    await runs.claim(asset.id, run, 30);
    expect(await assets.delete(await newAccount(database), asset.id)).toBeNull();
    expect(await assets.delete(accountId, asset.id)).toMatchObject({ objectKey: asset.objectKey });
    expect(await assets.delete(accountId, asset.id)).toMatchObject({ objectKey: null });
    expect(await runs.complete(asset.id, run, sampleParsedCv(asset.id))).toBe(false);
    expect(await assets.find(accountId, asset.id)).toBeNull();
    expect(await assets.find(accountId, asset.id, { includeDeleted: true })).toMatchObject({
      status: 'deleted',
      filename: null,
      sha256: null,
      tags: [],
      externalRef: null,
      objectKey: null,
    });
    const jobs = await database.query('SELECT payload FROM outbox WHERE asset_id = $1', [asset.id]);
    expect(jobs).toEqual([{ payload: { kind: 'erase_object', assetId: asset.id, objectKey: asset.objectKey } }]);
  });
});

describe('list', () => {
  it('pages newest first and filters', async () => {
    const accountId = await newAccount(database);
    const ids: string[] = [];
    for (let i = 0; i < 7; i++)
      ids.unshift((await acceptedAsset(database, accountId, { filename: `CV_${i}%.pdf`, tags: [`t${i % 2}`] })).id);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<AssetRepository['list']>> = await assets.list(accountId, {}, cursor, 3);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(ids);
    const count = async (filters: Parameters<AssetRepository['list']>[1]) =>
      (await assets.list(accountId, filters, null, 100)).items.length;
    expect(await count({ tag: 't1' })).toBe(3);
    expect(await count({ filename: 'cv_3%' })).toBe(1);
    expect(await count({ filename: '_%' })).toBe(0);
    await acceptedAsset(database, accountId, { filename: 'LEBENSLÄUFE.pdf' });
    expect(await count({ filename: 'lebensläufe' })).toBe(1);
    expect(await count({ filename: 'LÄUFE' })).toBe(1);
    expect(await count({ status: ['completed', 'failed'] })).toBe(0);
    expect(
      await count({ createdAfter: new Date(Date.now() - 60_000), createdBefore: new Date(Date.now() + 60_000) }),
    ).toBe(8);
    await expect(assets.list(accountId, {}, 'nonsense', 3)).rejects.toBeInstanceOf(InvalidCursorError);
  });
});

describe('keys and credits', () => {
  it('finds a key by its plaintext until it is revoked or expired', async () => {
    const keys = new ApiKeyRepository(database, { pepper: 'pepper', prefix: 'rsm_live_' });
    const accountId = await newAccount(database);
    const { key, row } = await keys.create(accountId, { name: 'k', scopes: ['files:read'] });
    expect(key.startsWith(row.keyPrefix)).toBe(true);
    expect(row.keyPrefix).toHaveLength(20);
    const found = await keys.findActive(key);
    expect(found).toMatchObject({ key: { id: row.id, scopes: ['files:read'] }, account: { id: accountId } });
    expect(await new ApiKeyRepository(database, { pepper: 'other', prefix: 'rsm_live_' }).findActive(key)).toBeNull();
    await keys.touch(row.id);
    expect((await keys.list(accountId))[0]?.key.lastUsedAt).toBeInstanceOf(Date);
    expect(await keys.revoke(await newAccount(database), row.id)).toBe(false);
    expect(await keys.revoke(accountId, row.id)).toBe(true);
    expect(await keys.findActive(key)).toBeNull();
    const expired = await keys.create(accountId, { name: 'k', scopes: [], expiresAt: new Date(Date.now() - 1) });
    expect(await keys.findActive(expired.key)).toBeNull();
  });

  it('charges a synchronous parse and gives it back once', async () => {
    const accounts = new AccountRepository(database);
    const accountId = await newAccount(database, 1);
    const charge = await accounts.chargeParse(accountId);
    expect(charge?.creditsRemaining).toBe(0);
    expect(await accounts.chargeParse(accountId)).toBeNull();
    await Promise.all([1, 2, 3].map(() => accounts.refundParse(accountId, charge?.operationId ?? '')));
    expect(await ledgerOf(accountId)).toEqual({ sum: 1, credits: 1 });
  });

  it('keeps the ledger append-only', async () => {
    await expect(database.query('UPDATE ledger_entries SET amount = 5')).rejects.toThrow('append-only');
  });
});

describe('outbox', () => {
  it('gives every job to one of many relays, and again after a publish that failed', async () => {
    const url = await postgres.newDatabase();
    const other = await openDatabase(url);
    const outbox = new OutboxRepository(other);
    const accountId = await newAccount(other);
    for (let i = 0; i < 20; i++) await acceptedAsset(other, accountId);
    await expect(outbox.relayBatch(10, () => Promise.reject(new Error('no queue')))).rejects.toThrow('no queue');
    const published: string[] = [];
    const counts = await Promise.all(
      [1, 2, 3, 4].map(() => outbox.relayBatch(10, async (jobs) => void published.push(...jobs.map(({ id }) => id)))),
    );
    expect(counts.reduce((sum, count) => sum + count)).toBe(20);
    expect(new Set(published).size).toBe(20);
    await other.destroy();
  });
});

describe('isDatabaseUnavailable', () => {
  it('tells a lost server from a wrong statement', async () => {
    const refused = await createDataSource({ url: 'postgres://a:b@127.0.0.1:1/x' })
      .initialize()
      .catch((error: unknown) => error);
    expect(isDatabaseUnavailable(refused)).toBe(true);
    const wrong = await database.query('SELEKT 1').catch((error: unknown) => error);
    expect(isDatabaseUnavailable(wrong)).toBe(false);
  });
});
