import type { MasterRecord } from '@vitamill/domain';
import { acceptedAsset, newAccount, openDatabase } from '../../../test/support/database.js';
import { sampleParsedCv } from '../../../test/support/parsed-cv.js';
import { startPostgres, type TestPostgres } from '../../../test/support/postgres.js';
import {
  DISPLAY_COLUMNS,
  type DisplayFilter,
  type DisplayQuery,
  DisplayRepository,
  InvalidCursorError,
  newId,
  RunRepository,
} from '../index.js';

let postgres: TestPostgres;
let database: Awaited<ReturnType<typeof openDatabase>>;
let display: DisplayRepository;
let accountId: string;

const contactOf = (full: string, city: string | null): MasterRecord['contact'] => ({
  ...sampleParsedCv(null).record.contact,
  name: { full, given: null, family: null, prefix: null, suffix: null },
  location: city ? { raw: city, city, region: null, postal_code: null, country: 'DE' } : null,
});
const skill = (name: string): MasterRecord['skills'][number] => ({
  name,
  normalized: null,
  id: null,
  taxonomy: null,
  type: null,
  months: null,
  last_used: null,
  sources: ['skills'],
});
const PEOPLE: readonly [name: string, city: string | null, months: number | null, skills: readonly string[]][] = [
  ['Émile Zola', 'Paris', 120, ['French', 'Writing']],
  ['anna Beispiel', 'Berlin', 60, ['TypeScript', 'SQL']],
  ['Örjan 100%', null, null, []],
  ['Zoë Muster', 'Berlin', 60, ['SQL']],
  ['Bob_Beispiel', null, 0, ['C', 'Ökonomie', 'a {b}, "NULL"']],
];

beforeAll(async () => {
  postgres = await startPostgres();
  database = await openDatabase(await postgres.newDatabase());
  display = new DisplayRepository(database);
  accountId = await newAccount(database);
  const runs = new RunRepository(database);
  for (const [name, city, months, skills] of PEOPLE) {
    const { id } = await acceptedAsset(database, accountId, { tags: ['Alpha'] });
    const run = newId();
    await runs.claim(id, run, 30);
    const base = sampleParsedCv(id);
    const metrics = {
      ...base.record.metrics,
      experience_months: months === null ? null : { min: months, max: months },
    };
    await runs.complete(
      id,
      run,
      sampleParsedCv(id, { contact: contactOf(name, city), metrics, skills: skills.map(skill) }),
    );
  }
}, 60_000);
afterAll(async () => {
  await database?.destroy();
  await postgres?.stop();
});

const query = (changes: Partial<DisplayQuery> = {}) =>
  display.query(accountId, {
    filters: [],
    sort: { column: 'name', direction: 'asc' },
    page: { kind: 'page', number: 1, size: 50 },
    ...changes,
  });
const names = async (...filters: DisplayFilter[]) => (await query({ filters })).rows.map(({ name }) => name);

describe('display rows', () => {
  it.each(['asc', 'desc'] as const)(
    'sort by every column %s, by page and by cursor alike, empty values last',
    async (direction) => {
      for (const { name: column } of DISPLAY_COLUMNS) {
        const sort = { column, direction };
        const all = (await query({ sort })).rows.map(({ asset_id }) => asset_id);
        expect(all).toHaveLength(PEOPLE.length);
        const walked: string[] = [];
        let cursor: string | null = null;
        do {
          const page: Awaited<ReturnType<typeof query>> = await query({
            sort,
            page: { kind: 'cursor', cursor, size: 2 },
          });
          walked.push(...page.rows.map(({ asset_id }) => String(asset_id)));
          cursor = page.nextCursor;
        } while (cursor);
        expect([column, walked]).toEqual([column, all]);
        const second = await query({ sort, page: { kind: 'page', number: 2, size: 2 } });
        expect(second.rows.map(({ asset_id }) => asset_id)).toEqual(all.slice(2, 4));
        expect(second.total).toEqual({ rows: PEOPLE.length, isExact: true });
      }
      const months = (await query({ sort: { column: 'experience_months', direction } })).rows;
      expect(months.at(-1)?.experience_months).toBeNull();
    },
  );

  it('sort names as people do', async () => {
    expect(await names()).toEqual(['anna Beispiel', 'Bob_Beispiel', 'Émile Zola', 'Örjan 100%', 'Zoë Muster']);
  });

  it('filter by every operator', async () => {
    expect(await names({ column: 'city', operator: 'eq', value: 'BERLIN' })).toEqual(['anna Beispiel', 'Zoë Muster']);
    expect(await names({ column: 'city', operator: 'in', value: ['paris', 'rome'] })).toEqual(['Émile Zola']);
    expect(await names({ column: 'name', operator: 'contains', value: 'beispiel' })).toHaveLength(2);
    expect(await names({ column: 'name', operator: 'contains', value: '0%' })).toEqual(['Örjan 100%']);
    expect(await names({ column: 'name', operator: 'contains', value: 'ob_b' })).toEqual(['Bob_Beispiel']);
    expect(await names({ column: 'experience_months', operator: 'gte', value: 60 })).toHaveLength(3);
    expect(await names({ column: 'experience_months', operator: 'lt', value: 60 })).toEqual(['Bob_Beispiel']);
    expect(await names({ column: 'top_skills', operator: 'eq', value: 'sql' })).toHaveLength(2);
    expect(await names({ column: 'top_skills', operator: 'in', value: ['C', 'Writing'] })).toHaveLength(2);
    expect(await names({ column: 'top_skills', operator: 'eq', value: 'ÖKONOMIE' })).toEqual(['Bob_Beispiel']);
    expect(await names({ column: 'top_skills', operator: 'eq', value: 'A {B}, "null"' })).toEqual(['Bob_Beispiel']);
    expect(await names({ column: 'top_skills', operator: 'ne', value: 'ökonomie' })).toHaveLength(4);
    expect(await names({ column: 'tags', operator: 'eq', value: 'alpha' })).toHaveLength(5);
    expect(await names({ column: 'quality', operator: 'eq', value: 0.9 })).toHaveLength(5);
    expect(await names({ column: 'created_at', operator: 'gt', value: new Date(Date.now() + 60_000) })).toEqual([]);
    expect(await names({ column: 'asset_id', operator: 'eq', value: newId() })).toEqual([]);
  });

  it('search free text without regard to case and accents', async () => {
    const found = async (q: string) => (await query({ q })).rows.map(({ name }) => name);
    expect(await found('emile')).toEqual(['Émile Zola']);
    expect(await found('ZOË sql')).toEqual(['Zoë Muster']);
    expect(await found('sql -zoe')).toEqual(['anna Beispiel']);
    expect(await found(`'); DROP TABLE assets; --`)).toEqual([]);
  });

  it('stay within the account', async () => {
    const other = await display.query(await newAccount(database), {
      filters: [],
      sort: { column: 'name', direction: 'asc' },
      page: { kind: 'page', number: 1, size: 10 },
    });
    expect(other).toEqual({ rows: [], total: { rows: 0, isExact: true }, nextCursor: null });
  });

  it('refuse a cursor of another order and a made-up one', async () => {
    const first = await query({ page: { kind: 'cursor', cursor: null, size: 2 } });
    const sort = { column: 'email', direction: 'asc' } as const;
    for (const cursor of [first.nextCursor, 'WzFd', ''])
      await expect(query({ sort, page: { kind: 'cursor', cursor, size: 2 } })).rejects.toBeInstanceOf(
        InvalidCursorError,
      );
  });
});
