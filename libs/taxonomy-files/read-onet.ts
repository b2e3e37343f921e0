import type { TaxonomyRow } from '@vitamill/domain';
import { type Row, readTable } from './read-table.js';
import { type SourceFile, TaxonomyFileError, versionIn } from './source-files.js';
import type { TaxonomyReader } from './taxonomy-reader.js';

/** As the licence of O*NET asks (CC BY 4.0). */
const ATTRIBUTION =
  'This service includes information from the O*NET Database by the U.S. Department of Labor, Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. O*NET is a trademark of USDOL/ETA.';

const CODE = 'O*NET-SOC Code';
const OCCUPATIONS = 'Occupation Data.txt';
/** Table -> the column of its titles. */
const TITLES: Readonly<Record<string, string>> = {
  'Alternate Titles.txt': 'Alternate Title',
  'Sample of Reported Titles.txt': 'Reported Job Title',
};
const TECHNOLOGY = 'Technology Skills.txt';

/** The O*NET database as text files: a folder or an archive. */
export function onetReader(files: readonly SourceFile[], version: string | null): TaxonomyReader {
  const wanted = files.filter(({ name }) => name === OCCUPATIONS || name === TECHNOLOGY || TITLES[name]);
  if (!wanted.some(({ name }) => name === OCCUPATIONS))
    throw new TaxonomyFileError(
      `There is no ${OCCUPATIONS}. Download the O*NET database as text files from https://www.onetcenter.org/database.html.`,
    );
  return {
    name: 'onet',
    version: version ?? versionIn(files.map(({ container }) => container)),
    attribution: ATTRIBUTION,
    licence: 'CC BY 4.0',
    languages: ['en'],
    keepsOtherLanguages: false,
    files: wanted,
    read: (file) => {
      if (file.name === OCCUPATIONS) return readOccupations(file);
      return file.name === TECHNOLOGY ? readTechnology(file) : readTitles(file, TITLES[file.name] ?? '');
    },
  };
}

const table = (file: SourceFile, ...columns: readonly string[]): AsyncGenerator<Row> =>
  readTable(file, { delimiter: '\t', needed: [CODE, ...columns] });

async function* readOccupations(file: SourceFile): AsyncGenerator<TaxonomyRow> {
  for await (const { [CODE]: code, Title: text } of table(file, 'Title')) {
    if (!code || !text) continue;
    yield { row: 'concept', code, kind: 'occupation', isco: null, skillType: null };
    yield { row: 'label', code, language: 'en', kind: 'preferred', text };
  }
}

/** "CEO (Chief Executive Officer)" is two titles; a short title is another one, `n/a` is none. */
async function* readTitles(file: SourceFile, column: string): AsyncGenerator<TaxonomyRow> {
  for await (const row of table(file, column)) {
    const code = row[CODE];
    const title = row[column]?.trim();
    if (!code || !title) continue;
    const [, before, inside] = /^(.{2,})\s\(([^()]{2,})\)$/.exec(title) ?? [];
    const short = row['Short Title']?.trim();
    const texts = [title, before?.trim(), inside?.trim(), short && short !== 'n/a' ? short : undefined];
    for (const text of new Set(texts))
      if (text) yield { row: 'label', code, language: 'en', kind: 'alternative', text };
  }
}

async function* readTechnology(file: SourceFile): AsyncGenerator<TaxonomyRow> {
  const seen = new Set<string>();
  for await (const row of table(file, 'Example', 'Commodity Code')) {
    const { [CODE]: occupation, Example: text, 'Commodity Code': commodity } = row;
    if (!occupation || !text || !commodity) continue;
    const code = `${commodity}:${text}`;
    if (!seen.has(code)) {
      seen.add(code);
      yield { row: 'concept', code, kind: 'skill', isco: null, skillType: 'technology' };
      yield { row: 'label', code, language: 'en', kind: 'preferred', text };
    }
    yield { row: 'relation', from: occupation, to: code, kind: 'technology' };
  }
}
