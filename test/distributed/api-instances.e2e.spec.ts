import { createDataSource, runMigrations } from '@vitamill/persistence';
import { pino } from 'pino';
import { composeParts } from '../../apps/api/compose-parts.js';
import { startApi } from '../../apps/api/start-api.js';
import { TEST_SETTINGS } from '../e2e/support/service.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { startRedis, type TestRedis } from '../support/redis.js';

const INSTANCES = 3;
const keyOptions = { pepper: 'pepper of the instances', prefix: 'rsm_live_' };

let postgres: TestPostgres;
let redis: TestRedis;
let instances: Awaited<ReturnType<typeof startApi>>[] = [];
let parts: ReturnType<typeof composeParts>;

beforeAll(async () => {
  [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  const url = await postgres.newDatabase();
  const resources = async () => ({
    settings: TEST_SETTINGS,
    dataSource: await createDataSource({ url, poolSize: 5 }).initialize(),
    keys: keyOptions,
    store: {
      put: async () => undefined,
      open: async () => null,
      exists: async () => false,
      delete: async () => undefined,
      check: async () => undefined,
    },
    parser: { parse: () => Promise.reject(new Error('unused')), close: async () => undefined },
    mailer: { send: async () => undefined, close: async () => undefined },
    redisUrl: redis.url,
    checkQueue: async () => undefined,
  });
  const own = await resources();
  await runMigrations(own.dataSource);
  parts = composeParts(own as never);
  for (let i = 0; i < INSTANCES; i++)
    instances.push(
      await startApi((await resources()) as never, { host: '127.0.0.1', port: 0 }, pino({ level: 'silent' })),
    );
}, 120_000);
afterAll(async () => {
  await Promise.all(instances.map((instance) => instance.close()));
  instances = [];
  await parts?.limiter.close();
  await parts?.usage.close();
  await parts?.dataSource.destroy();
  await Promise.all([postgres?.stop(), redis?.stop()]);
});

async function newKey(credits = 100, plan: 'free' | 'paid' = 'free') {
  const account = await parts.accounts.create({ name: 'Instances', plan, credits });
  const { key, row } = await parts.keys.create(account.id, { name: 'k', scopes: ['*'] });
  return { key, id: row.id, accountId: account.id };
}

const call = (index: number, key: string, path: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${instances[index % INSTANCES]?.port}${path}`, {
    ...init,
    headers: { 'x-api-key': key, ...(init.headers as Record<string, string>) },
  });
const upload = (index: number, key: string, idempotencyKey?: string, bytes = `Ada ${Math.random()}`) => {
  const body = new FormData();
  body.append('file', new Blob([bytes]), 'cv.txt');
  return call(index, key, '/api/v1/files/upload', {
    method: 'POST',
    body,
    headers: idempotencyKey ? { 'idempotency-key': idempotencyKey } : {},
  });
};

describe('three API instances', () => {
  it('let exactly the limit through together', async () => {
    const { key } = await newKey();
    const answers = await Promise.all(Array.from({ length: 150 }, (_, i) => call(i, key, '/api/v1/files/assets')));
    const through = answers.filter(({ status }) => status === 200);
    expect(through).toHaveLength(60);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(90);
    for (const { headers } of refused) {
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      expect(headers.get('x-ratelimit-remaining')).toBe('0');
      expect(headers.get('ratelimit-policy')).toBe('"minute";q=60;w=60, "day";q=1000;w=86400');
    }
  });

  it('take exactly the credits that are there', async () => {
    const { key, accountId } = await newKey(50, 'paid');
    const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => upload(i, key)));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(50);
    expect(answers.filter(({ status }) => status === 402)).toHaveLength(150);
    expect(await parts.accounts.balance(accountId)).toBe(0);
  });

  it('refuse a revoked key at once, all of them', async () => {
    const { key, id, accountId } = await newKey();
    const statuses = async () =>
      (await Promise.all([0, 1, 2].map((i) => call(i, key, '/api/v1/files/assets')))).map(({ status }) => status);
    expect(await statuses()).toEqual([200, 200, 200]);
    await parts.keys.revoke(accountId, id);
    expect(await statuses()).toEqual([401, 401, 401]);
  });

  it('do once what is asked of each under one Idempotency-Key', async () => {
    const { key, accountId } = await newKey(10, 'paid');
    const answers = await Promise.all([0, 1, 2, 0, 1, 2].map((i) => upload(i, key, 'the-same', 'Ada Example')));
    const bodies = (await Promise.all(answers.map((answer) => answer.json()))) as { asset_id?: string }[];
    expect(new Set(bodies.flatMap(({ asset_id }) => asset_id ?? [])).size).toBe(1);
    for (const { status } of answers) expect([202, 409]).toContain(status);
    expect(await parts.accounts.balance(accountId)).toBe(9);
  });
});
