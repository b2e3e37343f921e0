import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export const LANGUAGES = [
  ...['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'sv', 'da', 'no'],
  ...['fi', 'cs', 'sk', 'ro', 'hu', 'hr', 'el', 'bg', 'uk', 'ru', 'tr'],
] as const;
export type Language = (typeof LANGUAGES)[number];

export type HeadingKind =
  | 'contact'
  | 'personal'
  | 'summary'
  | 'experience'
  | 'education'
  | 'skills'
  | 'languages'
  | 'certifications'
  | 'interests'
  | 'references'
  | 'publications';

export interface CountryData {
  /** ISO 3166-1 alpha-2 */
  readonly code: string;
  readonly name: string;
  readonly dial: string;
  /** What a national number starts with and an international one does not. */
  readonly trunk: string;
  readonly phones: readonly string[];
  readonly places: readonly { readonly postal: string; readonly city: string }[];
  readonly streets: readonly string[];
  readonly address: string;
}

export interface Study {
  readonly degree: string;
  readonly field: string | null;
  readonly institution: string;
  /** ISCED 2011 */
  readonly isced: number;
}

export interface SkillGroup {
  readonly group: string | null;
  readonly items: readonly string[];
}

export interface Profession {
  readonly who: 'f' | 'm';
  /** Latest first. */
  readonly titles: readonly string[];
  readonly employers: readonly string[];
  readonly studies: readonly Study[];
  readonly skills: readonly SkillGroup[];
  readonly certs: readonly string[];
  readonly summary: string;
  readonly did: readonly string[];
}

export interface LanguageData {
  readonly language: Language;
  /** How likely a name is printed family name first. */
  readonly familyFirst: number;
  readonly countries: readonly CountryData[];
  readonly names: { readonly f: readonly string[]; readonly m: readonly string[] };
  /** Pairs of the masculine and the feminine form. */
  readonly families: readonly (readonly [string, string])[];
  readonly months: readonly string[];
  readonly short: readonly string[];
  readonly present: readonly string[];
  readonly since: string;
  readonly until: string;
  readonly formats: readonly string[];
  readonly join: readonly string[];
  readonly born: string;
  readonly consent: string | null;
  readonly headings: Readonly<Record<HeadingKind, readonly string[]>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly levels: readonly (readonly [string, string])[];
  readonly tongues: readonly (readonly [string, string])[];
  readonly interests: readonly string[];
  readonly professions: readonly Profession[];
}

const list = (text: unknown): string[] =>
  String(text)
    .split(' | ')
    .map((part) => part.trim());
const pairs = (text: unknown, separator: string): (readonly [string, string])[] =>
  list(text).map((part) => {
    const [left, right] = part.split(separator);
    return [left!, right ?? left!] as const;
  });

const skillGroups = (text: string): SkillGroup[] =>
  text.split('; ').map((part) => {
    const named = /^([^,:]+): (.+)$/.exec(part);
    return { group: named?.[1] ?? null, items: (named?.[2] ?? part).split(', ') };
  });

// biome-ignore lint/suspicious/noExplicitAny: the shape of a data file, checked by its spec
type Raw = any;

const profession = (raw: Raw): Profession => ({
  who: raw.who,
  titles: list(raw.titles),
  employers: list(raw.employers),
  studies: list(raw.studies).map((study) => {
    const [degree, field, institution, isced] = study.split(';');
    return { degree: degree!, field: field || null, institution: institution!, isced: Number(isced) };
  }),
  skills: skillGroups(raw.skills),
  certs: list(raw.certs),
  summary: raw.summary,
  did: list(raw.did),
});

const country = (raw: Raw): CountryData => ({
  ...raw,
  phones: list(raw.phones),
  streets: list(raw.streets),
  places: list(raw.places).map((place) => {
    const [, postal, city] =
      /^([A-Z0-9-]*\d[A-Z0-9-]*(?: (?:\d[A-Z0-9]*|[A-Z]\d[A-Z]\d|[A-Z]{2}|[A-Z]\d{3}))?) (.+)$/.exec(place)!;
    return { postal: postal!, city: city! };
  }),
});

const cache = new Map<string, LanguageData>();

/** The invented words of one language: `test/corpus/languages/<language>.yaml` below `root`, the project's folder. */
export function languageData(language: Language, root: string): LanguageData {
  const known = cache.get(language);
  if (known) return known;
  const raw: Raw = parse(readFileSync(join(root, 'test/corpus/languages', `${language}.yaml`), 'utf8'));
  const data: LanguageData = {
    language,
    familyFirst: raw.familyFirst ? 1 : (raw.familyFirstChance ?? 0),
    countries: raw.countries.map(country),
    names: { f: list(raw.names.f), m: list(raw.names.m) },
    families: pairs(raw.names.family, '/'),
    months: list(raw.months),
    short: list(raw.short),
    present: list(raw.present),
    since: raw.since,
    until: raw.until,
    formats: list(raw.formats),
    join: list(raw.join),
    born: raw.born,
    consent: raw.consent ?? null,
    headings: Object.fromEntries(Object.entries(raw.headings).map(([kind, words]) => [kind, list(words)])) as Record<
      HeadingKind,
      string[]
    >,
    labels: raw.labels,
    levels: pairs(raw.levels, '='),
    tongues: pairs(raw.tongues, '='),
    interests: list(raw.interests),
    professions: raw.professions.map(profession),
  };
  cache.set(language, data);
  return data;
}
