import type { MasterItem, MasterRecord, Place } from '@vitamill/domain';

export const REDACTED = '[redacted]';

export interface RedactOptions {
  /** Employers, schools and other organisations go too. */
  readonly institutions?: boolean;
  /** Towns, regions and countries go too. */
  readonly places?: boolean;
}

/** Members that hold codes and no words: what is masked in words must not break them. */
const CODES = [
  'asset_id',
  'schema_version',
  'pipeline_version',
  'lexicon_version',
  'taxonomy_versions',
  'language',
  'locale',
  'reference_date',
  'taxonomy',
  'code',
  'codes',
  'id',
  'type',
  'seniority',
  'start',
  'end',
  'last_used',
  'date',
  'after',
  'before',
  'country',
  'sources',
  'cefr',
  'employment_type',
  'quality',
];

const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu;
const ADDRESS =
  /\b(?:https?:\/\/|www\.)[^\s<>"')\]]{1,500}|\b(?:[a-z0-9-]{1,63}\.){1,4}(?:com|net|org|io|dev|me|eu|uk|de|nl|fr|es|it|pl|at|ch|be)\b(?:\/[^\s<>"')\]]{0,300})?/giu;
/** Eight digits and more, grouped as phone numbers are; ranges of years are none. */
const PHONE = /(?<![\p{L}\p{N}])\+?\(?\d{1,4}\)?(?:[ .\-/()]{0,2}\d{2,4}){2,5}(?![\p{L}\p{N}])/gu;
const YEARS = /^(?:19|20)\d{2}\s*[-/.]\s*(?:19|20)\d{2}$/;
/** Forms of address that tell the gender before a name that is masked. */
const SALUTATION =
  /(?<!\p{L})(?:mr|mrs|ms|miss|frau|herr|mme|mlle|monsieur|madame|se[ñn]ora?|sig(?:nora?)?|dhr|mevr|mw)\.?\s{1,3}(?=\[redacted\])/giu;
const PARTICLES = [
  'van',
  'von',
  'der',
  'den',
  'ter',
  'ten',
  'del',
  'della',
  'das',
  'dos',
  'het',
  'het',
  'und',
  'and',
  'bin',
  'ibn',
];

const bare = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const spelledOut = (text: string): string =>
  bare(
    text
      .toLowerCase()
      .replaceAll('ä', 'ae')
      .replaceAll('ö', 'oe')
      .replaceAll('ü', 'ue')
      .replaceAll('ø', 'oe')
      .replaceAll('å', 'aa'),
  ).replaceAll('ß', 'ss');
const wordsIn = (text: string): string[] => text.match(/[\p{L}\p{M}]+/gu) ?? [];

/** All spellings of the words of a name by which it would be known again, run together too (handles). */
function nameWords(name: MasterRecord['contact']['name']): Set<string> {
  if (!name) return new Set();
  const parts = wordsIn([name.full, name.given ?? '', name.family ?? ''].join(' ')).filter(
    (word) => word.length >= 2 && !PARTICLES.includes(word.toLowerCase()),
  );
  const titles = new Set(wordsIn([name.prefix ?? '', name.suffix ?? ''].join(' ')));
  const words = parts.filter((word) => !titles.has(word));
  const first = words[0] ?? '';
  const last = words.at(-1) ?? '';
  const joined = [first + last, last + first, first.slice(0, 1) + last, first + last.slice(0, 1)];
  return new Set(
    [...words, ...(words.length > 1 ? joined.filter((handle) => handle.length >= 4) : [])].flatMap((word) => [
      bare(word),
      spelledOut(word),
    ]),
  );
}

type Mask = (text: string) => string;

function maskerOf(record: MasterRecord, options: RedactOptions): Mask {
  const names = nameWords(record.contact.name);
  const phrases = [...organisationsOf(record, options), ...placesOf(record, options)]
    .filter((phrase) => phrase.trim().length >= 2)
    .sort((a, b) => b.length - a.length);
  const pattern =
    phrases.length > 0
      ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${phrases.map(literally).join('|')})(?![\\p{L}\\p{N}])`, 'giu')
      : null;
  return (text) => {
    let masked = text.replace(EMAIL, REDACTED).replace(ADDRESS, REDACTED);
    if (pattern) masked = masked.replace(pattern, REDACTED);
    masked = masked
      .split(REDACTED)
      .map((part) =>
        part
          .replace(PHONE, (digits) =>
            digits.replace(/\D/g, '').length >= 8 && !YEARS.test(digits.trim()) ? REDACTED : digits,
          )
          .replace(/[\p{L}\p{M}]+/gu, (word) =>
            names.has(bare(word)) || names.has(spelledOut(word)) ? REDACTED : word,
          ),
      )
      .join(REDACTED);
    return masked
      .replace(
        /\[redacted\](?:(?:[\s.'’-]{0,2}(?:van|von|der|den|de|di|da|la|le|ter|ten)){0,3}[\s.'’-]{0,2}\[redacted\])+/giu,
        REDACTED,
      )
      .replace(SALUTATION, '');
  };
}

const literally = (phrase: string): string =>
  phrase
    .trim()
    .replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
    .replace(/\s+/g, '\\s+');

const items = (record: MasterRecord): readonly MasterItem[] => [
  ...record.projects,
  ...record.publications,
  ...record.awards,
  ...record.volunteering,
  ...record.memberships,
];

const organisationsOf = (record: MasterRecord, { institutions }: RedactOptions): string[] =>
  institutions
    ? [
        ...record.experience.map(({ employer }) => employer?.name ?? ''),
        ...record.education.map(({ institution }) => institution?.name ?? ''),
        ...record.certifications.map(({ issuer }) => issuer ?? ''),
        ...items(record).map(({ organisation }) => organisation ?? ''),
      ]
    : [];

const placesOf = (record: MasterRecord, { places }: RedactOptions): string[] =>
  places
    ? [record.contact, ...record.experience, ...record.education].flatMap(({ location }) =>
        location ? [location.raw, location.city ?? '', location.region ?? '', location.postal_code ?? ''] : [],
      )
    : [];

/** A place without street and postal code; nothing of it where places go. */
function coarsePlace(place: Place | null, { places }: RedactOptions): Place | null {
  if (place === null || places) return null;
  const raw = [place.city, place.region, place.country].filter(Boolean).join(', ');
  return raw === '' ? null : { ...place, raw, postal_code: null };
}

function maskTexts(value: unknown, mask: Mask, key = ''): unknown {
  if (CODES.includes(key)) return value;
  if (typeof value === 'string') return mask(value);
  if (Array.isArray(value)) return value.map((entry) => maskTexts(entry, mask, key));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, maskTexts(inner, mask, name)]));
}

/**
 * The record without what tells who the person is: name, contact, birth, gender, nationality, family, references, links,
 * authors, and all of these in free text too; organisations and places on request. The shape stays that of a record. What the
 * document says of a person in other words is beyond it: a redacted record is no anonymous one.
 */
export function redact(record: MasterRecord, options: RedactOptions = {}): MasterRecord {
  const mask = maskerOf(record, options);
  const hide = (name: string | null): string | null => (name !== null && options.institutions ? REDACTED : name);
  const plain = <T extends MasterItem>(item: T): T => ({ ...item, organisation: hide(item.organisation), url: null });
  const stripped: MasterRecord = {
    ...record,
    contact: {
      name: null,
      headline: record.contact.headline,
      emails: [],
      phones: [],
      location: coarsePlace(record.contact.location, options),
      links: [],
      birth_date: null,
      nationalities: [],
      birth_place: null,
      marital_status: null,
      gender: null,
    },
    experience: record.experience.map((position) => ({
      ...position,
      employer: position.employer && { name: hide(position.employer.name) ?? REDACTED },
      location: coarsePlace(position.location, options),
    })),
    education: record.education.map((study) => ({
      ...study,
      institution: study.institution && { name: hide(study.institution.name) ?? REDACTED },
      location: coarsePlace(study.location, options),
    })),
    certifications: record.certifications.map((one) => ({ ...one, issuer: hide(one.issuer), url: null })),
    projects: record.projects.map(plain),
    publications: record.publications.map((one) => ({ ...plain(one), authors: [], doi: null })),
    awards: record.awards.map(plain),
    volunteering: record.volunteering.map(plain),
    memberships: record.memberships.map(plain),
    references: [],
    quality: { ...record.quality, unmapped_lines: [] },
  };
  return maskTexts(stripped, mask) as MasterRecord;
}
