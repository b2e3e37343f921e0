import type { MasterRecord } from '@vitamill/domain';

/** tsvector holds a megabyte; far less of a CV is worth searching. */
const MAX_SEARCH_CHARACTERS = 200_000;

/** Of these nothing but their case changes. */
const PLAIN = /^[\x01-\x7F]*$/;

/** Search ignores case and accents: both sides go through this. */
export const foldForSearch = (text: string): string =>
  PLAIN.test(text)
    ? text.toLowerCase()
    : text.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('\0', ' ').toLowerCase();

/** Members that say how something is filed, not what it is: nobody who asks for `technical` or `2024` means these. */
const FILED_UNDER: ReadonlySet<string> = new Set([
  ...['id', 'code', 'taxonomy', 'kind', 'type', 'sources', 'country', 'region_code', 'employment_type', 'seniority'],
  ...['management_level', 'start', 'end', 'date', 'last_used', 'birth_date'],
]);

/** Every text of a value, names of members left out. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, member]) => (FILED_UNDER.has(name) ? [] : textsOf(member)));
}

/** The text behind `q`: the person, the work, the studies, the skills, and what the upload says. */
export function searchTextOf(record: MasterRecord, uploadTexts: readonly string[]): string {
  const { contact, summary, experience, education, skills, languages, certifications, projects, publications } = record;
  const parts = [contact, summary, experience, education, skills, languages, certifications, projects, publications];
  // The same text stands in many places: a skill in its positions, a title beside its occupation, the city of each employer.
  const texts = new Set([...parts.flatMap(textsOf), ...uploadTexts].map(foldForSearch));
  return [...texts].join(' \n ').slice(0, MAX_SEARCH_CHARACTERS);
}
