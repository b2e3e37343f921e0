import { ConfigError, loadApiConfig } from '@vitamill/config';
import { createDataSource, runMigrations } from '@vitamill/persistence';

export const MIGRATE_USAGE = `usage: node dist/apps/cli/main.js migrate

Brings the schema of the database up to date.`;

/** Runs the migrations that are due; gives the exit status. */
export async function runMigrate(): Promise<number> {
  try {
    const dataSource = await createDataSource({ url: loadApiConfig().databaseUrl, poolSize: 2 }).initialize();
    try {
      const names = await runMigrations(dataSource);
      console.error(names.length > 0 ? `Migrated: ${names.join(', ')}` : 'The schema is up to date.');
      return 0;
    } finally {
      await dataSource.destroy();
    }
  } catch (error) {
    // Messages of drivers can quote the connection.
    const { name, code } = error as { name?: string; code?: string };
    console.error(
      error instanceof ConfigError ? error.message : `The schema was not migrated: ${code ?? name ?? 'error'}.`,
    );
    return 1;
  }
}
