import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SecretBox } from '@vitamill/cryptography';
import { AccountRepository, ApiKeyRepository, newId } from '@vitamill/persistence';
import { openDatabase } from '../../test/support/database.js';
import { startPostgres, type TestPostgres } from '../../test/support/postgres.js';

const root = join(import.meta.dirname, '../..');
const PEPPER = 'p'.repeat(40);
const [OLD, NEW] = ['o'.repeat(43), 'n'.repeat(43)];
const KEYS = { pepper: PEPPER, prefix: 'rsm_live_' };

let postgres: TestPostgres;
let database: Awaited<ReturnType<typeof openDatabase>>;
let folder: string;
let url: string;
beforeAll(async () => {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs')]);
  postgres = await startPostgres();
  folder = mkdtempSync(join(tmpdir(), 'vitamill-operator-'));
  url = await postgres.newDatabase();
  database = await openDatabase(url, 3);
}, 120_000);
afterAll(async () => {
  await database?.destroy();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the built command line, as an operator does. */
async function run(args: readonly string[], more: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(root, 'dist/apps/cli/main.js'), ...args], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      VITAMILL_DATABASE_URL: url,
      VITAMILL_KEY_PEPPER: PEPPER,
      VITAMILL_SECRETS_KEY: NEW,
      VITAMILL_STORAGE_DIR: folder,
      VITAMILL_STORAGE_DRIVER: 'folder',
      VITAMILL_QUEUE_DRIVER: 'embedded',
      ...more,
    },
  });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (text) => {
    output += text;
  });
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, errors, json: status === 0 ? JSON.parse(output) : null };
}
const account = (...args: string[]) => run(['account', ...args]);
const accounts = () => new AccountRepository(database);

/** Somebody who owns organisations. */
async function newOwner(email: string, count = 1): Promise<string[]> {
  const user = newId();
  await database.query(`INSERT INTO users (id, email, password_hash) VALUES ($1, $2, 'x')`, [user, email]);
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    const { id } = await accounts().create({ name: `Of ${email}`, plan: 'free', apiAccessEnabled: false });
    await database.query(`INSERT INTO memberships (user_id, account_id, role) VALUES ($1, $2, 'owner')`, [user, id]);
    ids.push(id);
  }
  return ids;
}

describe('account create', () => {
  it('makes an organisation with credits and a key that the API knows', async () => {
    const { json } = await account('create', '--name', 'First', '--plan', 'paid', '--credits', '50');
    const found = await new ApiKeyRepository(database, KEYS).findActive(json.api_key);
    expect(found?.account).toMatchObject({ id: json.account_id, plan: 'paid', apiAccessEnabled: true });
    expect((await accounts().findByName('First'))?.id).toBe(json.account_id);
    expect(found?.key.scopes).toEqual(['*']);
    expect(await accounts().balance(json.account_id)).toBe(50);
  }, 60_000);

  it('refuses what it does not understand and makes nothing', async () => {
    const count = async () => (await database.query('SELECT count(*)::int AS n FROM accounts'))[0].n;
    const before = await count();
    const wrong = [
      ['create'],
      ['create', '--name', 'x', '--plan', 'gold'],
      ['create', '--name', 'x', '--credits', '-5'],
      ['destroy'],
    ];
    for (const { status, errors } of await Promise.all(wrong.map((args) => account(...args))))
      expect([status, /usage: /.test(errors)]).toEqual([2, true]);
    expect(await count()).toBe(before);
  }, 60_000);
});

describe('account access', () => {
  it('grants access with terms, changes what is named, and withdraws it', async () => {
    const [id = ''] = await newOwner('ada@example.org');
    const granted = await account(
      'access',
      '--owner',
      'Ada@Example.org',
      '--plan',
      'starter',
      '--hard-cap-scans',
      '300',
    );
    expect(granted.json).toMatchObject({
      account_id: id,
      api_access_enabled: true,
      plan: 'starter',
      hard_cap_scans: 300,
    });
    await account(
      'access',
      '--account',
      id,
      '--committed-scans',
      '100',
      '--rate-per-minute',
      '7',
      '--rate-per-day',
      '70',
    );
    expect(await accounts().findById(id)).toMatchObject({
      plan: 'starter',
      hardCapScans: 300,
      committedScans: 100,
      ratePerMinute: 7,
      ratePerDay: 70,
      apiAccessEnabled: true,
    });
    expect((await account('access', '--account', id, '--off')).json).toMatchObject({ api_access_enabled: false });
    expect(await accounts().findById(id)).toMatchObject({ plan: 'starter', apiAccessEnabled: false });
  }, 60_000);

  it('names nobody by guess', async () => {
    const ids = await newOwner('two@example.org', 2);
    const several = await account('access', '--owner', 'two@example.org');
    expect(several.status).toBe(2);
    for (const id of ids) expect(several.errors).toContain(id);
    const wrong = [[], ['--owner', 'nobody@example.org'], ['--account', 'x'], ['--account', newId()]];
    wrong.push(['--owner', 'two@example.org', '--account', ids[0] ?? '']);
    const answers = await Promise.all(wrong.map((args) => account('access', ...args)));
    expect(answers.map(({ status }) => status)).toEqual(wrong.map(() => 2));
    for (const id of ids) expect(await accounts().findById(id)).toMatchObject({ apiAccessEnabled: false });
  }, 60_000);
});

