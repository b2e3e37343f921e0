import { randomBytes } from 'node:crypto';
import { acceptedAsset, newAccount, openDatabase } from '../../../test/support/database.js';
import { sampleParsedCv } from '../../../test/support/parsed-cv.js';
import { startPostgres, type TestPostgres } from '../../../test/support/postgres.js';
import {
  DisplayGroupRepository,
  DisplayRefreshRepository,
  DisplayRepository,
  type DisplaySelection,
  GRAINS,
  newId,
  RunRepository,
  SummaryRepository,
} from '../index.js';
import { isAlwaysThere } from './grains.js';

let postgres: TestPostgres;
let database: Awaited<ReturnType<typeof openDatabase>>;
let display: DisplayRepository;
let groups: DisplayGroupRepository;
let accountId: string;

const place = (city: string, country: string) => ({ raw: city, city, region: null, postal_code: null, country });
const positions = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    title: { raw: `Pflegekraft ${index}`, normalized: 'Nurse', code: '2221', taxonomy: 'isco-08', seniority: null },
    employer: { name: index % 2 === 0 ? 'Klinik Nord' : 'Haus Süd' },
    location: place('Kiel', 'DE'),
    start: `20${10 + index}`,
    end: index === 0 ? null : `20${11 + index}-02`,
    is_current: index === 0,
    months: { min: 10 + index, max: 20 + index },
    employment_type: null,
    description: null,
    highlights: [],
    skills: ['Wundversorgung'],
  }));
const skill = (name: string, sources: readonly string[] = ['skills']) => ({
  ...{ name, normalized: name.toUpperCase(), id: null, taxonomy: null, type: 'professional', months: 12 },
  ...{ last_used: '2024', sources },
});

async function store(changes: Parameters<typeof sampleParsedCv>[1], account = accountId): Promise<string> {
  const { id } = await acceptedAsset(database, account);
  const run = newId();
  const runs = new RunRepository(database);
  await runs.claim(id, run, 30);
  await runs.complete(id, run, sampleParsedCv(id, changes));
  return id;
}

beforeAll(async () => {
  postgres = await startPostgres();
  database = await openDatabase(await postgres.newDatabase());
  display = new DisplayRepository(database);
  groups = new DisplayGroupRepository(database);
  accountId = await newAccount(database);
  await store({
    language: 'de',
    summary: 'Ich leite Stationen und bilde Auszubildende aus.',
    experience: positions(3),
    skills: [skill('wundversorgung'), skill('sql', ['experience/0'])],
    languages: [{ name: 'Deutsch', code: 'de', level: { raw: 'Muttersprache', cefr: 'C2' } }],
    certifications: [{ name: 'Fachkraft', issuer: 'IHK', date: '2020-05', url: null }],
    education: [
      {
        institution: { name: 'Schule' },
        degree: { raw: 'Examen', level: 4, name: null },
        field: null,
        location: place('Bonn', 'DE'),
        start: '2006',
        end: '2009',
        is_current: false,
        grade: null,
        highlights: [],
      },
    ],
  });
  await store({
    language: 'en',
    summary: 'I manage two restaurants.',
    experience: positions(1),
    skills: [skill('sql')],
  });
}, 60_000);
afterAll(async () => {
  await database?.destroy();
  await postgres?.stop();
});

const ALL = { filters: [], sort: { column: 'ordinal', direction: 'asc' } } as const;
const FIRST = { kind: 'page', number: 1, size: 50 } as const;
const grainOf = (name: string) => GRAINS.find((grain) => grain.name === name) ?? GRAINS[0];
const rowsOf = async (name: string) => (await display.query(accountId, { ...ALL, page: FIRST }, grainOf(name))).rows;

