import type { TaxonomyLabelKind, TaxonomyRow } from '@vitamill/domain';
import { type Row, readTable } from './read-table.js';
import { type SourceFile, TaxonomyFileError, versionIn } from './source-files.js';
import type { TaxonomyReader } from './taxonomy-reader.js';

/** What ESCO asks for (Decision 2011/833/EU). */
const ATTRIBUTION = 'This service uses the ESCO classification of the European Commission.';

/** Tables of concepts; the language stands in the name. Collections repeat what these have. */
const CONCEPTS = /^(occupations|skills|ISCOGroups|skillGroups)_([a-z]{2}(?:-[A-Za-z]{2})?)\.csv$/;
const RELATIONS: Readonly<Record<string, readonly [from: string, to: string, kind: string | null]>> = {
  'broaderRelationsOccPillar.csv': ['conceptUri', 'broaderUri', null],
  'broaderRelationsSkillPillar.csv': ['conceptUri', 'broaderUri', null],
  'occupationSkillRelations.csv': ['occupationUri', 'skillUri', 'relationType'],
  'skillSkillRelations.csv': ['originalSkillUri', 'relatedSkillUri', 'relationType'],
};
const KINDS = { occupations: 'occupation', skills: 'skill', ISCOGroups: 'group', skillGroups: 'group' } as const;

/** Labels stand on lines of their own; the collections of later versions part them with bars. */
const labelsIn = (cell: string | undefined): string[] =>
  (cell ?? '')
    .split(/\r?\n|\s\|\s/)
    .map((label) => label.trim())
    .filter(Boolean);

/** The official ESCO download (CSV), of any languages: a folder or an archive. */
export function escoReader(files: readonly SourceFile[], version: string | null): TaxonomyReader {
  const concepts = files.filter(({ name }) => CONCEPTS.test(name));
  if (concepts.length === 0)
    throw new TaxonomyFileError(
      'There is no table of ESCO such as occupations_en.csv or skills_en.csv. Download the classification as CSV from https://esco.ec.europa.eu/en/use-esco/download.',
    );
  const relations = files.filter(({ name }) => RELATIONS[name]);
  const languages = new Set(concepts.map(({ name }) => CONCEPTS.exec(name)?.[2]?.split('-')[0] ?? ''));
  return {
    name: 'esco',
    version: version ?? versionIn(files.map(({ container }) => container)),
    attribution: ATTRIBUTION,
    licence: 'Commission Decision 2011/833/EU',
    languages: [...languages].sort(),
    keepsOtherLanguages: true,
    files: [...concepts, ...relations],
    read: (file) => (RELATIONS[file.name] ? readRelations(file) : readConcepts(file)),
  };
}

async function* readConcepts(file: SourceFile): AsyncGenerator<TaxonomyRow> {
  const [, table = '', tag = ''] = CONCEPTS.exec(file.name) ?? [];
  const language = tag.split('-')[0] ?? tag;
  const kind = KINDS[table as keyof typeof KINDS];
  for await (const row of readTable(file, { delimiter: ',', needed: ['conceptUri', 'preferredLabel'] })) {
    const code = row.conceptUri?.trim();
    if (!code) continue;
    const isco = kind === 'occupation' ? row.iscoGroup : table === 'ISCOGroups' ? row.code : null;
    yield { row: 'concept', code, kind, isco: isco?.trim() || null, skillType: row.skillType?.trim() || null };
    yield* labelsOf(row, code, language);
  }
}

function* labelsOf(row: Row, code: string, language: string): Generator<TaxonomyRow> {
  const seen = new Set<string>();
  const columns: readonly [TaxonomyLabelKind, string | undefined][] = [
    ['preferred', row.preferredLabel],
    ['alternative', row.altLabels],
    ['hidden', row.hiddenLabels],
  ];
  for (const [kind, cell] of columns)
    for (const text of kind === 'preferred' ? [(cell ?? '').trim()].filter(Boolean) : labelsIn(cell)) {
      if (seen.has(text)) continue;
      seen.add(text);
      yield { row: 'label', code, language, kind, text };
    }
}

async function* readRelations(file: SourceFile): AsyncGenerator<TaxonomyRow> {
  const [from, to, kind] = RELATIONS[file.name] ?? ['', '', null];
  for await (const row of readTable(file, { delimiter: ',', needed: [from, to, ...(kind ? [kind] : [])] }))
    if (row[from] && row[to])
      yield { row: 'relation', from: row[from], to: row[to], kind: (kind && row[kind]) || 'broader' };
}
