import { acceptedAsset, newAccount, openDatabase } from '../../../test/support/database.js';
import { startPostgres, type TestPostgres } from '../../../test/support/postgres.js';
import { storedMatch } from '../../../test/support/stored-match.js';
import {
  DisplayRefreshRepository,
  DisplayRepository,
  MATCH_GRAIN,
  MatchRepository,
  MatchRunRepository,
  newId,
  SubjectRepository,
} from '../index.js';
import { eraseAsset } from '../privacy/erase-asset.js';

let postgres: TestPostgres;
let database: Awaited<ReturnType<typeof openDatabase>>;
let display: DisplayRepository;
let matches: MatchRepository;
let runs: MatchRunRepository;
let accountId: string;

beforeAll(async () => {
  postgres = await startPostgres();
  database = await openDatabase(await postgres.newDatabase());
  display = new DisplayRepository(database);
  matches = new MatchRepository(database);
  runs = new MatchRunRepository(database);
}, 60_000);
beforeEach(async () => {
  accountId = await newAccount(database);
});
afterAll(async () => {
  await database?.destroy();
  await postgres?.stop();
});

interface Candidate {
  readonly ref: string;
  readonly text?: string;
  readonly assetId?: string;
  /** Null: it fails. */
  readonly score: number | null;
}

const accept = async (candidates: readonly Candidate[]): Promise<string> => {
  const id = newId();
  await matches.accept({
    ...{ id, accountId, keyId: null, family: 'screen', jobText: 'An engineer', webhookUrl: null, skipped: [] },
    criteria: { referenceDate: '2026-01-01', weights: {}, language: null },
    candidates: candidates.map(({ ref, text, assetId }) =>
      assetId ? { ref, kind: 'asset', assetId, recordVersion: 1 } : { ref, kind: 'text', text: text ?? 'Text' },
    ),
    retentionHours: 72,
  });
  return id;
};
const work = async (id: string, candidates: readonly Candidate[]): Promise<void> => {
  const run = newId();
  await runs.claim(id, run, 30);
  await runs.save(
    id,
    run,
    candidates.map(({ score }, position) => ({
      position,
      result: score === null ? null : JSON.stringify(storedMatch(score)),
      cvLanguage: 'en',
      error: score === null ? 'The CV has no text' : null,
    })),
  );
  expect(await runs.complete(id, run, 'a'.repeat(64), () => ({}))).toBe(true);
};
const screened = async (candidates: readonly Candidate[]): Promise<string> => {
  const id = await accept(candidates);
  await work(id, candidates);
  return id;
};
const rows = async (account = accountId) =>
  (
    await display.query(
      account,
      {
        filters: [],
        sort: { column: 'ordinal', direction: 'asc' },
        page: { kind: 'page', number: 1, size: 50 },
      },
      MATCH_GRAIN,
    )
  ).rows;
const deletedKeys = async () =>
  (
    await database.query('SELECT job_id, ordinal FROM display_match_deletions WHERE account_id = $1 ORDER BY ordinal', [
      accountId,
    ])
  ).map(({ job_id, ordinal }: { job_id: string; ordinal: number }) => [job_id, ordinal]);

