import type { MasterRecord } from '@vitamill/domain';

/** tsvector holds a megabyte; far less of a CV is worth searching. */
const MAX_SEARCH_CHARACTERS = 200_000;

/** Search ignores case and accents: both sides go through this. */
export const foldForSearch = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('\0', ' ').toLowerCase();

/** Every text of a value, keys left out. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return value && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : [];
}

/** The text behind `q`: the person, the work, the studies, the skills, and what the upload says. */
export function searchTextOf(record: MasterRecord, uploadTexts: readonly string[]): string {
  const { contact, summary, experience, education, skills, languages, certifications, projects, publications } = record;
  const parts = [contact, summary, experience, education, skills, languages, certifications, projects, publications];
  return foldForSearch([...parts.flatMap(textsOf), ...uploadTexts].join(' \n ')).slice(0, MAX_SEARCH_CHARACTERS);
}
