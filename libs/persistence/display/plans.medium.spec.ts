import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { accountId, makeDataSet } from '../../../test/benchmarks/display/data-set.mjs';
import { openDatabase } from '../../../test/support/database.js';
import { startPostgres, type TestPostgres } from '../../../test/support/postgres.js';
import {
  type DisplayColumn,
  type DisplayFilter,
  type DisplayOperator,
  DisplayRepository,
  GRAINS,
  type Grain,
  OPERATORS_OF,
  withTenant,
} from '../index.js';

/** Enough that reading a table as a whole costs more than an index, as it does in every installation of some size. */
const ROWS = 12_000;
const ACCOUNTS = 20;
/** An account of 4 % of the rows, with one row that is unlike all others. */
const ACCOUNT = accountId(7);
const TENANT = { accountId: ACCOUNT, keyId: null };
const RARE = {
  ...{ text: 'zzqx-rare', list: 'zzqx-rare', integer: 9_999, number: 0.123_456, date: '1901-01-01', boolean: true },
  ...{ time: new Date('2001-01-01T00:00:00Z'), uuid: '00000000-0000-7000-8000-000000000001' },
};

let postgres: TestPostgres;
let database: Awaited<ReturnType<typeof openDatabase>>;

/** SQL of a value of a column in the n-th row. */
function invented({ name, type }: DisplayColumn): string {
  const chance = `('x' || substr(md5('${name}' || n), 1, 6))::bit(24)::int`;
  const sql = {
    text: `'value ' || ${chance} % 40`,
    list: `ARRAY['entry ' || ${chance} % 40]`,
    integer: `${chance} % 300`,
    number: `(${chance} % 1000) / 1000.0`,
    boolean: `${chance} % 2 = 0`,
    date: `'2010-01-01'::date + ${chance} % 4000`,
    time: `'2025-01-01Z'::timestamptz + ${chance} % 4000 * interval '1 hour'`,
    uuid: 'gen_random_uuid()',
  }[type];
  return sql;
}

/** Rows of the grains that the data set does not have, by the types of their columns. */
async function fill(client: Client, grain: Grain): Promise<void> {
  const columns = grain.columns.filter(({ name }) => name !== 'asset_id' && name !== 'ordinal');
  const ordinal = grain.key.includes('ordinal') ? ', ordinal' : '';
  await client.query(
    `INSERT INTO ${grain.table} (account_id, asset_id${ordinal}, ${columns.map(({ name }) => `"${name}"`).join(', ')})
     SELECT account_id, asset_id${ordinal ? ', 0' : ''}, ${columns.map(invented).join(', ')}
     FROM (SELECT account_id, asset_id, row_number() OVER () AS n FROM display_rows) AS rows`,
  );
}

/** One row of the account in which every column has the rare value. */
async function addRareRow(client: Client, grain: Grain): Promise<void> {
  const values = grain.columns.map(({ name, type }) =>
    type === 'list' ? [RARE.list] : name === 'level' && type === 'integer' ? 99 : RARE[type],
  );
  const own = grain.columns.map(({ name }) => `"${name}"`);
  const extra = grain.table === 'display_rows' ? { names: ', search', values: `, ''` } : { names: '', values: '' };
  await client.query(
    `INSERT INTO ${grain.table} (account_id, ${own.join(', ')}${extra.names})
     VALUES ('${ACCOUNT}', ${own.map((_, index) => `$${index + 1}`).join(', ')}${extra.values})`,
    values,
  );
}

beforeAll(async () => {
  postgres = await startPostgres();
  const url = await postgres.newDatabase();
  database = await openDatabase(url, 2);
  const connect = async () => {
    const client = new Client({ connectionString: url });
    await client.connect();
    return client;
  };
  await makeDataSet(connect, { rows: ROWS, accounts: ACCOUNTS });
  const client = await connect();
  await client.query('SET session_replication_role = replica');
  for (const grain of GRAINS) {
    const { rows } = await client.query(`SELECT 1 FROM ${grain.table} LIMIT 1`);
    if (rows.length === 0) await fill(client, grain);
    await addRareRow(client, grain);
    await client.query(`VACUUM (ANALYZE) ${grain.table}`);
  }
  await client.end();
}, 300_000);
afterAll(async () => {
  await database?.destroy();
  await postgres?.stop();
});

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** The statements that a page and its total send, without sending them; what they depend on is asked for. */
async function statementsOf(
  grain: Grain,
  filter: DisplayFilter,
): Promise<{ page: Statement; total: Statement | null }> {
  const sent: Statement[] = [];
  const note = (text: string, values: readonly unknown[]) => void sent.push({ text, values });
  const recorder = {
    query: async (text: string, values: unknown[]) => {
      if (!text.startsWith('SELECT count')) return withTenant(TENANT, () => database.query(text, values));
      note(text, values);
      return [{ rows: 0 }];
    },
    createQueryRunner: () => ({
      connect: async () => ({
        query: ({ text, values }: Statement, done: (error: null, result: { rows: [] }) => void) => {
          note(text, values);
          done(null, { rows: [] });
        },
      }),
      release: async () => undefined,
    }),
  };
  const display = new DisplayRepository(recorder as unknown as DataSource);
  const sort = grain.order;
  await display.query(ACCOUNT, { filters: [filter], sort, page: { kind: 'page', number: 1, size: 50 } }, grain);
  await display.count(ACCOUNT, { filters: [filter] }, grain);
  const [page, total = null] = sent;
  if (!page) throw new Error('A page is a statement.');
  return { page, total };
}

