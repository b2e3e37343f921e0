import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  MANAGEMENT_LEVELS,
  type ManagementLevel,
  type RankTerm,
  SENIORITY_LEVELS,
  type SeniorityLevel,
  type TitleLexicon,
} from '@vitamill/domain';
import { projectRoot } from './project-root.js';

const VERSION = '1.0';

type Titles = ReturnType<TitleLexicon['titlesIn']>;

let cached: TitleLexicon | null = null;

/** The titles of `lexicon/titles/`, one file a language, each read when it is first asked for. */
export function loadTitles(): TitleLexicon {
  cached ??= readTitles(join(projectRoot(), 'lexicon/titles'));
  return cached;
}

function readTitles(folder: string): TitleLexicon {
  const languages = readdirSync(folder).flatMap((file) => /^([a-z]{2})\.tsv$/.exec(file)?.[1] ?? []);
  const known = new Map<string, Titles>();
  const titlesIn = (language: string): Titles => {
    if (!languages.includes(language)) return [];
    const titles = known.get(language) ?? readLanguage(join(folder, `${language}.tsv`));
    known.set(language, titles);
    return titles;
  };
  const groups = new Map(
    titlesIn('en').flatMap(({ code, titles }): [string, string][] =>
      code === '-' || !titles[0] ? [] : [[code, titles[0][0]!.toUpperCase() + titles[0].slice(1)]],
    ),
  );
  return {
    taxonomy: 'isco-08',
    version: VERSION,
    languages: languages.sort(),
    groups,
    titlesIn,
    ranks: rowsOf(join(folder, 'ranks.tsv')).flatMap(readRank),
  };
}

/** Lines without comments, in columns. */
const rowsOf = (file: string): string[][] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'));

const termsOf = (cell: string): string[] =>
  cell
    .split(';')
    .map((term) => term.trim())
    .filter((term) => term !== '');

const readLanguage = (file: string): Titles =>
  rowsOf(file).map(([code, titles], i) => {
    if (!code || !/^(?:\d{4}|-)$/.test(code) || titles === undefined)
      throw new Error(`${file}: row ${i + 1} is no unit group with titles`);
    return { code, titles: termsOf(titles) };
  });

const readRank = ([seniority, management, language, terms]: readonly string[]): RankTerm[] => {
  if (!SENIORITY_LEVELS.includes(seniority as SeniorityLevel) || !language || terms === undefined)
    throw new Error(`lexicon/titles/ranks.tsv: ${seniority} ${language} is no rank`);
  if (management !== '-' && !MANAGEMENT_LEVELS.includes(management as ManagementLevel))
    throw new Error(`lexicon/titles/ranks.tsv: ${management} is no level of management`);
  return termsOf(terms).map((term) => ({
    language,
    term,
    seniority: seniority as SeniorityLevel,
    management: management === '-' ? null : (management as ManagementLevel),
  }));
};
