import { Client } from 'pg';
import { acceptedAsset, newAccount, openDatabase } from '../../test/support/database.js';
import { sampleParsedCv } from '../../test/support/parsed-cv.js';
import { startPostgres, type TestPostgres } from '../../test/support/postgres.js';
import { newId, ReportingLoginError, ReportingRepository, RunRepository } from './index.js';

const VIEWS = ['candidates', 'positions', 'education', 'skills', 'languages', 'certificates', 'matches'];

let postgres: TestPostgres;
let url: string;
let database: Awaited<ReturnType<typeof openDatabase>>;
let reporting: ReportingRepository;
let mine: string;
let theirs: string;
let client: Client;
const login = `bi_${newId().replaceAll('-', '').slice(-20)}`;

async function store(account: string, name: string): Promise<void> {
  const { id } = await acceptedAsset(database, account);
  const run = newId();
  const runs = new RunRepository(database);
  await runs.claim(id, run, 30);
  const base = sampleParsedCv(id).record.contact;
  const contact = { ...base, name: { full: name, given: null, family: null, prefix: null, suffix: null } };
  const languages = [{ name: 'Deutsch', code: 'de', level: null }];
  await runs.complete(id, run, sampleParsedCv(id, { contact, languages }));
}

beforeAll(async () => {
  postgres = await startPostgres();
  url = await postgres.newDatabase();
  database = await openDatabase(url);
  reporting = new ReportingRepository(database);
  [mine, theirs] = [await newAccount(database), await newAccount(database)];
  await store(mine, 'Mine');
  await store(theirs, 'Theirs');
  const password = await reporting.createLogin(mine, login);
  const address = new URL(url);
  [address.username, address.password] = [login, password];
  client = new Client({ connectionString: address.href });
  // A connection that the server ends says so more than once.
  client.on('error', () => undefined);
  await client.connect();
}, 60_000);
afterAll(async () => {
  await client?.end().catch(() => undefined);
  await reporting?.dropLogin(login).catch(() => undefined);
  await database?.destroy();
  await postgres?.stop();
});

describe('reporting login', () => {
  it('reads the rows of its account, of every grain', async () => {
    expect((await client.query('SELECT name FROM candidates')).rows).toEqual([{ name: 'Mine' }]);
    expect((await client.query('SELECT candidate_name, code FROM languages')).rows).toEqual([
      { candidate_name: 'Mine', code: 'de' },
    ]);
    for (const view of VIEWS) await client.query(`SELECT * FROM ${view}`);
  });

  it('has every column of the rows that the API gives', async () => {
    const { GRAINS } = await import('./index.js');
    for (const [index, { columns }] of GRAINS.entries()) {
      const { fields } = await client.query(`SELECT * FROM ${VIEWS[index]} LIMIT 0`);
      expect(fields.map(({ name }) => name)).toEqual(columns.map(({ name }) => name));
    }
  });

  it.each([
    'SELECT * FROM public.display_rows',
    'SELECT * FROM public.accounts',
    'SELECT * FROM public.api_keys',
    'SELECT * FROM reporting.logins',
    'UPDATE reporting.logins SET account_id = account_id',
    `INSERT INTO candidates (name) VALUES ('x')`,
    'DELETE FROM candidates',
    'CREATE TABLE reporting.mine (a int)',
    'SET ROLE pg_read_all_data',
    `COPY candidates TO PROGRAM 'cat'`,
  ])('is refused: %s', async (statement) => {
    await client.query('SET default_transaction_read_only = off');
    await expect(client.query(statement)).rejects.toThrow(/permission denied|cannot|must be|could not/i);
  });

  it('sees nobody else’s rows whatever it sets, and not through functions of its own', async () => {
    await client.query(`SELECT set_config('vitamill.account_id', $1, false)`, [theirs]);
    expect((await client.query('SELECT name FROM candidates')).rows).toEqual([{ name: 'Mine' }]);
    await client.query('SET default_transaction_read_only = off');
    await client.query(
      `CREATE FUNCTION pg_temp.spy(text) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS
       $$ BEGIN RAISE NOTICE 'saw %', $1; RETURN true; END $$`,
    );
    const seen: string[] = [];
    client.on('notice', ({ message }) => seen.push(message ?? ''));
    await client.query('SELECT name FROM candidates WHERE pg_temp.spy(name)');
    expect(seen).toEqual(['saw Mine']);
  });

  it('is made once, under a plain name, for an account that there is', async () => {
    for (const [account, name] of [
      [mine, login],
      [mine, 'x"; DROP ROLE postgres; --'],
      [newId(), 'bi_nobody'],
    ] as const)
      await expect(reporting.createLogin(account, name)).rejects.toBeInstanceOf(ReportingLoginError);
  });

  it('ends at once when it is dropped', async () => {
    const ended = new Promise((resolve) => client.once('end', resolve));
    expect(await reporting.dropLogin(login)).toBe(true);
    await ended;
    expect(await reporting.dropLogin(login)).toBe(false);
  });
});
