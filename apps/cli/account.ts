import { parseArgs } from 'node:util';
import { ConfigError, loadApiConfig } from '@vitamill/config';
import {
  type Account,
  AccountRepository,
  type AccountTerms,
  ApiKeyRepository,
  createDataSource,
  PLANS,
  type Plan,
  quotaOf,
  runMigrations,
} from '@vitamill/persistence';

export const ACCOUNT_USAGE = `usage: node dist/apps/cli/main.js account create --name NAME [--plan free|starter|paid] [--credits N]
       node dist/apps/cli/main.js account access (--owner EMAIL | --account ID) [--off] [--plan free|starter|paid]
           [--committed-scans N] [--hard-cap-scans N] [--rate-per-minute N] [--rate-per-day N]
       node dist/apps/cli/main.js account credits (--owner EMAIL | --account ID) --credits N [--reason grant|purchase]
           [--expires-at TIME] [--note TEXT]

create makes an organisation with a key that may do everything and prints {"account_id","api_key"}; the key is shown this
once. access grants (or with --off withdraws) API access and changes the terms. credits puts credits into the wallet.
--owner names the organisation by the e-mail address of its owner. All work on the database that the environment of the
API names.`;

const OPTIONS = {
  name: { type: 'string' },
  plan: { type: 'string' },
  credits: { type: 'string' },
  owner: { type: 'string' },
  account: { type: 'string' },
  off: { type: 'boolean' },
  'committed-scans': { type: 'string' },
  'hard-cap-scans': { type: 'string' },
  'rate-per-minute': { type: 'string' },
  'rate-per-day': { type: 'string' },
  reason: { type: 'string' },
  'expires-at': { type: 'string' },
  note: { type: 'string' },
} as const;
type Options = { readonly [Name in keyof typeof OPTIONS]?: string | boolean | undefined };

/** What is wrong with the command line or what it names; the message is for the operator. */
class UsageError extends Error {}

function text(options: Options, name: keyof typeof OPTIONS): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value.trim() : undefined;
}

function number(options: Options, name: keyof typeof OPTIONS): number | undefined {
  const value = text(options, name);
  if (value === undefined) return undefined;
  if (!/^\d{1,9}$/.test(value)) throw new UsageError(`--${name} must be a whole number of at most nine digits.`);
  return Number(value);
}

function plan(options: Options): Plan | undefined {
  const value = text(options, 'plan');
  if (value === undefined || (PLANS as readonly string[]).includes(value)) return value as Plan | undefined;
  throw new UsageError(`--plan must be one of ${PLANS.join(', ')}.`);
}

interface Repositories {
  readonly accounts: AccountRepository;
  readonly keys: ApiKeyRepository;
}

async function create({ accounts, keys }: Repositories, options: Options): Promise<object> {
  const name = text(options, 'name');
  if (!name) throw new UsageError('--name is missing.');
  const account = await accounts.create({
    name,
    plan: plan(options) ?? 'free',
    credits: number(options, 'credits') ?? 0,
  });
  const { key } = await keys.create(account.id, { name: 'first key', scopes: ['*'] });
  return { account_id: account.id, api_key: key };
}

async function access({ accounts }: Repositories, options: Options): Promise<object> {
  const given = {
    plan: plan(options),
    committedScans: number(options, 'committed-scans'),
    hardCapScans: number(options, 'hard-cap-scans'),
    ratePerMinute: number(options, 'rate-per-minute'),
    ratePerDay: number(options, 'rate-per-day'),
  };
  const terms = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const { id } = await findAccount(accounts, options);
  const account = await accounts.agree(id, {
    ...(terms as Partial<AccountTerms>),
    apiAccessEnabled: options.off !== true,
  });
  if (!account) throw new UsageError('There is no such organisation.');
  const { committed, hardCap } = quotaOf(account);
  return {
    account_id: account.id,
    api_access_enabled: account.apiAccessEnabled,
    plan: account.plan,
    committed_scans: committed,
    hard_cap_scans: hardCap,
  };
}

async function credits({ accounts }: Repositories, options: Options): Promise<object> {
  const amount = number(options, 'credits');
  if (!amount) throw new UsageError('--credits must be a whole number above 0.');
  const reason = text(options, 'reason') ?? 'grant';
  if (reason !== 'grant' && reason !== 'purchase') throw new UsageError('--reason must be grant or purchase.');
  const expires = text(options, 'expires-at');
  const expiresAt = expires === undefined ? null : new Date(expires);
  if (expiresAt && !(expiresAt.getTime() > Date.now()))
    throw new UsageError('--expires-at must be an ISO 8601 time to come.');
  const { id } = await findAccount(accounts, options);
  const note = text(options, 'note') ?? null;
  return { account_id: id, balance: await accounts.issueCredits({ accountId: id, amount, reason, expiresAt, note }) };
}

async function findAccount(accounts: AccountRepository, options: Options): Promise<Account> {
  const owner = text(options, 'owner');
  const id = text(options, 'account');
  if ((owner === undefined) === (id === undefined)) throw new UsageError('Give --owner or --account.');
  if (id !== undefined && !/^[0-9a-f-]{36}$/i.test(id)) throw new UsageError('--account must be a UUID.');
  const found = owner === undefined ? [await accounts.findById(id ?? '')] : await accounts.findByOwner(owner);
  if (found.length > 1)
    throw new UsageError(`The person owns several: give --account ${found.map((each) => each?.id).join(' or ')}.`);
  if (!found[0]) throw new UsageError('There is no such organisation.');
  return found[0];
}

const COMMANDS: Readonly<Record<string, (repositories: Repositories, options: Options) => Promise<object>>> = {
  create,
  access,
  credits,
};

function readArguments(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
    const command = Object.hasOwn(COMMANDS, positionals.join()) ? COMMANDS[positionals.join()] : undefined;
    return command ? { command, values } : null;
  } catch {
    return null;
  }
}

/** Runs `account create`, `access` or `credits`; gives the exit status. */
export async function runAccount(args: readonly string[]): Promise<number> {
  const given = readArguments(args);
  if (!given) {
    console.error(ACCOUNT_USAGE);
    return 2;
  }
  try {
    const config = loadApiConfig();
    const dataSource = await createDataSource({ url: config.databaseUrl, poolSize: 2 }).initialize();
    try {
      await runMigrations(dataSource);
      const accounts = new AccountRepository(dataSource);
      const keys = new ApiKeyRepository(dataSource, { pepper: config.keyPepper, prefix: config.keyPrefix });
      process.stdout.write(`${JSON.stringify(await given.command({ accounts, keys }, given.values))}\n`);
      return 0;
    } finally {
      await dataSource.destroy();
    }
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message}\n\n${ACCOUNT_USAGE}`);
      return 2;
    }
    // Messages of drivers can quote the connection.
    const { name, code } = error as { name?: string; code?: string };
    console.error(error instanceof ConfigError ? error.message : `Nothing was changed: ${code ?? name ?? 'error'}.`);
    return 1;
  }
}
