import { readdirSync, readFileSync } from 'node:fs';
import { GRAINS } from '@vitamill/persistence';
import { SCOPES } from '../auth/scopes.js';
import { API_ERRORS } from '../errors/api-errors.js';
import { openApiDocument } from './openapi-document.js';

const docs = readFileSync(new URL('../../../docs/api.md', import.meta.url), 'utf8');
const folder = new URL('../../../docs/', import.meta.url);
const allDocs = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n');
const document = openApiDocument({ publicUrl: null }) as { paths: Record<string, object> };

describe('docs', () => {
  it.each(Object.entries(API_ERRORS))('lists the code %s with its status', (code, { status }) => {
    expect(new RegExp(`\\| ${status} +\\| \`${code}\``).test(docs)).toBe(true);
  });

  it.each(Object.keys(SCOPES))('lists the scope %s', (scope) => {
    expect(docs.includes(`\`${scope}\``)).toBe(true);
  });

  it.each(Object.keys(document.paths))('shows how to call %s', (path) => {
    const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const shown = path
      .replace('/{name}', '')
      .split(/\{\w+\}/)
      .map(literal)
      .join('[\\w$<>{}-]+');
    expect(new RegExp(`${shown}(?![\\w/])`).test(allDocs)).toBe(true);
  });

  it.each(GRAINS.flatMap(({ name, columns }) => columns.map((column) => [name, column] as const)))(
    'lists the column of the grain %s: $name',
    (grain, { name, description }) => {
      const section = allDocs.split(/^#+ /m).find((text) => text.startsWith(`Grain \`${grain}\``));
      expect(
        new RegExp(`\\| \`${name}\` +\\| \\w+ +\\| ${description.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')} +\\|`).test(
          section ?? '',
        ),
      ).toBe(true);
    },
  );
});
