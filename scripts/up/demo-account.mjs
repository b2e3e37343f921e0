import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

const NAME = 'Demo';
const CREDITS = 10_000;
const SCOPES = ['*'];

/** Brings the schema up to date and gives the key of the demo account, which is made at the first start. */
export async function prepareDatabase(
  { AccountRepository, ApiKeyRepository, createDataSource, runMigrations },
  { databaseUrl, pepper, apiKeyFile },
) {
  const dataSource = await createDataSource({
    url: databaseUrl,
    poolSize: 2,
    applicationName: 'vitamill-up',
  }).initialize();
  try {
    await runMigrations(dataSource);
    const keys = new ApiKeyRepository(dataSource, { pepper, prefix: process.env.VITAMILL_KEY_PREFIX || 'rsm_live_' });
    const kept = existsSync(apiKeyFile) ? readFileSync(apiKeyFile, 'utf8').trim() : '';
    if (kept && (await keys.findActive(kept))) return { key: kept, isNew: false };
    const accounts = new AccountRepository(dataSource);
    const account =
      (await accounts.findByName(NAME)) ?? (await accounts.create({ name: NAME, plan: 'paid', credits: CREDITS }));
    const { key } = await keys.create(account.id, { name: 'first key', scopes: SCOPES });
    writeFileSync(`${apiKeyFile}.new`, `${key}\n`, { mode: 0o600 });
    renameSync(`${apiKeyFile}.new`, apiKeyFile);
    return { key, isNew: true };
  } finally {
    await dataSource.destroy();
  }
}
