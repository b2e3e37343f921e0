import { parseArgs } from 'node:util';
import { ConfigError, loadApiConfig } from '@vitamill/config';
import { createDataSource, ReportingLoginError, ReportingRepository, runMigrations } from '@vitamill/persistence';

export const REPORTING_USAGE = `usage: node dist/apps/cli/main.js reporting create-login --account ID --name LOGIN
       node dist/apps/cli/main.js reporting drop-login --name LOGIN

Makes or ends a login of the database that the environment of the API names. It may read the display rows of one account
as tables of the schema "reporting", and nothing else. Prints {"login","password"}; the password is shown this once.`;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface ReportingArguments {
  readonly command: 'create-login' | 'drop-login';
  readonly name: string;
  readonly account: string;
}

/** Null where the command line is not understood. */
function readArguments(args: readonly string[]): ReportingArguments | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { name: { type: 'string' }, account: { type: 'string', default: '' } },
    });
    const command = positionals.join();
    if (!values.name || (command !== 'create-login' && command !== 'drop-login')) return null;
    if (command === 'create-login' && !UUID.test(values.account)) return null;
    return { command, name: values.name, account: values.account };
  } catch {
    return null;
  }
}

/** Runs `reporting`; gives the exit status. */
export async function runReporting(args: readonly string[]): Promise<number> {
  const asked = readArguments(args);
  if (!asked) {
    console.error(REPORTING_USAGE);
    return 2;
  }
  try {
    const dataSource = await createDataSource({ url: loadApiConfig().databaseUrl, poolSize: 2 }).initialize();
    try {
      await runMigrations(dataSource);
      const logins = new ReportingRepository(dataSource);
      if (asked.command === 'create-login') {
        const password = await logins.createLogin(asked.account, asked.name);
        process.stdout.write(`${JSON.stringify({ login: asked.name, password })}\n`);
      } else if (!(await logins.dropLogin(asked.name))) throw new ReportingLoginError('There is no such login.');
      return 0;
    } finally {
      await dataSource.destroy();
    }
  } catch (error) {
    // Messages of drivers can quote the connection.
    const { name, code } = error as { name?: string; code?: string };
    const isOurs = error instanceof ConfigError || error instanceof ReportingLoginError;
    console.error(isOurs ? (error as Error).message : `Nothing was changed: ${code ?? name ?? 'error'}.`);
    return 1;
  }
}
