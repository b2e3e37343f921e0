import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CvParser, Mail, ParsedCv, ParseErrorCode } from '@vitamill/domain';
import { createDataSource, newId, type Plan, RunRepository, runMigrations } from '@vitamill/persistence';
import { FolderObjectStore } from '@vitamill/storage';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import type { ApiSettings } from '../../../apps/api/api-settings.js';
import { composeParts } from '../../../apps/api/compose-parts.js';
import { createApiApp } from '../../../apps/api/create-app.js';
import type { RouteTable } from '../../../apps/api/http/route-table.js';
import { keepCorrections } from '../../../apps/worker/keep-corrections.js';
import { startPostgres } from '../../support/postgres.js';
import { sampleParsedCv } from './sample-record.js';

interface KeyOptions {
  readonly plan?: Plan;
  readonly credits?: number;
  readonly scopes?: readonly string[];
}

/** The API on a port of its own over a PostgreSQL of its own. A test plays the worker. */
export interface TestService {
  readonly url: string;
  readonly routes: RouteTable;
  /** What was sent, oldest first. */
  readonly mails: readonly Mail[];
  readonly dataSource: DataSource;
  /** Where a worker beside it finds the rows and the files. */
  readonly databaseUrl: string;
  readonly filesFolder: string;
  newKey(options?: KeyOptions): Promise<{ key: string; keyId: string; accountId: string }>;
  balance(accountId: string): Promise<number | null>;
  revoke(accountId: string, keyId: string): Promise<boolean>;
  storedObjects(): Promise<number>;
  /** Where files are kept. */
  readonly store: FolderObjectStore;
  /** Plays a worker that read the file: the sample record, under another name, or another record. */
  complete(assetId: string, read?: string | ParsedCv): Promise<void>;
  fail(assetId: string, code: ParseErrorCode): Promise<void>;
  /** As if nobody had asked for anything yet. */
  forgetLimits(): Promise<void>;
  stop(): Promise<void>;
}

const ALL_SCOPES = ['*'];

export const TEST_SETTINGS: ApiSettings = {
  maxUploadBytes: 10 * 1024 * 1024,
  maxQueueDepth: 10_000,
  bodyIdleMilliseconds: 5_000,
  requestMilliseconds: 60_000,
  spoolBytes: 256 * 1024 * 1024,
  maxParallelParses: 2,
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
    operatorToken: 'test-operator-token-of-32-characters',
  },
};

/** Gives the sample record for every file: what is read is not what these tests are about. */
const sampleParser: CvParser = {
  parse: async (bytes, { wantText }) => {
    const { record, provenance } = sampleParsedCv('');
    const parsed = { record: { ...record, asset_id: null }, provenance };
    return wantText ? { ...parsed, text: Buffer.from(bytes).toString() } : parsed;
  },
  close: async () => undefined,
};

/** `parser` is what a synchronous parse reads with. */
export async function startService(
  settings: Partial<ApiSettings> = {},
  parser: CvParser = sampleParser,
): Promise<TestService> {
  const postgres = await startPostgres();
  const databaseUrl = await postgres.newDatabase();
  const dataSource = await createDataSource({ url: databaseUrl }).initialize();
  await runMigrations(dataSource);
  const folder = mkdtempSync(join(tmpdir(), 'vitamill-e2e-'));
  const store = new FolderObjectStore(folder);
  const mails: Mail[] = [];
  const parts = composeParts({
    settings: { ...TEST_SETTINGS, ...settings },
    dataSource,
    keys: { pepper: 'test-pepper', prefix: 'rsm_live_' },
    store,
    mailer: {
      send: async (mail) => void mails.push(mail),
      close: async () => undefined,
    },
    parser,
    redisUrl: null,
    checkQueue: async () => void (await dataSource.query('SELECT 1')),
  });
  const { app, routes } = await createApiApp(parts, pino({ level: 'silent' }));
  await app.listen(0, '127.0.0.1');
  const runs = new RunRepository(dataSource);
  const claim = async (assetId: string): Promise<string> => {
    const runId = newId();
    if (!(await runs.claim(assetId, runId, 60))) throw new Error('The asset cannot be claimed.');
    return runId;
  };
  const insist = (done: boolean): void => {
    if (!done) throw new Error('The run does not own the asset.');
  };
  return {
    url: `http://127.0.0.1:${(app.getHttpServer().address() as { port: number }).port}`,
    routes,
    mails,
    dataSource,
    store,
    databaseUrl,
    filesFolder: folder,
    newKey: async ({ plan = 'paid', credits = 100, scopes = ALL_SCOPES } = {}) => {
      const account = await parts.accounts.create({ name: `test-${newId()}`, plan, credits });
      const { key, row } = await parts.keys.create(account.id, { name: 'test', scopes });
      return { key, keyId: row.id, accountId: account.id };
    },
    balance: (accountId) => parts.accounts.balance(accountId),
    revoke: (accountId, keyId) => parts.keys.revoke(accountId, keyId),
    storedObjects: async () =>
      readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length,
    complete: async (assetId, read) => {
      const parsed = typeof read === 'object' ? read : sampleParsedCv(assetId, read);
      insist(
        await runs.complete(
          assetId,
          await claim(assetId),
          parsed,
          keepCorrections((corrected) => corrected),
        ),
      );
    },
    fail: async (assetId, code) => insist(await runs.fail(assetId, await claim(assetId), code)),
    forgetLimits: () => parts.limiter.close(),
    stop: async () => {
      await app.close();
      await parts.limiter.close();
      await parts.usage.close();
      await dataSource.destroy();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
