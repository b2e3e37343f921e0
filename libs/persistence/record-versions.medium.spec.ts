import type { ParsedCv } from '@vitamill/domain';
import { sampleParsedCv } from '../../test/e2e/support/sample-record.js';
import { acceptedAsset, newAccount, openDatabase } from '../../test/support/database.js';
import { startPostgres, type TestPostgres } from '../../test/support/postgres.js';
import {
  AccountRepository,
  AssetRepository,
  CorrectionRepository,
  newId,
  RecordRepository,
  ReprocessRepository,
  RunRepository,
} from './index.js';

let postgres: TestPostgres;
let database: Awaited<ReturnType<typeof openDatabase>>;
let accountId: string;
beforeAll(async () => {
  postgres = await startPostgres();
  database = await openDatabase(await postgres.newDatabase());
  accountId = await newAccount(database);
}, 60_000);
afterAll(async () => {
  await database?.destroy();
  await postgres?.stop();
});

const parsed = (assetId: string, name: string): ParsedCv => sampleParsedCv(assetId, name);
const runs = () => new RunRepository(database);
const records = () => new RecordRepository(database);
const reprocess = () => new ReprocessRepository(database);
const OPTIONS = { limit: 100, maxQueueDepth: 1_000 };

const claim = async (assetId: string): Promise<string> => {
  const runId = newId();
  expect(await runs().claim(assetId, runId, 60)).not.toBeNull();
  return runId;
};
const completed = async (name = 'Ada Example'): Promise<string> => {
  const { id } = await acceptedAsset(database, accountId);
  expect(await runs().complete(id, await claim(id), parsed(id, name))).toBe(true);
  return id;
};
const balance = () => new AccountRepository(database).balance(accountId);
const correction = (value: string) => ({
  id: newId(),
  kind: 'set' as const,
  list: null,
  entryId: null,
  baseEntry: null,
  path: '/summary',
  members: ['a'],
  value,
  baseValue: null,
  keyId: newId(),
  userId: newId(),
  at: '2026-03-01T10:00:00.000Z',
  version: 2,
  conflict: null,
  index: 3,
});

describe('processing again', () => {
  it('makes a new version beside the old one, for nothing', async () => {
    const id = await completed('Old Name');
    const before = await balance();
    expect(await reprocess().queue(accountId, { assetIds: [id] }, OPTIONS)).toMatchObject({
      kind: 'queued',
      assets: [{ assetId: id }],
    });
    expect(await new AssetRepository(database).find(accountId, id)).toMatchObject({ status: 'queued', attempts: 0 });
    expect(await records().findLatest(accountId, id)).toMatchObject({ version: 1 });
    await runs().complete(id, await claim(id), parsed(id, 'New Name'));
    const { record } = (await records().findLatest(accountId, id)) ?? {};
    expect(record?.contact.name?.full).toBe('New Name');
    expect((await records().findVersion(accountId, id, 1))?.record.contact.name?.full).toBe('Old Name');
    expect((await records().versions(accountId, id)).map(({ version, latest }) => [version, latest])).toEqual([
      [2, true],
      [1, false],
    ]);
    expect(await balance()).toBe(before);
    expect(await database.query('SELECT name FROM display_rows WHERE asset_id = $1', [id])).toEqual([
      { name: 'New Name' },
    ]);
  });

  it('keeps the record, and gives no credit back, where the new run fails', async () => {
    const id = await completed();
    const before = await balance();
    for (const code of ['internal', 'damaged'] as const) {
      await reprocess().queue(accountId, { assetIds: [id] }, OPTIONS);
      expect(await runs().fail(id, await claim(id), code)).toBe(true);
      const asset = await new AssetRepository(database).find(accountId, id);
      expect(asset).toMatchObject({ status: 'completed', errorCode: null });
      expect(asset?.warnings).toEqual([expect.objectContaining({ code: 'reprocess_failed', reason: code })]);
    }
    expect(await balance()).toBe(before);
    expect(await records().findLatest(accountId, id)).toMatchObject({ version: 1 });
    await reprocess().queue(accountId, { assetIds: [id] }, OPTIONS);
    await runs().complete(id, await claim(id), parsed(id, 'x'));
    expect((await new AssetRepository(database).find(accountId, id))?.warnings).toEqual([]);
  });

  it('leaves one consistent state where the worker dies in between', async () => {
    const id = await completed();
    await reprocess().queue(accountId, { assetIds: [id] }, OPTIONS);
    const dead = await claim(id);
    await database.query(`UPDATE assets SET heartbeat_at = now() - interval '1 hour' WHERE id = $1`, [id]);
    const next = await claim(id);
    expect(await runs().complete(id, dead, parsed(id, 'Dead'))).toBe(false);
    expect(await runs().complete(id, next, parsed(id, 'Living'))).toBe(true);
    expect((await records().versions(accountId, id)).map(({ version }) => version)).toEqual([2, 1]);
  });

  it('queues an asset once, however often it is asked for', async () => {
    const id = await completed();
    await Promise.all([1, 2, 3].map(() => reprocess().queue(accountId, { assetIds: [id] }, OPTIONS)));
    expect(await database.query('SELECT job_id FROM outbox WHERE asset_id = $1', [id])).toHaveLength(1);
    await runs().complete(id, await claim(id), parsed(id, 'x'));
  });

  it('finds what another pipeline made, page by page, and no other account', async () => {
    const other = await newAccount(database);
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) {
      const { id } = await acceptedAsset(database, other);
      await runs().complete(id, await claim(id), parsed(id, 'x'));
      ids.push(id);
    }
    await database.query(`UPDATE master_records SET pipeline_version = 'older' WHERE asset_id = $1`, [ids[1]]);
    const outdated = { notMadeBy: { pipelineVersion: 'test', lexiconVersion: null } };
    const first = await reprocess().queue(other, outdated, OPTIONS);
    expect(first).toMatchObject({ assets: [{ assetId: ids[1] }] });
    const page = await reprocess().queue(other, {}, { ...OPTIONS, limit: 1 });
    expect(page).toMatchObject({ assets: [{ assetId: ids[0] }] });
    expect(await reprocess().queue(other, { after: ids[0] }, OPTIONS)).toMatchObject({ assets: [{ assetId: ids[2] }] });
    expect(await reprocess().queue(accountId, { assetIds: ids }, OPTIONS)).toMatchObject({ assets: [] });
    expect(await reprocess().queue(other, {}, { limit: 5, maxQueueDepth: 1 })).toEqual({ kind: 'saturated' });
  });
});

