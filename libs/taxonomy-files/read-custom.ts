import type { TaxonomyRow } from '@vitamill/domain';
import { readTable } from './read-table.js';
import { type SourceFile, TaxonomyFileError } from './source-files.js';
import type { TaxonomyReader } from './taxonomy-reader.js';

export interface CustomTaxonomy {
  readonly name: string;
  readonly version: string;
  readonly attribution: string;
}

const NAME = /^[a-z][a-z0-9_]{0,39}$/;
const VERSION = /^[A-Za-z0-9][A-Za-z0-9._]{0,39}$/;
const KINDS = ['occupation', 'skill'] as const;

/**
 * A taxonomy of one's own as CSV with the columns kind (occupation, skill), code, label, and optionally language (en unless
 * told), alternative_labels (parted by |), isco_code, broader_code. A code may have a row a language.
 */
export function customReader(files: readonly SourceFile[], custom: CustomTaxonomy): TaxonomyReader {
  if (!NAME.test(custom.name) || custom.name === 'esco' || custom.name === 'onet')
    throw new TaxonomyFileError('--name must be a word of a-z, 0-9 and _, and neither esco nor onet.');
  if (!VERSION.test(custom.version)) throw new TaxonomyFileError('--version must be of letters, digits, dots and _.');
  return {
    name: custom.name,
    version: custom.version,
    attribution: custom.attribution,
    licence: 'own',
    languages: [],
    keepsOtherLanguages: false,
    files,
    read: readRows,
  };
}

async function* readRows(file: SourceFile): AsyncGenerator<TaxonomyRow> {
  let line = 1;
  const wrong = (what: string): TaxonomyFileError => new TaxonomyFileError(`${file.name}, row ${line}: ${what}`);
  for await (const row of readTable(file, { delimiter: ',', needed: ['kind', 'code', 'label'] })) {
    line += 1;
    const kind = KINDS.find((each) => each === row.kind?.trim());
    const code = row.code?.trim();
    const label = row.label?.trim();
    const language = row.language?.trim().toLowerCase() || 'en';
    const isco = row.isco_code?.trim() || null;
    if (!kind) throw wrong(`kind must be ${KINDS.join(' or ')}.`);
    if (!code || !label) throw wrong('code and label must not be empty.');
    if (!/^[a-z]{2,3}$/.test(language)) throw wrong('language must be a tag such as en or de.');
    if (isco !== null && !/^\d{1,4}$/.test(isco)) throw wrong('isco_code must be a group of ISCO-08, such as 2512.');
    yield { row: 'concept', code, kind, isco, skillType: null };
    yield { row: 'label', code, language, kind: 'preferred', text: label };
    for (const text of (row.alternative_labels ?? '').split('|').map((one) => one.trim()))
      if (text) yield { row: 'label', code, language, kind: 'alternative', text };
    const broader = row.broader_code?.trim();
    if (broader) yield { row: 'relation', from: code, to: broader, kind: 'broader' };
  }
}
