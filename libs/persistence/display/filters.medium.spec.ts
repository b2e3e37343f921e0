import fc from 'fast-check';
import { newAccount, openDatabase } from '../../../test/support/database.js';
import { startPostgres, type TestPostgres } from '../../../test/support/postgres.js';
import { type DisplayFilter, type DisplayOperator, DisplayRepository, GRAINS, newId } from '../index.js';

let postgres: TestPostgres;
let database: Awaited<ReturnType<typeof openDatabase>>;
let display: DisplayRepository;
let accountId: string;

const [CANDIDATE] = GRAINS;
const POSITION = GRAINS.find(({ name }) => name === 'position') ?? CANDIDATE;

const WORDS = [
  ...[
    'abc',
    'Abc',
    'abcd',
    'ab',
    'aBé',
    'ábc',
    'a-b',
    'a b',
    'äöü',
    'ß',
    'straße',
    'strasse',
    'Æon',
    'ÉMILE Öz',
    'zz',
    'ZZ top',
  ],
  ...['Ёлка', 'елка', 'й', 'и\u0306го', 'Ωμέγα', 'ωμεγα', 'ﷺ', 'عربي', 'שלום', '日本語', '日本', '가각', '가'],
  ...[
    'เกม',
    'เ',
    'แม่',
    'ກາ',
    '50%',
    '5_0',
    '\\b',
    "o'b",
    '',
    ' ',
    'İzmir',
    'ızmir',
    'i̇',
    '😀 a',
    '\uFFFDx',
    'a\u200Db',
  ],
];

beforeAll(async () => {
  postgres = await startPostgres();
  database = await openDatabase(await postgres.newDatabase());
  display = new DisplayRepository(database);
  accountId = await newAccount(database);
  const runner = database.createQueryRunner();
  await runner.query('SET session_replication_role = replica');
  for (const [index, word] of [...WORDS, null].entries()) {
    const id = newId();
    await runner.query(
      `INSERT INTO display_rows (asset_id, account_id, name, country, quality, status, created_at, processed_at, updated_at, search)
       VALUES ($1, $2, $3, $3, 1, 'complete', now(), now(), now(), '')`,
      [id, accountId, word],
    );
    await runner.query(
      `INSERT INTO display_positions (asset_id, account_id, ordinal, candidate_name, title, months_min, is_current, updated_at)
       VALUES ($1, $2, 0, $3, $3, $4, $5, now())`,
      [id, accountId, word, index % 5 === 0 ? null : index % 4, index % 3 === 0 ? null : index % 2 === 0],
    );
  }
  // So many different employers that they are not looked through one by one.
  await runner.query(
    `INSERT INTO display_positions (asset_id, account_id, ordinal, employer, updated_at)
     SELECT gen_random_uuid(), $1, 1, 'Employer ' || n, now() FROM generate_series(1, 5500) AS n`,
    [accountId],
  );
  await runner.query('ANALYZE display_rows, display_positions');
  await runner.release();
}, 60_000);
afterAll(async () => {
  await database?.destroy();
  await postgres?.stop();
});

const found = async (grain: typeof CANDIDATE, filter: DisplayFilter): Promise<string[]> => {
  const page = { kind: 'page', number: 1, size: 500 } as const;
  const { rows, total } = await display.query(accountId, { filters: [filter], sort: grain.order, page }, grain);
  expect(total?.rows).toBe(rows.length);
  return rows.map(({ asset_id }) => String(asset_id));
};
/** The same, asked in the plainest way. */
const plain = async (grain: typeof CANDIDATE, condition: string, value: unknown): Promise<string[]> => {
  const rows: { asset_id: string }[] = await database.query(
    `SELECT asset_id FROM ${grain.table} WHERE account_id = $1 AND ${condition}`,
    [accountId, value],
  );
  return rows.map(({ asset_id }) => asset_id).sort();
};
const idOf = async (title: string): Promise<string | undefined> => (await plain(POSITION, 'title = $2', title))[0];
const like = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
const begin = (length: number) => (text: string) => Array.from(text).slice(0, length).join('');

