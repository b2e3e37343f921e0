import { Readable } from 'node:stream';
import { createDataSource, runMigrations } from '@vitamill/persistence';
import { pino } from 'pino';
import { startPostgres, type TestPostgres } from '../../test/support/postgres.js';
import type { ApiResources } from './compose-parts.js';
import { startApi } from './start-api.js';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres?.stop());

async function resources(): Promise<ApiResources & { closed: string[] }> {
  const dataSource = await createDataSource({ url: await postgres.newDatabase() }).initialize();
  await runMigrations(dataSource);
  const closed: string[] = [];
  return {
    closed,
    settings: {
      maxUploadBytes: 1_000,
      maxQueueDepth: 10,
      bodyIdleMilliseconds: 1_000,
      requestMilliseconds: 10_000,
      spoolBytes: 100_000,
      maxParallelParses: 1,
      publicUrl: null,
      authenticationsPerMinute: 100,
      trustedProxies: [],
      corsOrigins: [],
      secretKeys: { current: 'a key of the tests, of more than 32 letters', previous: null },
      webhookAllowHttp: false,
      webhookAllowedNetworks: null,
      people: {
        tokenSecret: 'test-token-secret-of-32-characters',
        accessTokenMinutes: 60,
        sessionDays: 30,
        signup: 'open',
        linkUrl: 'http://localhost',
        redirectOrigins: ['https://app.example.com'],
        operatorToken: null,
      },
    },
    dataSource,
    keys: { pepper: 'pepper', prefix: 'rsm_live_' },
    store: {
      put: async () => undefined,
      open: async () => Readable.from([]),
      exists: async () => true,
      delete: async () => undefined,
      check: () => Promise.reject(new Error('away')),
    },
    parser: {
      parse: () => Promise.reject(new Error('unused')),
      close: async () => {
        closed.push('parser');
      },
    },
    mailer: { send: async () => undefined, close: async () => undefined },
    redisUrl: null,
    checkQueue: async () => undefined,
  };
}

const local = { host: '127.0.0.1', port: 0 };
const silent = pino({ level: 'silent' });

describe('startApi', () => {
  it('listens, names what is away, and closes what it was given', async () => {
    const given = await resources();
    const api = await startApi(given, local, silent);
    const ready = await fetch(`http://127.0.0.1:${api.port}/api/health/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({
      code: 'not_healthy',
      checks: { database: 'ok', queue: 'ok', storage: 'failed' },
    });
    await api.close();
    expect(given.closed).toEqual(['parser']);
    expect(given.dataSource.isInitialized).toBe(false);
  });

  it('rejects where the port is taken and leaves nothing open', async () => {
    const first = await startApi(await resources(), local, silent);
    const second = await resources();
    await expect(startApi(second, { ...local, port: first.port }, silent)).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    expect(second.dataSource.isInitialized).toBe(false);
    await first.close();
  });

  it('answers 503 while the database is away, and comes back with it', async () => {
    const api = await startApi(await resources(), local, silent);
    const list = () =>
      fetch(`http://127.0.0.1:${api.port}/api/v1/files/assets`, {
        headers: { authorization: 'Bearer rsm_live_unknown0000' },
      });
    expect((await list()).status).toBe(401);
    await postgres.kill();
    await new Promise((resolve) => setTimeout(resolve, 200));
    const away = await list();
    expect([away.status, ((await away.json()) as { code: string }).code]).toEqual([503, 'dependency_unavailable']);
    expect((await fetch(`http://127.0.0.1:${api.port}/api/health/live`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${api.port}/api/metrics`)).status).toBe(200);
    await postgres.start();
    expect((await list()).status).toBe(401);
    await api.close();
  }, 60_000);
});
