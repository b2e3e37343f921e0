import type { LanguageLexicon } from '@vitamill/domain';

const TERM_LISTS = [
  'titleWords',
  'titleSuffixes',
  'organisationWords',
  'institutionWords',
  'degreeFieldJoiners',
  'skillLevels',
  'functionWords',
  'namePrefixes',
  'documentTitles',
] as const;
const RECORD_LISTS = ['degrees', 'languageLevels', 'employmentTypes'] as const;
const MAPS = ['headings', 'labels', 'languageNames', 'countries'] as const;
const DATE_LISTS = ['present', 'since', 'until', 'from', 'to', 'expected', 'years', 'monthsUnit', 'noise'] as const;

/** A cheap check at start-up that a file can be used; the full one is schema.json, run by the spec. */
export function assertLexiconShape(value: unknown, file: string): asserts value is LanguageLexicon {
  const fail = (field: string): never => {
    throw new Error(`lexicon/${file}: ${field} is missing or has the wrong type`);
  };
  if (!isObject(value)) return fail('the object');
  if (`${value.language}.json` !== file) fail('language');
  for (const field of TERM_LISTS) if (!isTermList(value[field])) fail(field);
  for (const field of RECORD_LISTS) if (!Array.isArray(value[field])) fail(field);
  for (const field of MAPS) if (!isObject(value[field])) fail(field);
  const dates = value.dates;
  if (!isObject(dates)) return fail('dates');
  for (const field of DATE_LISTS) if (!isTermList(dates[field])) fail(`dates.${field}`);
  if (!isListOfLists(dates.months, 12)) fail('dates.months');
  if (!isListOfLists(dates.seasons, 4)) fail('dates.seasons');
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isTermList = (value: unknown): boolean =>
  Array.isArray(value) && value.every((term) => typeof term === 'string' && term !== '');

const isListOfLists = (value: unknown, length: number): boolean =>
  Array.isArray(value) && value.length === length && value.every(isTermList);