describe('corrections', () => {
  it('stand with the version that they make, and are given back as they were', async () => {
    const id = await completed();
    const corrections = [correction('one'), { ...correction('two'), members: null, index: null, value: { a: [1] } }];
    const repository = new CorrectionRepository(database);
    const next = { basedOn: 1, origin: 'correction' as const, parsed: parsed(id, 'Corrected Name'), corrections };
    expect(await repository.write(accountId, id, next)).toBe(2);
    expect(await repository.list(accountId, id)).toEqual(corrections);
    expect(await repository.list(await newAccount(database), id)).toEqual([]);
    expect(await records().findLatest(accountId, id)).toMatchObject({ version: 2, origin: 'correction' });
    expect(await database.query('SELECT name FROM display_rows WHERE asset_id = $1', [id])).toEqual([
      { name: 'Corrected Name' },
    ]);
  });

  it('are not written over a version that nobody looked at', async () => {
    const id = await completed();
    const repository = new CorrectionRepository(database);
    const next = {
      basedOn: 1,
      origin: 'correction' as const,
      parsed: parsed(id, 'x'),
      corrections: [correction('one')],
    };
    const written = await Promise.all([1, 2, 3].map(() => repository.write(accountId, id, next)));
    expect(written.filter((version) => version !== null)).toEqual([2]);
    expect(await repository.write(await newAccount(database), id, { ...next, basedOn: 2 })).toBeNull();
  });

  it('are put onto what a later run reads, and never lost', async () => {
    const id = await completed();
    const repository = new CorrectionRepository(database);
    const corrections = [correction('one')];
    await repository.write(accountId, id, { basedOn: 1, origin: 'correction', parsed: parsed(id, 'x'), corrections });
    await reprocess().queue(accountId, { assetIds: [id] }, OPTIONS);
    const runId = await claim(id);
    await expect(runs().complete(id, runId, parsed(id, 'y'))).rejects.toThrow('corrections');
    const rebased = [{ ...corrections[0]!, conflict: 'reading_changed' as const }];
    expect(
      await runs().complete(id, runId, parsed(id, 'y'), (read, known) => {
        expect(known).toEqual(corrections);
        return { parsed: { ...read, record: { ...read.record, summary: 'one' } }, corrections: rebased };
      }),
    ).toBe(true);
    expect((await records().findLatest(accountId, id))?.record.summary).toBe('one');
    expect(await repository.list(accountId, id)).toEqual(rebased);
  });

  it('go with their asset', async () => {
    const id = await completed();
    const repository = new CorrectionRepository(database);
    const corrections = [correction('one')];
    await repository.write(accountId, id, { basedOn: 1, origin: 'correction', parsed: parsed(id, 'x'), corrections });
    await new AssetRepository(database).delete(accountId, id);
    expect(await database.query('SELECT 1 FROM corrections WHERE asset_id = $1', [id])).toEqual([]);
    expect(
      await repository.write(accountId, id, { basedOn: 2, origin: 'correction', parsed: parsed(id, 'x') }),
    ).toBeNull();
  });
});
