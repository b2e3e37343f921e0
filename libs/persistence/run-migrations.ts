import type { DataSource } from 'typeorm';
import { dropTenantViews, secureTenantRows } from './row-security.js';

/** Any number, the same in every version: it keeps two processes from migrating at once. */
const MIGRATION_LOCK = 7_120_260_101;

/** Brings the schema up to date; gives the names of the migrations that ran. Several processes may call it at once. */
export async function runMigrations(dataSource: DataSource): Promise<string[]> {
  const runner = dataSource.createQueryRunner();
  await runner.connect();
  try {
    await runner.query('SET statement_timeout = 0');
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    if (await dataSource.showMigrations()) await dropTenantViews(runner);
    const migrations = await dataSource.runMigrations({ transaction: 'each' });
    if (migrations.length > 0) await secureTenantRows(runner);
    return migrations.map(({ name }) => name);
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await runner.query('RESET statement_timeout').catch(() => undefined);
    await runner.release();
  }
}
