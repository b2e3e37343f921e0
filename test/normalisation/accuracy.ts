import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

interface Measure {
  readonly kind: string;
  readonly file: string;
  readonly expected: (row: Row) => unknown;
  readonly found: (row: Row) => unknown;
}
const MEASURES: readonly Measure[] = [
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

const HELD_OUT_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  phones: ['raw', 'hints', 'e164', 'country'],
  places: ['language', 'raw', 'hints', 'country', 'city'],
  degrees: ['language', 'raw', 'level'],
  cefr: ['language', 'raw', 'cefr'],
  'language-names': ['language', 'raw', 'code'],
};

/** A row of the held-out truth, once for each of its alternatives; `-` is no answer. */
function alternativesOf(columns: readonly string[], line: string): Row[] {
  const cells = line.split('\t');
  let rows: Record<string, unknown>[] = [{}];
  columns.forEach((column, at) => {
    const cell = cells[at] ?? '';
    if (column === 'raw' || column === 'language') for (const row of rows) row[column] = cell;
    else if (column === 'hints') for (const row of rows) row[column] = cell === '-' ? [] : [cell];
    else
      rows = cell.split('/').flatMap((alternative) => {
        const value = alternative === '-' ? null : column === 'level' ? Number(alternative) : alternative;
        return rows.map((row) => ({ ...row, [column]: value }));
      });
  });
  return rows as unknown as Row[];
}

/** The lines of a table of the truth (tab-separated), without its comment. */
export const linesOf = (file: string): string[] =>
  readFileSync(join(here, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

/** The same of a held-out truth (`held-out/`), in which a raw value may have several right answers. */
export const measureHeldOut = (folder = 'held-out'): readonly Accuracy[] =>
  MEASURES.flatMap(({ kind, file, expected, found }) => {
    const columns = HELD_OUT_COLUMNS[file];
    if (columns === undefined || !existsSync(join(here, folder, `${file}.tsv`))) return [];
    const rows = linesOf(`${folder}/${file}.tsv`).map((line) => alternativesOf(columns, line));
    const misses = rows.flatMap((alternatives) => {
      const right = alternatives.some((row) => JSON.stringify(expected(row)) === JSON.stringify(found(row)));
      const [row] = alternatives;
      if (right || row === undefined) return [];
      const wanted = alternatives.map((alternative) => JSON.stringify(expected(alternative))).join(' or ');
      return [`${row.raw} (${row.language ?? row.hints ?? '-'}): ${JSON.stringify(found(row))}, not ${wanted}`];
    });
    return [{ kind, total: rows.length, right: rows.length - misses.length, misses }];
  });

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
