import { openDatabase } from '../../test/support/database.js';
import { startPostgres, type TestPostgres } from '../../test/support/postgres.js';
import { newId, withTenant } from './index.js';

type Row = Record<string, unknown>;
interface Column {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly references: { readonly table: string; readonly column: string } | null;
}
interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly key: readonly string[];
  readonly secured: boolean;
}

/** Tables that are not of one organisation: nothing that works on behalf of one may even read them. */
const CLOSED = ['failure_counts', 'refresh_tokens', 'schema_migrations', 'sessions', 'stage_durations', 'user_tokens'];

/** Everybody's, to be read and no more. */
const SHARED = ['taxonomies', 'taxonomy_concepts', 'taxonomy_labels', 'taxonomy_relations'];

const TABLES = `
SELECT c.relname AS name, c.relrowsecurity AS secured,
  (SELECT jsonb_agg(a.attname ORDER BY a.attnum) FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
   WHERE i.indrelid = c.oid AND i.indisprimary) AS key,
  (SELECT jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, NULL),
     'required', a.attnotnull AND NOT a.atthasdef AND a.attidentity = '',
     'references', (SELECT jsonb_build_object('table', f.confrelid::regclass::text, 'column', k.attname)
        FROM pg_constraint f JOIN pg_attribute k ON k.attrelid = f.confrelid AND k.attnum = f.confkey[1]
        WHERE f.contype = 'f' AND f.conrelid = c.oid AND f.conkey = ARRAY[a.attnum] LIMIT 1)) ORDER BY a.attnum)
   FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns
FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname`;

let postgres: TestPostgres;
let database: Awaited<ReturnType<typeof openDatabase>>;
let tables: Table[];
const [one, other] = [newId(), newId()];
const rowsOfTenant = new Map<string, Map<string, Row>>();