describe('match rows', () => {
  it('hold one candidate each, ranked, with what the score is made of', async () => {
    const { id: assetId } = await acceptedAsset(database, accountId);
    const job = await screened([
      { ref: 'a', score: 40 },
      { ref: 'b', score: null },
      { ref: 'c', assetId, score: 81 },
      { ref: 'd', score: 81 },
    ]);
    const found = await rows();
    expect(found.map(({ candidate_ref, rank, score, status }) => [candidate_ref, rank, score, status])).toEqual([
      ['a', 3, 40, 'completed'],
      ['b', null, null, 'failed'],
      ['c', 1, 81, 'completed'],
      ['d', 2, 81, 'completed'],
    ]);
    expect(found[2]).toMatchObject({
      ...{
        job_id: job,
        asset_id: assetId,
        family: 'screen',
        uncapped: 90,
        cap_limit: 81,
        cap_reason: 'missing_degree',
      },
      ...{ role_score: 0.5, papers_score: null, required_met: 1, required_unknown: 1, required_not_met: 0 },
      ...{ match_reasons: ['A reason'], gaps: ['A gap'], version_hash: 'a'.repeat(64), language: 'en' },
    });
    expect(found[1]).toMatchObject({ error: 'The CV has no text', match_reasons: [] });
  });

  it('are there once the job is done and not before', async () => {
    const candidates = [{ ref: 'a', score: 50 }];
    const id = await accept(candidates);
    expect(await rows()).toEqual([]);
    await work(id, candidates);
    expect(await rows()).toHaveLength(1);
  });

  it('are nobody else’s', async () => {
    await screened([{ ref: 'a', score: 50 }]);
    expect(await rows(await newAccount(database))).toEqual([]);
  });

  it('go when the job expires, and leave their keys', async () => {
    const id = await screened([
      { ref: 'a', score: 50 },
      { ref: 'b', score: 51 },
    ]);
    await database.query('UPDATE match_jobs SET expires_at = now() WHERE id = $1', [id]);
    await runs.expire();
    expect(await rows()).toEqual([]);
    expect(await deletedKeys()).toEqual([
      [id, 0],
      [id, 1],
    ]);
  });

  it('go with an asset that is erased, and are not projected again', async () => {
    const { id: assetId } = await acceptedAsset(database, accountId);
    const id = await screened([
      { ref: 'a', assetId, score: 50 },
      { ref: 'b', score: 51 },
    ]);
    await database.transaction((manager) => eraseAsset(manager, accountId, assetId));
    expect((await rows()).map(({ candidate_ref }) => candidate_ref)).toEqual(['b']);
    expect(await deletedKeys()).toEqual([[id, 0]]);
    const refresh = new DisplayRefreshRepository(database);
    await refresh.markAll();
    await refresh.refresh(500);
    expect((await rows()).map(({ candidate_ref }) => candidate_ref)).toEqual(['b']);
  });

  it('say nothing of an asset that was erased while the job ran', async () => {
    const { id: assetId } = await acceptedAsset(database, accountId);
    const candidates = [{ ref: 'Ada Example', assetId, score: 50 }];
    const id = await accept(candidates);
    await database.transaction((manager) => eraseAsset(manager, accountId, assetId));
    await work(id, candidates);
    expect(await rows()).toEqual([]);
  });

  it('go with a person whose text was sent', async () => {
    const id = await screened([
      { ref: 'a', text: 'Ada, ada@mail.example', score: 50 },
      { ref: 'b', text: 'Bob', score: 51 },
    ]);
    const subjects = new SubjectRepository(database);
    const data = await subjects.export(accountId, { email: 'ada@mail.example' });
    expect(data?.tables.display_matches).toMatchObject([{ job_id: id, ordinal: 0 }]);
    const by = { actor: { kind: 'system', id: null }, requestId: null } as const;
    const erased = await subjects.erase(accountId, { email: 'ada@mail.example' }, by, () => ({
      ...{ id: newId(), statement: {}, signature: 'x' },
    }));
    expect(erased?.erasure.rows).toMatchObject({ display_matches: 1, match_candidates: 1 });
    expect((await rows()).map(({ candidate_ref }) => candidate_ref)).toEqual(['b']);
    expect(await deletedKeys()).toEqual([[id, 0]]);
  });

  it('are projected anew where they are of an older projection, and keep their deleted keys', async () => {
    const id = await screened([{ ref: 'a', score: 50 }]);
    await database.query('UPDATE match_jobs SET display_version = 0 WHERE id = $1', [id]);
    await database.query('UPDATE display_matches SET score = 1, verdict = NULL WHERE job_id = $1', [id]);
    const refresh = new DisplayRefreshRepository(database);
    expect(await refresh.countStale()).toBe(1);
    expect(await refresh.refresh(500)).toBe(1);
    expect(await rows()).toMatchObject([{ score: 50, verdict: 'Borderline' }]);
    expect(await refresh.countStale()).toBe(0);
    expect(await deletedKeys()).toEqual([]);
  });
});
