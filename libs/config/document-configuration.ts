import { ApiConfig } from './api-config.js';
import { PREFIX } from './load-config.js';
import { McpConfig } from './mcp-config.js';
import { ServiceConfig } from './service-config.js';
import { type Setting, settingsOf } from './setting.js';
import { WorkerConfig } from './worker-config.js';

function typeOf(setting: Setting): string {
  switch (setting.type) {
    case 'integer':
      return `integer, ${setting.min} to ${setting.max}`;
    case 'choice':
      return setting.choices.join(', ');
    case 'flag':
      return 'true, false';
    case 'url':
      return `URL (${setting.schemes.join(', ')})`;
    default:
      return setting.minLength ? `text, at least ${setting.minLength} characters` : 'text';
  }
}

function fallbackOf(setting: Setting): string {
  if ('default' in setting && setting.default !== undefined) return `\`${setting.default}\``;
  if (setting.neededWhen) return `needed with \`${setting.neededWhen.shown}\``;
  return 'optional' in setting && setting.optional ? 'none' : '**needed**';
}

const rowOf = (setting: Setting): string =>
  `| \`${PREFIX}${setting.name}\`${setting.secret ? ' (secret)' : ''} | ${typeOf(setting)} | ${fallbackOf(setting)} | ${setting.description} |`;

const table = (title: string, settings: readonly Setting[]): string =>
  [
    `## ${title}`,
    '',
    '| variable | type | default | meaning |',
    '| --- | --- | --- | --- |',
    ...settings.map(rowOf),
    '',
  ].join('\n');

/** docs/configuration.md */
export function documentConfiguration(): string {
  const shared = settingsOf(ServiceConfig.prototype);
  const own = (type: new () => object) => settingsOf(type.prototype).slice(shared.length);
  return [
    '# Configuration',
    '',
    '<!-- Made by `npm run docs:config` from the config classes in libs/config. -->',
    '',
    'Everything comes from environment variables. A secret may stand in a file instead: `NAME_FILE` then names the file.',
    'An app that is configured wrongly does not start: it names each wrong variable, and never a value.',
    '',
    table('Both apps', shared),
    table('apps/api', own(ApiConfig)),
    table('apps/worker', own(WorkerConfig)),
    table('apps/mcp', settingsOf(McpConfig.prototype)),
  ].join('\n');
}
