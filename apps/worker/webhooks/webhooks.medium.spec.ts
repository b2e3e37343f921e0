import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadWorkerConfig } from '@vitamill/config';
import { SecretBox } from '@vitamill/cryptography';
import {
  AssetRepository,
  ExportRepository,
  enqueueWebhook,
  newId,
  WebhookDeliveryRepository,
  WebhookEndpointRepository,
  WebhookLogRepository,
} from '@vitamill/persistence';
import { FolderObjectStore } from '@vitamill/storage';
import { newWebhookSecret } from '@vitamill/webhooks';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { acceptedAsset, newAccount, newAsset, openDatabase } from '../../../test/support/database.js';
import { startPostgres, type TestPostgres } from '../../../test/support/postgres.js';
import { ScriptedParser } from '../../../test/support/scripted-parser.js';
import { until } from '../../../test/support/until.js';
import { startReceiver, type WebhookReceiver } from '../../../test/support/webhook-receiver.js';
import { type RunningWorker, startWorker } from '../start-worker.js';

const SECRETS_KEY = 'a key of the tests, of more than 32 letters';
const secrets = new SecretBox({ current: SECRETS_KEY, previous: null });

let postgres: TestPostgres;
let url: string;
let folder: string;
let database: Awaited<ReturnType<typeof openDatabase>>;
let endpoints: WebhookEndpointRepository;
let log: WebhookLogRepository;
let worker: RunningWorker | null = null;
let accountId: string;
const receivers: WebhookReceiver[] = [];