describe('account credits', () => {
  it('issues with reason, end and note, entry by entry', async () => {
    const [id = ''] = await newOwner('bob@example.org');
    const end = new Date(Date.now() + 86_400_000).toISOString();
    expect((await account('credits', '--owner', 'bob@example.org', '--credits', '100')).json).toEqual({
      account_id: id,
      balance: 100,
    });
    const pack = ['--credits', '500', '--reason', 'purchase', '--expires-at', end, '--note', 'invoice 17'];
    expect((await account('credits', '--account', id, ...pack)).json.balance).toBe(600);
    const entries = await database.query(
      'SELECT from_account, to_account, amount, reason, note FROM ledger_entries WHERE account_id = $1 ORDER BY id',
      [id],
    );
    expect(entries).toEqual([
      { from_account: 'granted', to_account: 'wallet', amount: 100, reason: 'grant', note: null },
      { from_account: 'sold', to_account: 'wallet', amount: 500, reason: 'purchase', note: 'invoice 17' },
    ]);
    const lots = await database.query('SELECT expires_at FROM credit_lots WHERE account_id = $1 ORDER BY remaining', [
      id,
    ]);
    expect(lots.map(({ expires_at: at }: { expires_at: Date | null }) => at?.toISOString())).toEqual([undefined, end]);
  }, 60_000);

  it('refuses what is no sum, reason or time to come, and issues nothing', async () => {
    const [id = ''] = await newOwner('eve@example.org');
    const wrong = [
      ['--credits', '0'],
      ['--credits', '1.5'],
      ['--credits', '5', '--reason', 'refund'],
      ['--credits', '5', '--expires-at', '2020-01-01T00:00:00Z'],
      ['--credits', '5', '--expires-at', 'soon'],
    ];
    const answers = await Promise.all(wrong.map((args) => account('credits', '--account', id, ...args)));
    expect(answers.map(({ status }) => status)).toEqual(wrong.map(() => 2));
    expect(await accounts().balance(id)).toBe(0);
  }, 60_000);
});

describe('secrets reseal', () => {
  const [before, after] = [
    new SecretBox({ current: OLD, previous: null }),
    new SecretBox({ current: NEW, previous: null }),
  ];
  const reseal = (previous?: string) =>
    run(['secrets', 'reseal'], previous ? { VITAMILL_SECRETS_KEY_PREVIOUS: previous } : {});

  /** An account with a secret in every place that has one; gives what is stored there now. */
  async function newSecrets(box: SecretBox) {
    const { id } = await accounts().create({ name: 'Sealed', plan: 'free' });
    await database.query('UPDATE accounts SET webhook_secret = $2 WHERE id = $1', [id, box.seal('whsec_account')]);
    await database.query(
      `INSERT INTO webhook_endpoints (id, account_id, url, events, secret, previous_secret)
       VALUES ($1, $2, 'https://x.example', '{*}', $3, $4)`,
      [newId(), id, box.seal('whsec_new'), box.seal('whsec_old')],
    );
    return async (): Promise<string[]> => {
      const [row] = await database.query(
        `SELECT a.webhook_secret, e.secret, e.previous_secret FROM accounts a
         JOIN webhook_endpoints e ON e.account_id = a.id WHERE a.id = $1`,
        [id],
      );
      return [row.webhook_secret, row.secret, row.previous_secret];
    };
  }

  it('seals every secret under the new key, so that the old one may go, and may be run again', async () => {
    const [old, current] = [await newSecrets(before), await newSecrets(after)];
    const untouched = await current();
    expect((await reseal(OLD)).json).toEqual({ resealed: 3 });
    expect((await old()).map((sealed) => after.open(sealed))).toEqual(['whsec_account', 'whsec_new', 'whsec_old']);
    expect(await current()).toEqual(untouched);
    expect((await reseal(OLD)).json).toEqual({ resealed: 0 });
    expect((await reseal()).json).toEqual({ resealed: 0 });
  }, 60_000);

  it('changes all or none', async () => {
    const old = await newSecrets(before);
    const lost = await newSecrets(new SecretBox({ current: 'x'.repeat(43), previous: null }));
    const stored = [await old(), await lost()];
    const { status, errors } = await reseal(OLD);
    expect([status, errors.trim()]).toEqual([1, 'The secret was sealed under another key.']);
    expect([await old(), await lost()]).toEqual(stored);
  }, 60_000);
});

it('a command that cannot reach the database says so without the connection', async () => {
  const { status, errors } = await run(['account', 'create', '--name', 'x'], {
    VITAMILL_DATABASE_URL: 'postgres://someone:hidden-password@127.0.0.1:9/none',
  });
  expect(status).toBe(1);
  expect(errors).toMatch(/^Nothing was changed: [\w]+\.\n$/);
}, 60_000);
