import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AssetRepository, DisplayRepository, findGrain, newId, RunRepository } from '@vitamill/persistence';
import { acceptedAsset, newAccount, openDatabase } from '../../test/support/database.js';
import { sampleParsedCv } from '../../test/support/parsed-cv.js';
import { startPostgres, type TestPostgres } from '../../test/support/postgres.js';

const root = join(import.meta.dirname, '../..');
const COUNT = 120;
const LANGUAGES = [
  { name: 'Deutsch', code: 'de', level: null },
  { name: 'English', code: 'en', level: null },
];

let postgres: TestPostgres;
let database: Awaited<ReturnType<typeof openDatabase>>;
let url: string;
let accountId: string;

const store = async (): Promise<string> => {
  const { id } = await acceptedAsset(database, accountId);
  const run = newId();
  const runs = new RunRepository(database);
  await runs.claim(id, run, 30);
  await runs.complete(id, run, sampleParsedCv(id, { languages: LANGUAGES }));
  return id;
};
const rebuild = async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(root, 'dist/apps/cli/main.js'), 'display', 'rebuild'],
    {
      env: {
        PATH: process.env.PATH,
        VITAMILL_DATABASE_URL: url,
        VITAMILL_STORAGE_DIR: 'unused',
        VITAMILL_KEY_PEPPER: 'a pepper of the tests, of more than 32 letters',
        VITAMILL_SECRETS_KEY: 'a key of the tests, of more than 32 letters',
      },
    },
  );
  return JSON.parse(stdout) as { rows: number; left: number };
};

beforeAll(async () => {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs')]);
  postgres = await startPostgres();
  url = await postgres.newDatabase();
  database = await openDatabase(url);
  accountId = await newAccount(database, 1_000);
  for (let count = 0; count < COUNT; count++) await store();
}, 240_000);
afterAll(async () => {
  await database?.destroy();
  await postgres?.stop();
}, 30_000);

describe('display rebuild', () => {
  it('projects all rows anew while they are read, written and deleted, and nobody sees a part of them', async () => {
    const display = new DisplayRepository(database);
    const spoken = findGrain('language');
    if (!spoken) throw new Error('There is no such grain.');
    // What an older projection left behind.
    await database.query(`UPDATE display_rows SET city = 'Nowhere', projection_version = 0`);
    await database.query(`UPDATE display_languages SET code = 'xx' WHERE ordinal = 1`);
    let ended = false;
    const rebuilt = rebuild().finally(() => {
      ended = true;
    });
    const counts = new Set<string>();
    let reads = 0;
    let written = 0;
    const read = async () => {
      while (!ended) {
        // One statement, one moment: candidates and their languages belong together in each.
        const [row] = await database.query(
          `SELECT (SELECT count(*) FROM display_rows WHERE account_id = $1) AS candidates,
             (SELECT count(*) FROM display_languages WHERE account_id = $1) AS languages`,
          [accountId],
        );
        counts.add(Number(row.languages) === 2 * Number(row.candidates) ? 'whole' : JSON.stringify(row));
        const page = { kind: 'page', number: 1, size: 500 } as const;
        const sort = { column: 'ordinal', direction: 'asc' } as const;
        const { rows } = await display.query(accountId, { filters: [], sort, page }, spoken);
        if (rows.length < 2 * COUNT) counts.add(`${rows.length} rows`);
        reads += 1;
      }
    };
    const write = async () => {
      while (!ended) {
        const id = await store();
        await new AssetRepository(database).delete(accountId, id);
        written += 1;
      }
    };
    await Promise.all([read(), read(), write()]);
    expect(await rebuilt).toEqual({ rows: expect.any(Number), left: 0 });
    expect((await rebuilt).rows).toBeGreaterThanOrEqual(COUNT);
    expect([...counts]).toEqual(['whole']);
    expect(Math.min(reads, written)).toBeGreaterThan(3);
    expect(await database.query(`SELECT 1 FROM display_rows WHERE city = 'Nowhere'`)).toEqual([]);
    expect(await database.query(`SELECT 1 FROM display_languages WHERE code = 'xx'`)).toEqual([]);
    expect(await database.query('SELECT count(*)::int AS count FROM display_rows')).toEqual([{ count: COUNT }]);
  }, 120_000);

  it('leaves what somebody else holds to the workers, and ends', async () => {
    const [{ id }] = await database.query('SELECT asset_id AS id FROM display_rows LIMIT 1');
    const holder = database.createQueryRunner();
    await holder.startTransaction();
    try {
      await holder.query('SELECT 1 FROM assets WHERE id = $1 FOR UPDATE', [id]);
      expect(await rebuild()).toEqual({ rows: COUNT, left: 1 });
    } finally {
      await holder.rollbackTransaction();
      await holder.release();
    }
    expect(await rebuild()).toEqual({ rows: COUNT, left: 0 });
  }, 120_000);
});