beforeAll(async () => {
  postgres = await startPostgres();
  url = await postgres.newDatabase();
  folder = mkdtempSync(join(tmpdir(), 'vitamill-webhooks-'));
  database = await openDatabase(url, 8);
  endpoints = new WebhookEndpointRepository(database);
  log = new WebhookLogRepository(database);
}, 60_000);
afterAll(async () => {
  await worker?.stop();
  await database?.destroy();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);
beforeEach(async () => {
  accountId = await newAccount(database, 1_000);
});
afterEach(() => Promise.all(receivers.splice(0).map((each) => each.close())));

async function work(): Promise<void> {
  const config = loadWorkerConfig({
    VITAMILL_DATABASE_URL: url,
    VITAMILL_STORAGE_DIR: folder,
    VITAMILL_SECRETS_KEY: SECRETS_KEY,
    VITAMILL_WORKER_HTTP_PORT: '0',
    VITAMILL_WEBHOOK_ALLOW_HTTP: 'true',
    VITAMILL_WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
    VITAMILL_WEBHOOK_TIMEOUT_SECONDS: '2',
  });
  worker ??= await startWorker(config, new ScriptedParser(), pino({ level: 'silent' }));
}
const rest = async (): Promise<void> => {
  await worker?.stop();
  worker = null;
};

async function receiver(...parameters: Parameters<typeof startReceiver>) {
  const started = await startReceiver(...parameters);
  receivers.push(started);
  return started;
}
async function endpointAt(at: string, events: readonly string[] = ['*'], account = accountId) {
  const secret = newWebhookSecret();
  const endpoint = { url: at, description: null, events, sealedSecret: secrets.seal(secret) };
  const created = await endpoints.create(account, endpoint);
  if (!created) throw new Error('The endpoint was not made.');
  return { id: created.id, secret };
}
const deliveries = async () => (await log.list(accountId, {}, null, 100)).items;
const ended = () => until(async () => (await deliveries()).every(({ status }) => status !== 'pending'), 30);
const enqueue = (data: Record<string, unknown>, subjectId: string | null = null) =>
  database.transaction((manager) => enqueueWebhook(manager, { accountId, event: 'match.completed', data, subjectId }));
/** As if the pause before the next attempt were over. */
const hurry = () => database.query(`UPDATE webhook_deliveries SET next_attempt_at = now() WHERE status = 'pending'`);

describe('webhooks', () => {
  it('tell the endpoints that want it of what became of an upload, signed', async () => {
    const { url: at, received } = await receiver();
    const { secret } = await endpointAt(`${at}/all`);
    await endpointAt(`${at}/failed`, ['asset.failed']);
    const silent = await endpointAt(`${at}/disabled`);
    await endpoints.change(accountId, silent.id, { enabled: false });
    await endpointAt(`${at}/other`, ['*'], await newAccount(database, 1_000));
    const upload = async (text: string) => {
      const asset = newAsset(accountId);
      await new FolderObjectStore(folder).put(String(asset.objectKey), Buffer.from(text));
      return (await acceptedAsset(database, accountId, { ...asset, sizeBytes: text.length })).id;
    };
    const [good, bad] = [await upload('x'), await upload('fail encrypted')];
    await work();
    await until(() => received.length >= 3);
    await ended();
    const seen = received.map(({ path, body }) => [path, JSON.parse(body).type, JSON.parse(body).data.asset_id]);
    expect(seen.sort()).toEqual([
      ['/all', 'asset.completed', good],
      ['/all', 'asset.failed', bad],
      ['/failed', 'asset.failed', bad],
    ]);
    for (const { path, body, headers } of received.filter((each) => each.path === '/all'))
      expect([path, new Webhook(secret).verify(body, headers as Record<string, string>)]).toEqual([
        path,
        JSON.parse(body),
      ]);
    const failed = received.find(({ path }) => path === '/failed');
    expect(JSON.parse(failed?.body ?? '')).toEqual({
      type: 'asset.failed',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      data: { asset_id: bad, status: 'failed', error: { code: 'encrypted', message: expect.any(String) } },
    });
  }, 60_000);

  it('warn once when the credits fall below the mark', async () => {
    accountId = await newAccount(database, 101);
    const { url: at, received } = await receiver();
    await endpointAt(`${at}/low`, ['credits.low']);
    for (let upload = 0; upload < 4; upload += 1) await acceptedAsset(database, accountId);
    await work();
    await until(() => received.length >= 1);
    await ended();
    expect(received.map(({ body }) => JSON.parse(body).type)).toEqual(['credits.low']);
  });

  it('tell of exports that are done or failed by ids and counts, without a link', async () => {
    const { url: at, received } = await receiver();
    await endpointAt(at, ['export.completed', 'export.failed']);
    await new FolderObjectStore(folder).put('exports/first', Buffer.from('x'));
    const exports = new ExportRepository(database);
    const ask = async (columns: readonly string[]): Promise<string> => {
      const id = newId();
      const filters = [{ column: 'name', operator: 'eq', value: 'Ann Example' }] as const;
      const request = { columns, filters, bom: false, updatedAfter: null };
      await exports.create({ id, accountId, grain: 'skill', format: 'csv', request }, 10);
      return id;
    };
    const [good, bad] = [await ask(['name']), await ask(['no_such_column'])];
    const cancelled = await ask(['name']);
    await exports.end(accountId, cancelled);
    await work();
    await until(() => received.length >= 2, 30);
    await ended();
    const { bytes } = (await exports.find(accountId, good)) ?? {};
    const what = { grain: 'skill', format: 'csv', rows: 0 };
    const timestamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
    const bodies = received.map(({ body }) => JSON.parse(body));
    expect(bodies.sort((a, b) => a.type.localeCompare(b.type))).toEqual([
      {
        ...{ type: 'export.completed', timestamp },
        data: { export_id: good, status: 'completed', ...what, bytes },
      },
      {
        ...{ type: 'export.failed', timestamp },
        data: { export_id: bad, status: 'failed', ...what, bytes: 0, error: { code: 'invalid_request' } },
      },
    ]);
    expect(bytes).toBeGreaterThan(0);
    const metrics = await (await fetch(`http://127.0.0.1:${worker?.port}/api/metrics`)).text();
    for (const status of ['completed', 'failed'])
      expect(metrics).toContain(`vitamill_exports_total{status="${status}",format="csv"} 1`);
  }, 60_000);

  it('are written with the state change or not at all', async () => {
    await endpointAt('http://127.0.0.1:9');
    const transaction = database.transaction(async (manager) => {
      await enqueueWebhook(manager, { accountId, event: 'match.completed', data: {} });
      throw new Error('rolled back');
    });
    await expect(transaction).rejects.toThrow('rolled back');
    expect(await deliveries()).toEqual([]);
  });

  it('go on by the schedule of their source, under the same id, until they arrive', async () => {
    let failures = 2;
    const { url: at, received } = await receiver((_, response) => response.writeHead(failures-- > 0 ? 500 : 200).end());
    await endpointAt(at);
    await enqueue({ match_id: 'm' });
    await work();
    for (let attempts = 1; attempts <= 2; attempts++) {
      await until(async () => (await deliveries())[0]?.attempts === attempts);
      const [waiting] = await deliveries();
      expect(waiting).toMatchObject({ status: 'pending', lastFault: 'status', lastStatus: 500 });
      const started = (await log.find(accountId, waiting?.id ?? ''))?.tries.at(-1)?.startedAt.getTime() ?? 0;
      const pause = ((waiting?.nextAttemptAt?.getTime() ?? 0) - started) / 1_000;
      const least = attempts === 1 ? 5 : 300;
      expect(pause >= least && pause < least + 60).toBe(true);
      await hurry();
    }
    await ended();
    const [delivered] = await deliveries();
    expect(delivered).toMatchObject({ status: 'delivered', attempts: 3, lastStatus: 200, lastFault: null });
    expect(new Set(received.map(({ headers, body }) => `${headers['webhook-id']} ${body}`)).size).toBe(1);
    const { tries } = (await log.find(accountId, delivered?.id ?? '')) ?? {};
    expect(tries?.map(({ httpStatus, fault }) => [httpStatus, fault])).toEqual([
      [500, 'status'],
      [500, 'status'],
      [200, null],
    ]);
  }, 60_000);

  it('of a screening have the body of its API and four attempts', async () => {
    const { url: at, received } = await receiver((_, response) => response.writeHead(302, { location: '/' }).end());
    const body = { job_id: 'j', status: 'complete', results: [], failed: [] };
    await database.transaction((manager) =>
      enqueueWebhook(manager, { accountId, event: 'screen.completed', url: at, body, schedule: 'screening' }),
    );
    await work();
    for (let attempts = 1; attempts <= 4; attempts++) {
      await until(async () => (await deliveries())[0]?.attempts === attempts);
      await hurry();
    }
    expect(await deliveries()).toMatchObject([
      { status: 'failed', attempts: 4, lastFault: 'redirect', endpointId: null },
    ]);
    expect(received.map((each) => each.body)).toEqual(Array(4).fill(JSON.stringify(body)));
  }, 60_000);

  it('are never sent to private addresses', async () => {
    const { port } = await receiver();
    await endpointAt(`http://[::1]:${port}`);
    await endpointAt('http://169.254.169.254/');
    await enqueue({});
    await work();
    await until(async () => (await deliveries()).every(({ attempts }) => attempts === 1));
    expect((await deliveries()).map(({ lastFault }) => lastFault)).toEqual(['refused_address', 'refused_address']);
  }, 60_000);

  it('stop for an endpoint that answers 410, and start again when it is enabled', async () => {
    let status = 410;
    const { url: at, received } = await receiver((_, response) => response.writeHead(status).end());
    const { id } = await endpointAt(at);
    await enqueue({ number: 1 });
    await work();
    await ended();
    expect(await endpoints.find(accountId, id)).toMatchObject({ disabledReason: 'gone', disabledAt: expect.any(Date) });
    await enqueue({ number: 2 });
    expect(await deliveries()).toMatchObject([{ status: 'failed', lastFault: 'gone', attempts: 1 }]);
    status = 200;
    await endpoints.change(accountId, id, { enabled: true });
    const [first] = await deliveries();
    expect(await log.replay(accountId, first?.id ?? '')).toMatchObject({ kind: 'queued' });
    await ended();
    expect((await deliveries())[0]).toMatchObject({ status: 'delivered', replayOf: first?.id });
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(received).toHaveLength(2);
  }, 60_000);

  it('disable an endpoint that fails for days', async () => {
    const { url: at } = await receiver((_, response) => response.writeHead(500).end());
    const { id } = await endpointAt(at);
    await database.query(`UPDATE webhook_endpoints SET failing_since = now() - interval '6 days' WHERE id = $1`, [id]);
    await log.test(accountId, id);
    await work();
    await ended();
    expect(await endpoints.find(accountId, id)).toMatchObject({ disabledReason: 'failing' });
  }, 60_000);

  it('carry two signatures while the secret is rotated, and one afterwards', async () => {
    const { url: at, received } = await receiver();
    const { id, secret: before } = await endpointAt(at);
    const after = newWebhookSecret();
    await endpoints.rotateSecret(accountId, id, secrets.seal(after), 3_600);
    await log.test(accountId, id);
    await work();
    await until(() => received.length === 1);
    await database.query(`UPDATE webhook_endpoints SET previous_secret_expires_at = now() WHERE id = $1`, [id]);
    await log.test(accountId, id);
    await until(() => received.length === 2);
    const verifies = (index: number, secret: string) => {
      try {
        return Boolean(
          new Webhook(secret).verify(received[index]?.body ?? '', received[index]?.headers as Record<string, string>),
        );
      } catch {
        return false;
      }
    };
    expect([verifies(0, before), verifies(0, after)]).toEqual([true, true]);
    expect([verifies(1, before), verifies(1, after)]).toEqual([false, true]);
  }, 60_000);

  it('are taken over from a worker that died in the middle', async () => {
    await rest();
    const { url: at, received } = await receiver();
    await endpointAt(at);
    await enqueue({});
    const dead = '01900000-0000-7000-8000-000000000000';
    const claimed = await new WebhookDeliveryRepository(database).claim(dead, 1, []);
    expect(claimed).toMatchObject({ accountId });
    await work();
    await ended();
    expect(received).toHaveLength(1);
    expect(await deliveries()).toMatchObject([{ status: 'delivered', attempts: 1 }]);
    const late = {
      startedAt: new Date(),
      milliseconds: 1,
      httpStatus: 500,
      fault: 'status',
      retryInSeconds: 5,
    } as const;
    expect(await new WebhookDeliveryRepository(database).finishAttempt(claimed?.id ?? '', dead, late)).toBe(false);
  }, 60_000);

  it('of a receiver that hangs hold up no other', async () => {
    await rest();
    const hanging = await receiver(() => undefined);
    const { id: slow } = await endpointAt(hanging.url, ['match.completed']);
    for (let i = 0; i < 20; i++) await enqueue({ i });
    const quick = await receiver();
    const { id } = await endpointAt(quick.url, ['asset.deleted']);
    await log.test(accountId, id);
    await work();
    await until(() => quick.received.length === 1);
    expect(hanging.received.length).toBeLessThanOrEqual(8);
    await endpoints.delete(accountId, slow);
    await ended();
  }, 60_000);

  it('about what was erased are not sent any more, and their bodies are gone', async () => {
    await rest();
    const { url: at, received } = await receiver();
    await endpointAt(at);
    const { id } = await acceptedAsset(database, accountId);
    await enqueue({ asset_id: id }, id);
    await new AssetRepository(database).delete(accountId, id);
    await work();
    await ended();
    expect(received.map(({ body }) => JSON.parse(body).type)).toEqual(['asset.deleted']);
    const [deleted, erased] = await deliveries();
    expect([deleted?.status, erased?.status, erased?.lastFault]).toEqual(['delivered', 'cancelled', 'erased']);
    expect(await log.find(accountId, erased?.id ?? '')).toMatchObject({ body: null });
    expect(await log.replay(accountId, erased?.id ?? '')).toEqual({ kind: 'erased' });
  }, 60_000);

  it('leave the log after a while', async () => {
    await enqueue({});
    await endpointAt('http://127.0.0.1:9');
    await enqueue({ waits: true });
    await database.query(`UPDATE webhook_messages SET created_at = now() - interval '31 days' WHERE account_id = $1`, [
      accountId,
    ]);
    await rest();
    const repository = new WebhookDeliveryRepository(database);
    expect(await repository.purge(30)).toBeGreaterThanOrEqual(0);
    const before = (await deliveries()).length;
    await database.query(
      `UPDATE webhook_deliveries SET status = 'failed', next_attempt_at = NULL WHERE account_id = $1`,
      [accountId],
    );
    await repository.purge(30);
    expect([before, (await deliveries()).length]).toEqual([1, 0]);
  }, 60_000);
});
