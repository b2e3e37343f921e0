import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LanguageLexicon } from '@vitamill/domain';
import {
  canonicalLink,
  cefrOf,
  createGazetteer,
  normaliseDegree,
  normaliseGrade,
  normaliseLanguageName,
  normaliseNationality,
  normalisePhone,
  normalisePlace,
  splitName,
} from '@vitamill/normalisation';

type Row = Readonly<Record<string, unknown>> & { readonly raw: string; readonly language: string };
export interface Accuracy {
  readonly kind: string;
  readonly total: number;
  readonly right: number;
  readonly misses: readonly string[];
}

const here = import.meta.dirname;
const lexiconFolder = join(here, '../../lexicon');
const lexicons = readdirSync(lexiconFolder)
  .filter((file) => /^[a-z]{2}\.json$/.test(file))
  .map((file) => JSON.parse(readFileSync(join(lexiconFolder, file), 'utf8')) as LanguageLexicon);
const gazetteer = createGazetteer();

const place = (row: Row) =>
  normalisePlace(row.raw, { gazetteer, lexicons, language: row.language, countryHints: row.hints as string[] })?.place;

const MEASURES: readonly {
  readonly kind: string;
  readonly file: string;
  readonly expected: (row: Row) => unknown;
  readonly found: (row: Row) => unknown;
}[] = [
  { kind: 'place country', file: 'places', expected: (r) => r.country, found: (r) => place(r)?.country ?? null },
  {
    kind: 'place city',
    file: 'places',
    // the truth has the shortest form, the printed one may say more ("Freiburg i. Br.")
    expected: (r) => r.city,
    found: (r) => {
      const city = place(r)?.city ?? null;
      return typeof r.city === 'string' && city?.startsWith(r.city) && r.raw.includes(city) ? r.city : city;
    },
  },
  {
    kind: 'phone',
    file: 'phones',
    expected: (r) => [r.e164, r.country],
    found: (r) => {
      const phone = normalisePhone(r.raw, { countryHints: r.hints as string[] });
      return [phone?.e164 ?? null, phone?.country ?? null];
    },
  },
  {
    kind: 'language name',
    file: 'language-names',
    expected: (r) => r.code,
    found: (r) => normaliseLanguageName(r.raw, lexicons, r.language)?.code ?? null,
  },
  { kind: 'CEFR', file: 'cefr', expected: (r) => r.cefr, found: (r) => cefrOf(r.raw, lexicons, r.language) },
  {
    kind: 'ISCED',
    file: 'degrees',
    expected: (r) => r.level,
    found: (r) => normaliseDegree(r.raw, { lexicons, language: r.language }).level,
  },
  {
    kind: 'grade',
    file: 'grades',
    expected: (r) => r.ratio,
    found: (r) => normaliseGrade(r.raw, { country: r.country as string | null, language: r.language }),
  },
  {
    kind: 'name',
    file: 'names',
    expected: (r) => [r.given, r.family],
    found: (r) => {
      const { given, family } = splitName(r.raw, { language: r.language });
      return [given, family];
    },
  },
  {
    kind: 'link',
    file: 'links',
    expected: (r) => [r.kind, r.url],
    found: (r) => {
      const link = canonicalLink(r.raw);
      return [link?.kind ?? null, link?.url ?? null];
    },
  },
  {
    kind: 'nationality',
    file: 'nationalities',
    expected: (r) => r.countries,
    found: (r) => normaliseNationality(r.raw, lexicons),
  },
];

/** How many of the truth's raw values each function gets right. */
export const measureAccuracy = (): readonly Accuracy[] =>
  MEASURES.map(({ kind, file, expected, found }) => {
    const rows = JSON.parse(readFileSync(join(here, `${file}.json`), 'utf8')) as Row[];
    const misses = rows.flatMap((row) => {
      const [want, got] = [JSON.stringify(expected(row)), JSON.stringify(found(row))];
      return want === got ? [] : [`${row.raw} (${row.language ?? '-'}): ${got}, not ${want}`];
    });
    return { kind, total: rows.length, right: rows.length - misses.length, misses };
  });
