import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, documentConfiguration, loadApiConfig, loadWorkerConfig } from './index.js';

const worker = {
  VITAMILL_DATABASE_URL: 'postgres://u:hidden@host/db',
  VITAMILL_STORAGE_DIR: '/srv/files',
  VITAMILL_SECRETS_KEY: 'a key of the tests, of more than 32 letters',
};
const problemsOf = (load: () => unknown): readonly string[] => {
  try {
    load();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

describe('configuration', () => {
  it('takes defaults for what is not given', () => {
    expect(loadWorkerConfig(worker)).toMatchObject({
      databaseUrl: 'postgres://u:hidden@host/db',
      queueDriver: 'embedded',
      storageDriver: 'folder',
      redisUrl: null,
      maxAttempts: 4,
    });
  });

  it('names every wrong variable and shows no value', () => {
    const environment = {
      VITAMILL_DATABASE_URL: 'mysql://u:hidden@host/db',
      VITAMILL_QUEUE_DRIVER: 'redis',
      VITAMILL_STORAGE_DRIVER: 'tape',
      VITAMILL_HTTP_PORT: '70000',
      VITAMILL_KEY_PEPPER: 'hidden',
      VITAMILL_SECRETS_KEY: 'hidden',
      VITAMILL_WEBHOOK_ALLOWED_NETWORKS: 'everything hidden',
      VITAMILL_SPOOL_MB: '12e',
    };
    const problems = problemsOf(() => loadApiConfig(environment));
    expect(problems.map((problem) => problem.split(':')[0]).sort()).toEqual([
      'VITAMILL_DATABASE_URL',
      'VITAMILL_HTTP_PORT',
      'VITAMILL_KEY_PEPPER',
      'VITAMILL_REDIS_URL',
      'VITAMILL_SECRETS_KEY',
      'VITAMILL_SPOOL_MB',
      'VITAMILL_STORAGE_DRIVER',
      'VITAMILL_WEBHOOK_ALLOWED_NETWORKS',
    ]);
    for (const value of ['hidden', 'mysql', 'tape', '70000', '12e']) expect(problems.join()).not.toContain(value);
  });

  it('asks for what the chosen drivers need', () => {
    const environment = { ...worker, VITAMILL_STORAGE_DRIVER: 's3', VITAMILL_QUEUE_DRIVER: 'redis' };
    expect(problemsOf(() => loadWorkerConfig(environment)).map((problem) => problem.split(':')[0])).toEqual([
      'VITAMILL_REDIS_URL',
      'VITAMILL_S3_ENDPOINT',
      'VITAMILL_S3_ACCESS_KEY',
      'VITAMILL_S3_SECRET_KEY',
    ]);
    expect(problemsOf(() => loadApiConfig({}))).toContain('VITAMILL_DATABASE_URL: is missing');
  });

  it('reads a secret from a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vitamill-config-'));
    const file = join(folder, 'pepper');
    writeFileSync(file, `${'p'.repeat(32)}\n`);
    expect(loadApiConfig({ ...worker, VITAMILL_KEY_PEPPER_FILE: file }).keyPepper).toBe('p'.repeat(32));
    expect(problemsOf(() => loadApiConfig({ ...worker, VITAMILL_KEY_PEPPER_FILE: join(folder, 'none') }))).toEqual([
      'VITAMILL_KEY_PEPPER_FILE: the file cannot be read',
    ]);
    rmSync(folder, { recursive: true });
  });

  it('is documented as it is', () => {
    const document = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
    expect(document).toBe(documentConfiguration());
  });
});
