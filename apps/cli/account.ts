import { parseArgs } from 'node:util';
import { ConfigError, loadApiConfig } from '@vitamill/config';
import { AccountRepository, ApiKeyRepository, createDataSource, type Plan, runMigrations } from '@vitamill/persistence';

export const ACCOUNT_USAGE = `usage: node dist/apps/cli/main.js account create --name NAME [--plan free|paid] [--credits N]

Makes an account with a key that may do everything, in the database that the environment of the API names. Prints
{"account_id","api_key"}; the key is shown this once.`;

const SCOPES = ['*'];
const isPlan = (text: string): text is Plan => text === 'free' || text === 'paid';

interface NewAccountArguments {
  readonly name: string;
  readonly plan: Plan;
  readonly credits: number;
}

/** Null where the command line is not understood. */
function readArguments(args: readonly string[]): NewAccountArguments | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        plan: { type: 'string', default: 'free' },
        credits: { type: 'string', default: '0' },
      },
    });
    const { name, plan, credits } = values;
    if (positionals.join() !== 'create' || !name?.trim() || !isPlan(plan) || !/^\d{1,9}$/.test(credits)) return null;
    return { name: name.trim(), plan, credits: Number(credits) };
  } catch {
    return null;
  }
}

/** Runs `account create`; gives the exit status. */
export async function runAccount(args: readonly string[]): Promise<number> {
  const account = readArguments(args);
  if (!account) {
    console.error(ACCOUNT_USAGE);
    return 2;
  }
  try {
    const config = loadApiConfig();
    const dataSource = await createDataSource({ url: config.databaseUrl, poolSize: 2 }).initialize();
    try {
      await runMigrations(dataSource);
      const { id } = await new AccountRepository(dataSource).create(account);
      const keys = new ApiKeyRepository(dataSource, { pepper: config.keyPepper, prefix: config.keyPrefix });
      const { key } = await keys.create(id, { name: 'first key', scopes: SCOPES });
      process.stdout.write(`${JSON.stringify({ account_id: id, api_key: key })}\n`);
      return 0;
    } finally {
      await dataSource.destroy();
    }
  } catch (error) {
    // Messages of drivers can quote the connection.
    const { name, code } = error as { name?: string; code?: string };
    console.error(
      error instanceof ConfigError ? error.message : `The account was not made: ${code ?? name ?? 'error'}.`,
    );
    return 1;
  }
}