beforeAll(async () => {
  postgres = await startPostgres();
  database = await openDatabase(await postgres.newDatabase(), 2);
  tables = await database.query(TABLES);
  // Any values will do: what they mean is not what this is about.
  const checks: { statement: string }[] = await database.query(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS statement
     FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace AND conrelid <> 0`,
  );
  for (const { statement } of checks) await database.query(statement);
  for (const accountId of [one, other]) {
    rowsOfTenant.set(accountId, new Map());
    for (const table of tables) await makeRow(accountId, table.name);
  }
}, 120_000);
afterAll(async () => {
  await database?.destroy();
  await postgres?.stop();
});

let counter = 0;
function sampleOf(type: string): unknown {
  counter += 1;
  if (type.endsWith('[]')) return '{}';
  if (type === 'uuid') return newId();
  if (type === 'jsonb' || type === 'json') return '{}';
  if (type === 'boolean') return true;
  if (type === 'date' || type.startsWith('timestamp')) return '2026-01-01';
  if (type === 'bytea' || type === 'tsvector') return '';
  return type === 'text' || type.startsWith('character') ? `x${counter}` : counter;
}

/** One row of an organisation in a table, after the rows that it refers to. */
async function makeRow(accountId: string, name: string): Promise<Row> {
  const made = rowsOfTenant.get(accountId) as Map<string, Row>;
  const known = made.get(name);
  if (known) return known;
  const table = tables.find((each) => each.name === name);
  if (!table) throw new Error(`There is no table ${name}.`);
  const values: Row = {};
  for (const { name: column, type, required, references } of table.columns) {
    if (name === 'accounts' && column === 'id') values[column] = accountId;
    else if (column === 'account_id') values[column] = accountId;
    else if (references && references.table !== name && (required || references.table === 'users'))
      values[column] = (await makeRow(accountId, references.table))[references.column];
    else if (required || table.key.includes(column)) values[column] = sampleOf(type);
  }
  if (values.account_id) await makeRow(accountId, 'accounts');
  const columns = Object.keys(values);
  const [row] = await database.query(
    `INSERT INTO public."${name}" AS t (${columns.map((column) => `"${column}"`).join(', ')})
     OVERRIDING SYSTEM VALUE VALUES (${columns.map((_, i) => `$${i + 1}`).join(', ')}) RETURNING to_jsonb(t) AS row`,
    Object.values(values),
  );
  made.set(name, row.row);
  return row.row;
}

const query = (accountId: string, text: string, values: readonly unknown[] = []): Promise<Row[]> =>
  withTenant({ accountId, keyId: null }, () => database.query(text, [...values]));
const failure = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (error: { code?: unknown }) => error.code,
  );
const named = (table: Table, row: Row) => ({
  where: table.key.map((column, i) => `t."${column}"::text = $${i + 1}`).join(' AND '),
  values: table.key.map((column) => String(row[column])),
});
const rowOf = (accountId: string, table: Table): Row => rowsOfTenant.get(accountId)?.get(table.name) ?? {};

const organisationTables = (): Table[] => tables.filter(({ name }) => ![...CLOSED, ...SHARED].includes(name));

describe('row security', () => {
  it('stands around every table, or the table is closed', () => {
    const open = tables
      .filter(({ name, secured }) => !secured && ![...CLOSED, ...SHARED].includes(name))
      .map(({ name }) => name);
    // A new table: give it account_id, or a foreign key that is NOT NULL to a table that has it; or put it into SHARED or
    // CLOSED of row-security.ts and of this file.
    expect(open).toEqual([]);
    expect(tables.length).toBeGreaterThan(25);
  });

  it('shows an organisation its own row of every table and nobody else’s', async () => {
    for (const table of organisationTables()) {
      const seen = (await query(one, `SELECT to_jsonb(t) AS row FROM "${table.name}" t`)).map(({ row }) => row);
      expect([table.name, seen]).toEqual([table.name, [rowOf(one, table)]]);
    }
  });

  it.each(['UPDATE', 'DELETE'])('lets no %s reach a row of another', async (verb) => {
    for (const table of organisationTables()) {
      const { where, values } = named(table, rowOf(other, table));
      const [column] = table.key;
      for (const place of [`"${table.name}"`, `public."${table.name}"`]) {
        const statement =
          verb === 'UPDATE'
            ? `UPDATE ${place} AS t SET "${column}" = "${column}" WHERE ${where} RETURNING 1`
            : `DELETE FROM ${place} AS t WHERE ${where} RETURNING 1`;
        const result = await query(one, statement, values).catch((error: { code?: string }) => error.code);
        expect([place, JSON.stringify(result)]).toEqual([
          place,
          expect.stringMatching(/^(?:\[\[\],0\]|"42501"|"P0001")$/),
        ]);
      }
    }
    const kept = await Promise.all(
      tables.map(async ({ name }) => (await database.query(`SELECT count(*)::int AS n FROM public."${name}"`))[0].n),
    );
    expect(Math.min(...kept)).toBeGreaterThanOrEqual(2);
  });

  it('lets nobody write a row for another', async () => {
    for (const table of organisationTables())
      for (const place of [`"${table.name}"`, `public."${table.name}"`]) {
        const columns = table.columns.map(({ name }) => `"${name}"`).join(', ');
        const insert = `INSERT INTO ${place} (${columns}) OVERRIDING SYSTEM VALUE
          SELECT ${columns} FROM jsonb_populate_record(NULL::public."${table.name}", $1)`;
        const row = { ...rowOf(other, table) };
        // Under a key of its own, so that it is not refused for being there already.
        for (const { name, type } of table.columns)
          if (table.key.includes(name) && name !== 'account_id' && table.name !== 'accounts')
            row[name] = sampleOf(type);
        const code = await failure(query(one, insert, [JSON.stringify(row)]));
        // 42501: row security or privilege; 44000: the check of a view.
        expect([place, code]).toEqual([place, expect.stringMatching(/^(?:42501|44000)$/)]);
      }
  });

  it('closes what is no organisation’s', async () => {
    for (const name of CLOSED)
      expect([name, await failure(query(one, `SELECT 1 FROM "${name}"`))]).toEqual([name, '42501']);
  });

  it('lets what is everybody’s be read and not changed', async () => {
    for (const name of SHARED) {
      expect(await query(one, `SELECT 1 FROM "${name}"`)).toHaveLength(2);
      expect([name, await failure(query(one, `DELETE FROM "${name}"`))]).toEqual([name, '42501']);
    }
  });

  it('holds for an account that is nobody’s, and ends with the work', async () => {
    expect(await query(newId(), 'SELECT id FROM assets')).toEqual([]);
    expect(await database.query('SELECT id FROM assets')).toHaveLength(2);
    expect((await database.query('SELECT current_user = session_user AS own'))[0].own).toBe(true);
  });

  it('gives an organisation the connection that worked for it last, while that is free', async () => {
    const pidFor = async (accountId: string) => (await query(accountId, 'SELECT pg_backend_pid() AS pid'))[0]?.pid;
    // As many connections as are asked for at once.
    await Promise.all([one, other].map((accountId) => query(accountId, 'SELECT pg_sleep(0.1)')));
    const pids = [await pidFor(one), await pidFor(other)];
    expect(pids[0]).not.toBe(pids[1]);
    for (let round = 0; round < 5; round++) expect([await pidFor(one), await pidFor(other)]).toEqual(pids);
  });

  it('keeps conditions that could leak on the indexes of the tables that are searched', async () => {
    await database.query('ALTER TABLE display_rows DISABLE TRIGGER ALL');
    await database.query(
      `INSERT INTO display_rows SELECT (jsonb_populate_record(NULL::display_rows, to_jsonb(d)
         || jsonb_build_object('asset_id', gen_random_uuid(), 'search', 'word' || n))).*
       FROM display_rows d, generate_series(1, 2000) n`,
    );
    await database.query('VACUUM (ANALYZE) display_rows');
    const plan = await query(
      one,
      `EXPLAIN SELECT asset_id FROM display_rows WHERE account_id = $1 AND search @@ to_tsquery('simple', 'word7')`,
      [one],
    );
    expect(JSON.stringify(plan)).toContain('display_rows_search');
  }, 30_000);
});