/** The plan that the planner chooses for the role that works on behalf of the account. */
async function planOf(statement: Statement | null): Promise<string> {
  if (!statement) throw new Error('No such statement was sent.');
  const { text, values } = statement;
  const [row] = await withTenant(TENANT, () => database.query(`EXPLAIN (FORMAT JSON) ${text}`, [...values]));
  return JSON.stringify(row);
}

const rareFilter = (column: DisplayColumn, operator: DisplayOperator): DisplayFilter => {
  const value = column.name === 'level' && column.type === 'integer' ? 99 : RARE[column.type];
  if (operator === 'null') return { column: column.name, operator, value: true };
  return { column: column.name, operator, value: operator === 'in' ? [value] : value };
};

/** Names of the indexes whose definition has the column, or is over it. */
async function indexesOf(grain: Grain, column: string): Promise<string[]> {
  const rows: { name: string }[] = await database.query(
    `SELECT indexrelid::regclass::text AS name FROM pg_index
     WHERE indrelid = $1::regclass AND split_part(pg_get_indexdef(indexrelid), ' USING ', 2) ~ ('\\m' || $2 || '\\M')`,
    [`public.${grain.table}`, column],
  );
  return rows.map(({ name }) => name);
}

/** Operators that a rare value is looked up by, in the column's own index; the others read the account's rows. */
const LOOKED_UP: readonly DisplayOperator[] = ['eq', 'in', 'contains', 'starts_with', 'gte', 'lte'];
/** Beyond the lowest or highest of the others, the rare value alone is found. */
const FINDS_FEW = (column: DisplayColumn, operator: DisplayOperator): boolean => {
  if (operator === 'gte') return column.type === 'integer' || column.type === 'text';
  if (operator === 'lte') return ['date', 'time', 'number'].includes(column.type);
  return column.type !== 'boolean';
};

describe.each(GRAINS.map((grain) => [grain.name, grain] as const))(
  'the planner, for a filter of %s',
  (_name, grain) => {
    it('reads no table as a whole, whatever the column and operator', async () => {
      const whole: string[] = [];
      for (const column of grain.columns)
        for (const operator of OPERATORS_OF[column.type]) {
          const { page, total } = await statementsOf(grain, rareFilter(column, operator));
          // What is many is not counted.
          for (const [what, statement] of Object.entries({ page, total }))
            if (statement && (await planOf(statement)).includes('"Seq Scan"'))
              whole.push(`${column.name} ${operator}, ${what}`);
        }
      expect(whole).toEqual([]);
    }, 120_000);

    it('looks a rare value up in the index of its column', async () => {
      const elsewhere: string[] = [];
      for (const column of grain.columns)
        for (const operator of LOOKED_UP) {
          if (!OPERATORS_OF[column.type].includes(operator) || !FINDS_FEW(column, operator)) continue;
          const { total } = await statementsOf(grain, rareFilter(column, operator));
          const plan = await planOf(total);
          const own = await indexesOf(grain, column.name);
          // Parts of a candidate's name are looked up beside the candidate's own row.
          if (operator === 'contains' && column.name === 'candidate_name') own.push('display_rows_name_part');
          // Results of matches have many figures, few of which are asked for: some columns go along the account's index.
          if (own.length === 0 && grain.name === 'match') continue;
          if (!own.some((name) => plan.includes(`"Index Name":"${name}"`)))
            elsewhere.push(`${column.name} ${operator}`);
        }
      expect(elsewhere).toEqual([]);
    }, 120_000);
  },
);

describe('the planner, for parts of texts of candidates', () => {
  it('looks rare parts up in the index of the column', async () => {
    const [grain] = GRAINS;
    const named: string[] = [];
    for (const name of [
      'name',
      'email',
      'phone',
      'city',
      'current_title',
      'current_employer',
      'filename',
      'external_ref',
    ])
      for (const operator of ['contains', 'starts_with'] as const) {
        const { total } = await statementsOf(grain, { column: name, operator, value: 'zzqx' });
        if (new RegExp(`"Index Name":"display_rows_${name}(?:_part)?"`).test(await planOf(total)))
          named.push(`${name} ${operator}`);
      }
    expect(named).toHaveLength(16);
  }, 60_000);

  it('looks up what differs from what most rows have', async () => {
    const [grain] = GRAINS;
    const { total } = await statementsOf(grain, { column: 'status', operator: 'ne', value: 'complete' });
    expect(await planOf(total)).toContain('"Index Name":"display_rows_status"');
  });

  it('has other accounts’ rows not even in sight where it searches free text', async () => {
    const { rows }: { rows: number } = await withTenant(TENANT, () =>
      new DisplayRepository(database).count(ACCOUNT, { filters: [], q: 'led' }),
    );
    expect(rows).toBeGreaterThan(10);
    const plan = await planOf({
      text: `SELECT 1 FROM display_rows WHERE account_id = $1::uuid AND search @@ $2::tsquery`,
      values: [ACCOUNT, `'kakaka'`],
    });
    expect(plan).toContain('"Index Name":"display_rows_search"');
    expect(plan).toMatch(/"Index Cond":"\(\(account_id = [^"]*search @@/);
  });
});
