import { ConfigError, loadApiConfig } from '@vitamill/config';
import { createDataSource, DisplayRefreshRepository, runMigrations } from '@vitamill/persistence';

export const DISPLAY_USAGE = `usage: node dist/apps/cli/main.js display rebuild

Projects all display rows anew from the master records, in the database that the environment of the API names, while
everything serves on. Prints {"rows"}. Interrupted, it is finished by the workers.`;

const BATCH = 200;

/** Runs `display rebuild`; gives the exit status. */
export async function runDisplay(args: readonly string[]): Promise<number> {
  if (args.join() !== 'rebuild') {
    console.error(DISPLAY_USAGE);
    return 2;
  }
  try {
    const dataSource = await createDataSource({ url: loadApiConfig().databaseUrl, poolSize: 2 }).initialize();
    try {
      await runMigrations(dataSource);
      const display = new DisplayRefreshRepository(dataSource);
      const rows = await display.markAll();
      while ((await display.refresh(BATCH)) > 0);
      process.stdout.write(`${JSON.stringify({ rows })}\n`);
      return 0;
    } finally {
      await dataSource.destroy();
    }
  } catch (error) {
    // Messages of drivers can quote the connection.
    const { name, code } = error as { name?: string; code?: string };
    console.error(
      error instanceof ConfigError ? error.message : `The rows were not rebuilt: ${code ?? name ?? 'error'}.`,
    );
    return 1;
  }
}