describe('grains', () => {
  it('always have the columns of which that is said', async () => {
    const rows: { name: string }[] = await database.query(
      `SELECT attrelid::regclass || '.' || attname AS name FROM pg_attribute WHERE attnotnull AND attrelid = ANY($1::regclass[])`,
      [GRAINS.map(({ table }) => `public.${table}`)],
    );
    const required = rows.map(({ name }) => name);
    const said = GRAINS.flatMap((grain) =>
      grain.columns.flatMap(({ name }) => (isAlwaysThere(grain, name) ? [`${grain.table}.${name}`] : [])),
    );
    expect(said).toContain('display_rows.created_at');
    expect(required).toEqual(expect.arrayContaining(said));
  });

  it('hold a row for each entry of the record', async () => {
    const counts = await Promise.all(GRAINS.slice(1).map(async ({ name }) => [name, (await rowsOf(name)).length]));
    expect(Object.fromEntries(counts)).toEqual({
      position: 4,
      education: 1,
      skill: 3,
      language: 1,
      certificate: 1,
      match: 0,
    });
  });

  it('give dates as printed and as days', async () => {
    const [, , middle] = await rowsOf('position');
    expect(middle).toMatchObject({
      start: '2011',
      end: '2012-02',
      is_current: false,
      months_min: 11,
      employer: 'Haus Süd',
    });
    const days = await database.query(
      'SELECT start_date::text, end_date::text FROM display_positions WHERE account_id = $1 AND ordinal = 1',
      [accountId],
    );
    expect(days).toEqual([{ start_date: '2011-01-01', end_date: '2012-02-29' }]);
  });

  it('tell listed skills from those found in the text', async () => {
    expect((await rowsOf('skill')).map(({ name, is_listed }) => [name, is_listed])).toContainEqual(['sql', false]);
  });

  it.each(GRAINS.slice(1).flatMap(({ name, columns }) => columns.map((column) => [name, column.name])))(
    '%s walks by cursor in the order of %s in both directions without losing a row',
    async (name, column) => {
      const grain = grainOf(name);
      for (const direction of ['asc', 'desc'] as const) {
        const query = { filters: [], sort: { column, direction }, select: ['asset_id', 'ordinal'] };
        const { rows } = await display.query(accountId, { ...query, page: FIRST }, grain);
        const walked: unknown[] = [];
        let cursor: string | null = null;
        do {
          const page: Awaited<ReturnType<typeof display.query>> = await display.query(
            accountId,
            { ...query, page: { kind: 'cursor', cursor, size: 1 } },
            grain,
          );
          walked.push(...page.rows.map((row) => [row.asset_id, row.ordinal]));
          cursor = page.nextCursor;
        } while (cursor);
        expect(walked).toEqual(rows.map((row) => [row.asset_id, row.ordinal]));
      }
    },
  );

  it('take texts of any length, cut where an index ends', async () => {
    const other = await newAccount(database);
    // What does not compress: an index would take more of what does.
    const long = randomBytes(6_000).toString('base64');
    const [first] = positions(1);
    const experience = [{ ...first, title: { ...first?.title, raw: long }, skills: [long] }] as ReturnType<
      typeof positions
    >;
    await store({ experience, skills: [skill('\u{1F600}'.repeat(5_000))] }, other);
    const [position] = (await display.query(other, { ...ALL, page: FIRST }, grainOf('position'))).rows;
    expect([position?.title, position?.skills]).toEqual([long.slice(0, 800), [long.slice(0, 800)]]);
    const [row] = (await display.query(other, { ...ALL, page: FIRST }, grainOf('skill'))).rows;
    expect(row?.name).toBe('\u{1F600}'.repeat(400));
  });

  it('give only the columns asked for', async () => {
    const { rows } = await display.query(accountId, { ...ALL, select: ['city'], page: FIRST }, grainOf('position'));
    expect(Object.keys(rows[0] ?? {})).not.toContain('title');
    await expect(
      display.query(accountId, { ...ALL, select: ['1; DROP TABLE assets'], page: FIRST }, grainOf('position')),
    ).rejects.toBeInstanceOf(RangeError);
  });

  it('vanish with the asset and stay within the account', async () => {
    const other = await newAccount(database);
    const id = await store({ experience: positions(2) }, other);
    const count = async (account: string) => (await display.count(account, { filters: [] }, grainOf('position'))).rows;
    expect([await count(other), await count(accountId)]).toEqual([2, 4]);
    await database.query('DELETE FROM assets WHERE id = $1', [id]);
    expect(await count(other)).toBe(0);
  });
});