describe('filters of texts', () => {
  const parts = fc.oneof(
    fc.constantFrom(...WORDS),
    fc.tuple(fc.constantFrom(...WORDS), fc.integer({ min: 1, max: 3 })).map(([word, length]) => begin(length)(word)),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }),
  );

  it.each(['title', 'candidate_name'])(
    'find what begins with a text and what has it in it, by %s',
    async (column) => {
      const key = `lower("${column}")`;
      await fc.assert(
        fc.asyncProperty(parts, async (text) => {
          const value = text.replaceAll('\0', '');
          const starting = await found(POSITION, { column, operator: 'starts_with', value });
          expect(starting.sort()).toEqual(
            await plain(POSITION, `${key} LIKE lower($2::text COLLATE "und-x-icu")`, `${like(value)}%`),
          );
          const containing = await found(POSITION, { column, operator: 'contains', value });
          expect(containing.sort()).toEqual(
            await plain(POSITION, `${key} LIKE lower($2::text COLLATE "und-x-icu")`, `%${like(value)}%`),
          );
        }),
        { numRuns: 150, examples: WORDS.map((word) => [word]) },
      );
    },
    60_000,
  );

  it.each([
    ...['abc', 'ZZ', 'nothing like it', 'เ'].map((value) => ['title', value] as const),
    ...([
      ['months_min', 2],
      ['is_current', true],
    ] as const),
  ])('find what differs, rows without a value among it: %s ne %s', async (column, value) => {
    const filters: DisplayFilter[] = [
      { column, operator: 'ne', value },
      { column: 'ordinal', operator: 'eq', value: 0 },
    ];
    const page = { kind: 'page', number: 1, size: 500 } as const;
    const { rows } = await display.query(accountId, { filters, sort: POSITION.order, page }, POSITION);
    const key = typeof value === 'string' ? `lower(${column})` : column;
    expect(rows.map(({ asset_id }) => String(asset_id)).sort()).toEqual(
      await plain(
        POSITION,
        `${key} IS DISTINCT FROM $2 AND ordinal = 0`,
        typeof value === 'string' ? value.toLowerCase() : value,
      ),
    );
  });

  it.each(['eq', 'in', 'starts_with', 'contains', 'gte', 'lte'] as const)(
    'take no heed of case, of any letter: %s',
    async (operator) => {
      for (const text of ['Émile öz', 'ÉMILE ÖZ', 'émile öz']) {
        const value = operator === 'in' ? [text] : text;
        for (const column of ['title', 'candidate_name'])
          expect(await found(POSITION, { column, operator, value })).toContain(await idOf('ÉMILE Öz'));
      }
    },
  );

  it('find parts of texts also where a column has very many', async () => {
    expect(await found(POSITION, { column: 'employer', operator: 'contains', value: 'YER 249' })).toHaveLength(11);
    expect(await found(POSITION, { column: 'employer', operator: 'contains', value: 'nobody' })).toEqual([]);
  });
});

describe('filters of times', () => {
  /** More than are fetched and then ordered. */
  const ROWS = 15_000;
  const DAY = 86_400_000;
  const BEGIN = Date.parse('2020-01-01Z');
  let many: string;

  beforeAll(async () => {
    many = await newAccount(database);
    const runner = database.createQueryRunner();
    // Up to 90 days lie between an upload and its last change; the clock that writes the next time may be behind.
    await runner.query(`SET session_replication_role = replica`);
    await runner.query(
      `INSERT INTO display_rows (asset_id, account_id, quality, status, created_at, processed_at, updated_at, search)
       SELECT gen_random_uuid(), $1, 1, 'complete', at, at + (n % 3 - 1) * interval '10 seconds', at + (n % 90) * interval '1 day', ''
       FROM generate_series(1, $2::int) AS n, LATERAL (SELECT $3::timestamptz + n * interval '1 hour' AS at) AS times`,
      [many, ROWS, new Date(BEGIN)],
    );
    await runner.query('ANALYZE display_rows');
    await runner.release();
  }, 60_000);

  it.each(['asc', 'desc'] as const)(
    'give the same rows whichever time they are ordered by, %s',
    async (direction) => {
      const columns = ['created_at', 'processed_at', 'updated_at'];
      const comparisons = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;
      for (const column of columns)
        for (const sorted of columns)
          for (const [operator, comparison] of Object.entries(comparisons)) {
            // Two thirds of the way to the side that has most rows.
            const value = new Date(BEGIN + (comparison.startsWith('<') ? 415 : 215) * DAY);
            const { rows } = await display.query(many, {
              filters: [{ column, operator: operator as DisplayOperator, value }],
              sort: { column: sorted, direction },
              page: { kind: 'cursor', cursor: null, size: 100 },
            });
            const expected: { asset_id: string }[] = await database.query(
              `SELECT asset_id FROM display_rows WHERE account_id = $1 AND ${column} ${comparison} $2
             ORDER BY ${sorted} ${direction}, asset_id ${direction} LIMIT 100`,
              [many, value],
            );
            expect(rows.map(({ asset_id }) => asset_id)).toEqual(expected.map(({ asset_id }) => asset_id));
          }
    },
    60_000,
  );
});

describe('filters of which the planner expects far too few rows', () => {
  it('find the first rows in their order all the same', async () => {
    const many = await newAccount(database);
    const runner = database.createQueryRunner();
    await runner.query('SET session_replication_role = replica');
    // Every fifth row has all three values, which the planner takes for one row of 125.
    await runner.query(
      `INSERT INTO display_positions (asset_id, account_id, ordinal, employer, team, city, updated_at)
       SELECT gen_random_uuid(), $1, 0, value, value, value, '2025-01-01Z'::timestamptz + n * interval '1 minute'
       FROM generate_series(1, 60000) AS n, LATERAL (SELECT CASE WHEN n % 5 = 0 THEN 'one' ELSE 'other ' || n % 7 END AS value) AS v`,
      [many],
    );
    await runner.query('ANALYZE display_positions');
    await runner.release();
    const filters = ['employer', 'team', 'city'].map((column) => ({ column, operator: 'eq', value: 'one' }) as const);
    const [first]: { asset_id: string }[] = await database.query(
      `SELECT asset_id FROM display_positions WHERE account_id = $1 AND team = 'one' ORDER BY updated_at DESC LIMIT 1`,
      [many],
    );
    for (const page of [
      { kind: 'page', number: 1, size: 10 },
      { kind: 'page', number: 1, size: 10 },
      { kind: 'cursor', cursor: null, size: 10 },
    ] as const) {
      const { rows, total } = await display.query(many, { filters, sort: POSITION.order, page }, POSITION);
      expect(rows).toHaveLength(10);
      expect(rows[0]?.asset_id).toBe(first?.asset_id);
      if (page.kind === 'page') expect(total).toEqual({ rows: 7_500, isExact: false });
    }
  }, 60_000);
});
