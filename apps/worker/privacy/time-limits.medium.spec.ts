import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadWorkerConfig } from '@vitamill/config';
import { issueCredits, newId } from '@vitamill/persistence';
import { FolderObjectStore } from '@vitamill/storage';
import { pino } from 'pino';
import { acceptedAsset, newAccount, newAsset, openDatabase } from '../../../test/support/database.js';
import { startPostgres, type TestPostgres } from '../../../test/support/postgres.js';
import { ScriptedParser } from '../../../test/support/scripted-parser.js';
import { until } from '../../../test/support/until.js';
import { type RunningWorker, startWorker } from '../start-worker.js';

let postgres: TestPostgres;
let database: Awaited<ReturnType<typeof openDatabase>>;
let folder: string;
let url: string;
const running: RunningWorker[] = [];

beforeAll(async () => {
  postgres = await startPostgres();
  url = await postgres.newDatabase();
  database = await openDatabase(url, 5);
  folder = mkdtempSync(join(tmpdir(), 'vitamill-time-'));
}, 60_000);
afterEach(async () => {
  await Promise.all(running.splice(0).map((worker) => worker.stop()));
}, 60_000);
afterAll(async () => {
  await database?.destroy();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const start = async (logger = pino({ level: 'silent' })): Promise<RunningWorker> => {
  const config = loadWorkerConfig({
    VITAMILL_DATABASE_URL: url,
    VITAMILL_STORAGE_DIR: folder,
    VITAMILL_SECRETS_KEY: 'a key of the tests, of more than 32 letters',
    VITAMILL_QUEUE_DRIVER: 'embedded',
    VITAMILL_WORKER_HTTP_PORT: '0',
    VITAMILL_SWEEP_SECONDS: '1',
  });
  const worker = await startWorker(config, new ScriptedParser(), logger);
  running.push(worker);
  return worker;
};

/** An upload with its file, which waits to be read long after this test. */
async function stored(accountId: string, expiresIn: string | null) {
  const asset = newAsset(accountId);
  await new FolderObjectStore(folder).put(String(asset.objectKey), Buffer.from('%PDF-1.4 '));
  const { id } = await acceptedAsset(database, accountId, asset);
  await database.query(`UPDATE assets SET status = 'completed', expires_at = now() + $2::interval WHERE id = $1`, [
    id,
    expiresIn,
  ]);
  const isKept = async () => (await new FolderObjectStore(folder).open(String(asset.objectKey))) !== null;
  const status = async () => (await database.query('SELECT status FROM assets WHERE id = $1', [id]))[0].status;
  return { id, isKept, status };
}

describe('workers', () => {
  it('erase what expires while they run and what expired before, files as well, and write it down', async () => {
    const accountId = await newAccount(database);
    const endpoint = newId();
    await database.query(
      `INSERT INTO webhook_endpoints (id, account_id, url, events, secret)
       VALUES ($1, $2, 'https://127.0.0.1/', '{asset.deleted}', 's')`,
      [endpoint, accountId],
    );
    const [before, soon, later, never] = [
      await stored(accountId, '-1 hour'),
      await stored(accountId, '2 seconds'),
      await stored(accountId, '1 hour'),
      await stored(accountId, null),
    ];
    await Promise.all([start(), start(), start()]);
    await until(async () => !(await before.isKept()) && !(await soon.isKept()), 30);
    expect([await before.status(), await soon.status()]).toEqual(['deleted', 'deleted']);
    expect([await later.status(), await never.status()]).toEqual(['completed', 'completed']);
    expect([await later.isKept(), await never.isKept()]).toEqual([true, true]);
    const log = await database.query(
      `SELECT action, actor_kind, subjects FROM audit_log WHERE account_id = $1 ORDER BY id`,
      [accountId],
    );
    expect(log).toEqual(
      [before, soon].map(({ id }) => ({ action: 'asset.expired', actor_kind: 'system', subjects: [id] })),
    );
    const told: { body: string }[] = await database.query(
      `SELECT body FROM webhook_messages WHERE account_id = $1 AND event = 'asset.deleted' ORDER BY id`,
      [accountId],
    );
    expect(told.map(({ body }) => JSON.parse(body).data.asset_id)).toEqual([before.id, soon.id]);
  }, 60_000);

  it('erase the others while one cannot be erased, tell of it without its data and count it', async () => {
    const accountId = await newAccount(database);
    const bad = await stored(accountId, '-2 hours');
    const good = await stored(accountId, '-1 hour');
    await database.query(
      `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'Ada Example'; END $$`,
    );
    await database.query(
      `CREATE TRIGGER refuse BEFORE UPDATE ON assets FOR EACH ROW WHEN (NEW.status = 'deleted' AND NEW.id = '${bad.id}')
         EXECUTE FUNCTION refuse()`,
    );
    const log: string[] = [];
    const { port } = await start(pino({ level: 'warn' }, { write: (line: string) => void log.push(line) }));
    const failures = async () => {
      const metrics = await (await fetch(`http://127.0.0.1:${port}/api/metrics`)).text();
      return Number(/^vitamill_failed_erasures_total (\d+)$/m.exec(metrics)?.[1]);
    };
    await until(async () => (await good.status()) === 'deleted' && !(await good.isKept()), 30);
    // It is tried again after the pause.
    await until(async () => (await failures()) >= 2, 30);
    expect(await bad.status()).toBe('completed');
    await database.query('DROP TRIGGER refuse ON assets');
    await until(async () => (await bad.status()) === 'deleted', 30);
    const lines = log.filter((line) => line.includes('not erased'));
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ asset_ids: [bad.id], code: 'P0001', level: 50 });
    expect(await failures()).toBe(lines.length);
    expect(log.join('')).not.toContain('Ada');
  }, 60_000);

  it('take expired credits out of wallets that nobody uses, once', async () => {
    const accountId = await newAccount(database, 10);
    const expiresAt = new Date(Date.now() + 2_000);
    await database.transaction((manager) =>
      issueCredits(manager, { accountId, amount: 5, reason: 'purchase', expiresAt }),
    );
    await Promise.all([start(), start(), start()]);
    const credits = async () =>
      (await database.query('SELECT credits FROM accounts WHERE id = $1', [accountId]))[0].credits;
    expect(await credits()).toBe(15);
    await until(async () => (await credits()) === 10, 30);
    const entries = await database.query(
      `SELECT from_account, to_account, amount, balance_after FROM ledger_entries
       WHERE account_id = $1 AND reason = 'expiry'`,
      [accountId],
    );
    expect(entries).toEqual([{ from_account: 'wallet', to_account: 'expired', amount: 5, balance_after: 10 }]);
  }, 60_000);
});