describe('free text', () => {
  const found = async (q: string, grain = GRAINS[0]) =>
    (await display.count(accountId, { filters: [], q }, grain)).rows;

  it.each([
    ['the words of a language in other forms', 'managing restaurant', 1],
    ['German as well', 'Auszubildender', 1],
    ['words as they stand', 'stationen', 1],
    ['words that must not occur', 'sql -restaurants', 1],
    ['phrases', '"two restaurants"', 1],
    ['nothing', 'unicorn', 0],
  ])('finds %s', async (_what, q, count) => {
    expect(await found(q)).toBe(count);
  });

  it('finds rows of other grains by their candidate', async () => {
    expect(await found('restaurants', grainOf('position'))).toBe(1);
    expect(await found('auszubildende', grainOf('position'))).toBe(3);
  });
});

describe('groups', () => {
  const position = grainOf('position');
  const everything: DisplaySelection = { filters: [] };

  it('count, average and give percentiles by group, the largest first', async () => {
    const figures = [
      { kind: 'count' },
      { kind: 'average', column: 'months_min' },
      { kind: 'percentile', percent: 50, column: 'months_max' },
    ] as const;
    expect(await groups.group(accountId, position, everything, ['employer'], figures, { limit: 10 })).toEqual([
      { values: ['Klinik Nord'], figures: [3, 32 / 3, 20] },
      { values: ['Haus Süd'], figures: [1, 11, 21] },
    ]);
  });

  it('count the entries of lists, and dates by calendar unit', async () => {
    const by = (column: string, unit?: 'year') =>
      groups.group(accountId, position, everything, [column], [{ kind: 'count' }], {
        limit: 10,
        ...(unit ? { unit } : {}),
      });
    expect(await by('skills')).toEqual([{ values: ['Wundversorgung'], figures: [4] }]);
    expect((await by('start_date', 'year'))[0]).toEqual({ values: ['2010-01-01'], figures: [2] });
  });

  it('are one group of all rows where nothing parts them', async () => {
    expect(await groups.group(accountId, position, everything, [], [{ kind: 'count' }], { limit: 10 })).toEqual([
      { values: [], figures: [4] },
    ]);
  });
});

describe('summary', () => {
  it('has uploads over time, success, languages, the most frequent skills and titles, and experience', async () => {
    const summary = await new SummaryRepository(database).summarise(accountId);
    expect(summary).toMatchObject({
      ...{ assets: { completed: 2 }, success_ratio: 1 },
      uploads_by_week: [{ week: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), uploads: 2, completed: 2 }],
      languages: [
        { value: 'de', count: 1 },
        { value: 'en', count: 1 },
      ],
      // Once a candidate, however many positions have the title.
      top_titles: [{ value: 'Nurse', count: 2 }],
      top_skills: [
        { value: 'SQL', count: 2 },
        { value: 'WUNDVERSORGUNG', count: 1 },
      ],
    });
    expect(summary.experience.map(({ from_months, to_months }) => [from_months, to_months])).toEqual([
      ...[
        [0, 12],
        [12, 36],
        [36, 60],
        [60, 120],
        [120, 180],
        [180, 240],
        [240, null],
      ],
    ]);
    expect(summary.experience.reduce((sum, { count }) => sum + count, 0)).toBe(2);
  });
});

describe('refresh', () => {
  it('projects old rows anew from the records and keeps what the record says of its time', async () => {
    const refresh = new DisplayRefreshRepository(database);
    const before = await display.query(accountId, {
      filters: [],
      sort: { column: 'name', direction: 'asc' },
      page: FIRST,
    });
    await database.query('DELETE FROM display_positions');
    expect(await refresh.markAll()).toBeGreaterThanOrEqual(2);
    expect(await refresh.refresh(500)).toBeGreaterThanOrEqual(2);
    expect(await refresh.refresh(500)).toBe(0);
    expect(await rowsOf('position')).toHaveLength(4);
    const after = await display.query(accountId, {
      filters: [],
      sort: { column: 'name', direction: 'asc' },
      page: FIRST,
    });
    expect(after.rows.map(({ created_at }) => created_at)).toEqual(before.rows.map(({ created_at }) => created_at));
  });
});
