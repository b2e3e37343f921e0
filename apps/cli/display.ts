import { setTimeout as pause } from 'node:timers/promises';
import { ConfigError, loadApiConfig } from '@vitamill/config';
import { createDataSource, DisplayRefreshRepository, runMigrations } from '@vitamill/persistence';

export const DISPLAY_USAGE = `usage: node dist/apps/cli/main.js display rebuild

Projects all display rows anew from the master records, in the database that the environment of the API names, while
everything serves on, and those of screenings and matches from their results. Prints {"rows","left"}: how many assets and
jobs there are, and how many of them somebody else held; the workers project those, as they finish an interrupted rebuild.`;

const BATCH = 200;
/** Looks at rows that somebody else holds before they are left to the workers. */
const MAX_WAITS = 20;
const WAIT_MILLISECONDS = 250;

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
      for (let waits = 0; waits < MAX_WAITS; ) {
        if ((await display.refresh(BATCH)) > 0) waits = 0;
        else if ((await display.countStale()) === 0) break;
        else {
          waits += 1;
          await pause(WAIT_MILLISECONDS);
        }
      }
      process.stdout.write(`${JSON.stringify({ rows, left: await display.countStale() })}\n`);
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
