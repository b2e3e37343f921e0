import { DataSource } from 'typeorm';
import { newAccount, openDatabase } from '../../../test/support/database.js';
import { startPostgres, type TestPostgres } from '../../../test/support/postgres.js';
import { dataSourceOptions } from '../data-source.js';
import { newId } from '../ids.js';
import { CANDIDATE_GRAIN, DisplayRefreshRepository, DisplayRepository, runMigrations } from '../index.js';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres?.stop());

/** The schema as it was before rows were narrowed. */
async function migrateUntil(url: string, name: string): Promise<DataSource> {
  const options = dataSourceOptions({ url });
  const all = options.migrations as (new () => { name: string })[];
  const place = all.findIndex((each) => new each().name.startsWith(name));
  if (place < 0) throw new Error('There is no such migration.');
  const database = await new DataSource({ ...options, migrations: all.slice(0, place) as never }).initialize();
  await runMigrations(database);
  return database;
}

it('finds rows that were written before an upgrade, and has them projected anew', async () => {
  const url = await postgres.newDatabase();
  const before = await migrateUntil(url, 'NarrowDisplayRows');
  const accountId = await newAccount(before);
  const assetId = newId();
  await before.query(
    `INSERT INTO assets (id, account_id, task_id, status, size_bytes, reference_date, created_at, updated_at, filename)
     VALUES ($1, $2, $1, 'completed', 1, '2026-01-01', now(), now(), 'LEBENSLÄUFE.pdf')`,
    [assetId, accountId],
  );
  await before.query(
    `INSERT INTO display_rows (asset_id, account_id, name, top_skills, quality, status, created_at, processed_at, updated_at, projection_version, search)
     VALUES ($1, $2, 'ÉMILE', '{Ökonomie}', 1, 'complete', now(), now(), now(), 2, to_tsvector('simple', 'zwei worte'))`,
    [assetId, accountId],
  );
  await before.destroy();

  const database = await openDatabase(url, 2);
  try {
    const display = new DisplayRepository(database);
    const found = async (column: string, value: string) =>
      (
        await display.query(accountId, {
          filters: [{ column, operator: 'eq', value }],
          sort: CANDIDATE_GRAIN.order,
          page: { kind: 'page', number: 1, size: 5 },
        })
      ).rows.length;
    // By the index, which held the entry as it was lowered before.
    await database.query('SET enable_seqscan = off');
    expect(await found('top_skills', 'ökonomie')).toBe(1);
    expect(await found('name', 'émile')).toBe(1);
    expect(await new DisplayRefreshRepository(database).countStale()).toBe(1);
    const candidate = {
      ...{ name: 'Ann', top_skills: [], languages: [], tags: [], quality: 1, status: 'complete' },
      ...{ created_at: '2026-01-01', projection_version: 3 },
    };
    const details = {
      position: [{ title: 'Cook', skills: ['Soup'], is_current: true }],
      skill: [
        { name: 'Soup', is_listed: true },
        { name: 'Salt', is_listed: false },
      ],
      ...{ education: [], language: [], certificate: [] },
    };
    const json = [candidate, details].map((value) => JSON.stringify(value));
    await database.query('SELECT write_display_rows($1, $2, $3, $4, $5)', [assetId, accountId, ...json, 'ann cook']);
    const skills = await database.query('SELECT ordinal, name, candidate_name FROM display_skills ORDER BY ordinal');
    expect(skills).toEqual([
      { ordinal: 0, name: 'Soup', candidate_name: 'Ann' },
      { ordinal: 1, name: 'Salt', candidate_name: 'Ann' },
    ]);
  } finally {
    await database.destroy();
  }
}, 60_000);
