import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { GRAINS } from '@vitamill/persistence';
import { formOf, somePdf } from './support/client.js';
import { jsonClientOf } from './support/person.js';
import { startService, type TestService } from './support/service.js';

/** For two candidates: more than one row group. */
const ROWS = 6_000;
/** A file of a thousand rows and more, on a busy machine. */
const PATIENCE = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'vitamill-duckdb-'));
let service: TestService;
let client: ReturnType<typeof jsonClientOf>;
let key: string;
let duckdb: DuckDBInstance;
let connection: DuckDBConnection;
const ids: string[] = [];

/** The statements of the DuckDB page, file names in them made absolute. */
const documented = (): string[] => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/bi.md'), 'utf8').split('\n## DuckDB\n')[1] ?? '';
  return [...page.matchAll(/```sql\n(.*?)```/gs)].flatMap(([, text = '']) =>
    text
      .split(';')
      .map((statement) => statement.trim().replace(/'(\w+\.parquet)'/g, `'${folder}/$1'`))
      .filter(Boolean),
  );
};
const query = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
const fetchParquet = async (name: string, parameters: string): Promise<string> => {
  const response = await fetch(`${service.url}/api/v1/data/display/export?format=parquet&${parameters}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(response.status).toBe(200);
  const path = join(folder, name);
  writeFileSync(path, Buffer.from(await response.arrayBuffer()));
  return path;
};

beforeAll(async () => {
  service = await startService();
  ({ key } = await service.newKey());
  client = jsonClientOf(service.url, key);
  duckdb = await DuckDBInstance.create(':memory:');
  connection = await duckdb.connect();
  for (const name of ['Ann Example', 'Łucja Żak', 'Nobody']) {
    const body = formOf(['file', somePdf(), 'cv.pdf'], ['tags', 'spring'], ['tags', 'Ärzte']);
    const { asset_id } = (await client.call('POST', '/api/v1/files/upload', { body })).body;
    await service.complete(asset_id, name);
    ids.push(asset_id);
  }
  const insert = (sql: string, values: unknown[]) => service.dataSource.query(sql, values);
  await insert(
    `INSERT INTO display_skills (asset_id, account_id, ordinal, candidate_name, name, normalized, months, is_listed, updated_at)
     SELECT asset_id, account_id, n, name, 'skill ' || n % 10, CASE WHEN n % 10 < 9 THEN 'Skill ' || n % 10 END,
       CASE WHEN n % 10 = 3 THEN NULL ELSE n % 10 END, n % 2 = 0, now() - interval '1 hour'
     FROM display_rows, generate_series(0, $1 - 1) AS n WHERE asset_id = ANY($2)`,
    [ROWS, ids.slice(0, 2)],
  );
  await insert(
    `INSERT INTO display_positions (asset_id, account_id, ordinal, title, start, start_date, is_current, months_min, skills, updated_at)
     SELECT asset_id, account_id, 0, 'Engineer', '2020-05', '2020-05-01', true, 12, '{SQL,"a, b"}', '2026-01-31T10:20:30.123456Z'
     FROM display_rows WHERE asset_id = $1`,
    [ids[0]],
  );
  await insert(`UPDATE display_rows SET updated_at = now() - interval '1 hour'`, []);
}, 120_000);
afterAll(async () => {
  connection?.closeSync();
  duckdb?.closeSync();
  await service?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

const TYPES = {
  ...{ text: 'VARCHAR', uuid: 'VARCHAR', list: 'VARCHAR[]', integer: 'INTEGER', number: 'DOUBLE', boolean: 'BOOLEAN' },
  ...{ date: 'DATE', time: 'TIMESTAMP' },
};

describe('DuckDB on our Parquet', () => {
  it.each(GRAINS.map((grain) => [grain.name, grain] as const))(
    'reads every column of the grain %s in its type',
    async (name, grain) => {
      const path = await fetchParquet(`${name}.parquet`, `grain=${name}`);
      const columns = await query(`DESCRIBE SELECT * FROM '${path}'`);
      expect(columns.map(({ column_name, column_type }) => [column_name, column_type])).toEqual(
        grain.columns.map((column) => [column.name, TYPES[column.type]]),
      );
    },
    PATIENCE,
  );

  it(
    'reads the values that the API gives',
    async () => {
      const path = await fetchParquet('positions.parquet', 'grain=position');
      expect(
        await query(`SELECT title, start_date, is_current, months_min, skills, updated_at, "end" FROM '${path}'`),
      ).toEqual([
        {
          ...{ title: 'Engineer', start_date: '2020-05-01', is_current: true, months_min: 12, skills: ['SQL', 'a, b'] },
          ...{ updated_at: '2026-01-31 10:20:30.123', end: null },
        },
      ]);
      const candidates = await fetchParquet('candidates.parquet', 'grain=candidate');
      expect(
        await query(`SELECT name, tags FROM '${candidates}' WHERE list_contains(tags, 'Ärzte') ORDER BY name`),
      ).toEqual(
        ['Ann Example', 'Nobody', 'Łucja Żak'].map((candidate) => ({ name: candidate, tags: ['spring', 'Ärzte'] })),
      );
    },
    PATIENCE,
  );

  it(
    'runs the statements of docs/bi.md, one after the other',
    async () => {
      await fetchParquet('skills.parquet', 'grain=skill');
      await fetchParquet('positions.parquet', 'grain=position');
      const since = new Date(Date.now() - 600_000).toISOString();
      const added = [ids[2], 'New'];
      await service.dataSource.query(
        `INSERT INTO display_skills (asset_id, account_id, ordinal, name, normalized, is_listed, updated_at)
       SELECT asset_id, account_id, 0, $2, $2, true, now() FROM display_rows WHERE asset_id = $1`,
        added,
      );
      await service.dataSource.query('UPDATE display_rows SET updated_at = now() WHERE asset_id = $1', [ids[2]]);
      await client.delete(`/api/v1/files/assets/${ids[0]}`);
      await fetchParquet('changes.parquet', `grain=skill&updated_after=${since}`);

      const results: Record<string, unknown>[][] = [];
      for (const statement of documented()) results.push(await query(statement));
      expect(results.length).toBeGreaterThanOrEqual(5);
      // The most frequent skills: each of nine names in a tenth of the rows of two candidates.
      expect(results[0]?.slice(0, 2)).toEqual([
        { normalized: expect.stringMatching(/^Skill \d$/), candidates: '2', months: expect.anything() },
        { normalized: expect.stringMatching(/^Skill \d$/), candidates: '2', months: expect.anything() },
      ]);
      expect(results[0]).toHaveLength(9);
      expect(results[1]).toContainEqual({ title: 'Engineer', normalized: 'Skill 0', candidates: '1' });
      // The copy is what an export is now.
      const now = await fetchParquet('now.parquet', 'grain=skill');
      const sum = 'count(*)::int AS rows, sum(months)::int AS months, count(DISTINCT asset_id)::int AS candidates';
      const [copy] = await query(`SELECT ${sum} FROM skills`);
      expect(copy).toEqual((await query(`SELECT ${sum} FROM '${now}'`))[0]);
      expect(copy).toMatchObject({ rows: ROWS + 1, candidates: 2 });
    },
    PATIENCE,
  );

  it(
    'reads a file without rows',
    async () => {
      const path = await fetchParquet('none.parquet', 'grain=skill&name=nothing+of+the+kind');
      expect(await query(`SELECT count(*)::int AS rows FROM '${path}'`)).toEqual([{ rows: 0 }]);
    },
    PATIENCE,
  );
});
