import { readFileSync } from 'node:fs';
import { validateSync } from 'class-validator';
import { ApiConfig } from './api-config.js';
import { McpConfig } from './mcp-config.js';
import { type Setting, settingsOf } from './setting.js';
import { WorkerConfig } from './worker-config.js';

export const PREFIX = 'VITAMILL_';

type Environment = Readonly<Record<string, string | undefined>>;

/** Names every variable that is wrong, and never a value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly string[]) {
    super(`The configuration is wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

function readRaw(setting: Setting, environment: Environment, problems: string[]): string | undefined {
  const name = PREFIX + setting.name;
  const value = environment[name];
  const file = setting.secret ? environment[`${name}_FILE`] : undefined;
  if (!file) return value === '' ? undefined : value;
  if (value) problems.push(`${name}: is given twice, as ${name} and as ${name}_FILE`);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    problems.push(`${name}_FILE: the file cannot be read`);
    return undefined;
  }
}

/** The text as the type of the setting; what cannot be converted is left for validation to refuse. */
function convert(setting: Setting, text: string): unknown {
  if (setting.type === 'integer') return /^-?\d{1,15}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (setting.type === 'flag') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

function load<Config extends object>(type: new () => Config, environment: Environment): Config {
  const settings = settingsOf(type.prototype);
  const problems: string[] = [];
  const config = new type() as Config & Record<string, unknown>;
  const given = new Set<string>();
  for (const setting of settings) {
    const before = problems.length;
    const text = readRaw(setting, environment, problems);
    if (text !== undefined) given.add(setting.property);
    const fallback = 'default' in setting ? (setting.default ?? null) : null;
    const value = text === undefined ? fallback : convert(setting, text);
    Object.assign(config, { [setting.property]: value });
    if (problems.length > before) given.add(setting.property);
  }
  const byProperty = new Map(settings.map((setting) => [setting.property, setting]));
  for (const setting of settings) {
    if (given.has(setting.property) || ('default' in setting && setting.default !== undefined)) continue;
    const { neededWhen } = setting;
    if (neededWhen && config[neededWhen.property] === neededWhen.is)
      problems.push(`${PREFIX}${setting.name}: is needed with ${neededWhen.shown}`);
    else if (!neededWhen && !('optional' in setting && setting.optional))
      problems.push(`${PREFIX}${setting.name}: is missing`);
  }
  for (const error of validateSync(config, { validationError: { target: false, value: false } })) {
    const setting = byProperty.get(error.property);
    if (!setting || !given.has(error.property) || config[error.property] === null) continue;
    problems.push(`${PREFIX}${setting.name}: ${Object.values(error.constraints ?? {})[0] ?? 'is wrong'}`);
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/** The configuration of apps/api; throws `ConfigError`. */
export const loadApiConfig = (environment: Environment = process.env): ApiConfig => load(ApiConfig, environment);

/** The configuration of apps/worker; throws `ConfigError`. */
export const loadWorkerConfig = (environment: Environment = process.env): WorkerConfig =>
  load(WorkerConfig, environment);

/** The configuration of apps/mcp, with the names of the CV Matching API's server as well; throws `ConfigError`. */
export const loadMcpConfig = (environment: Environment = process.env): McpConfig =>
  load(McpConfig, {
    VITAMILL_MCP_API_URL: environment.CV_MATCH_API_URL,
    VITAMILL_MCP_API_KEY: environment.CV_MATCH_API_KEY,
    ...environment,
  });
