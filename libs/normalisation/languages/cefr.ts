import type { Cefr, LanguageLexicon } from '@vitamill/domain';
import { fold, foldKeepingMarks } from '../text/fold.js';
import { LongestTerm } from '../text/longest-term.js';
import { cefrOfCertificate } from './certificates.js';
import { BESIDE_LEVEL, LEVEL_WORDS } from './level-words.js';

const ORDER: readonly Cefr[] = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'];
/** Letters of Greek and Cyrillic that look like, or stand for, A B C. */
const LOOKALIKE: Readonly<Record<string, string>> = { α: 'a', β: 'b', γ: 'c', а: 'a', в: 'b', б: 'b', с: 'c' };
const CODE = /(?<![\p{L}\p{N}])([abcαβγавбс])\s?([12])(?:[.,]\d)?(?![\p{L}\p{N}])/giu;

const median = (levels: readonly Cefr[]): Cefr => {
  const sorted = [...levels].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
  return sorted[Math.floor((sorted.length - 1) / 2)]!;
};

type Level = readonly [words: string, cefr: Cefr];
const levelWords = (language: string): readonly Level[] =>
  (LEVEL_WORDS[language] ?? []).map(({ term, cefr }) => [term, cefr]);
const foldedLevels = new WeakMap<LanguageLexicon, readonly Level[]>();
const levelsIn = (lexicon: LanguageLexicon): readonly Level[] => {
  let levels = foldedLevels.get(lexicon);
  if (!levels) {
    levels = lexicon.languageLevels.map(({ term, cefr }) => [fold(term), cefr]);
    foldedLevels.set(lexicon, levels);
  }
  return levels;
};

const indexed = new WeakMap<readonly LanguageLexicon[], Map<string, LongestTerm<Cefr>>>();

const termsOf = (lexicons: readonly LanguageLexicon[], language: string | null): LongestTerm<Cefr> => {
  const byLanguage = indexed.get(lexicons) ?? new Map<string, LongestTerm<Cefr>>();
  indexed.set(lexicons, byLanguage);
  const primary = language?.split('-')[0] ?? '';
  const known = byLanguage.get(primary);
  if (known) return known;
  const levelsOf = (chosen: (l: LanguageLexicon) => boolean) => lexicons.filter(chosen).flatMap(levelsIn);
  // the document's language first, then English, then any: the same word may mean another level elsewhere
  const terms = new LongestTerm([
    ...levelWords(primary),
    ...levelsOf((l) => l.language === primary),
    ...levelWords('en'),
    ...levelsOf((l) => l.language === 'en' && l.language !== primary),
    ...Object.keys(LEVEL_WORDS).flatMap(levelWords),
    ...levelsOf((l) => l.language !== 'en' && l.language !== primary),
  ]);
  byLanguage.set(primary, terms);
  return terms;
};

const COMPOUND = /(?<!\p{L})\p{L}{4,}(kenntnisse|kennis|kunskaper|kundskaber|kunnskaper)(?!\p{L})/gu;

/**
 * CEFR level of a printed level. A printed code decides over words. Of a grid of several codes (Europass: listening, reading, interaction, production,
 * writing) the lower median counts: of "B2/C1" that is B2, of B2 C1 B1 it is B2. A code before a bracket with others is the overall
 * level. Words are looked up in the document's language first. Stars, bars and percentages have no CEFR level: null.
 */
export const cefrOf = (raw: string, lexicons: readonly LanguageLexicon[], language: string | null): Cefr | null => {
  if (raw.length > 300) return null;
  const text = foldKeepingMarks(raw);
  const codes = (part: string) =>
    [...part.matchAll(CODE)].flatMap(([, letter = '', digit = '']): Cefr[] => {
      const level = `${LOOKALIKE[letter] ?? letter}${digit}`.toUpperCase() as Cefr;
      return ORDER.includes(level) ? [level] : [];
    });
  const outside = codes(text.replace(/\([^)]*\)/g, ' '));
  if (outside.length > 0) return median(outside);
  const all = codes(text);
  if (all.length > 0) return median(all);
  const words = fold(raw);
  if (!words || /^[\d\s]+$/.test(words)) return null;
  const certificate = cefrOfCertificate(text);
  if (certificate) return certificate;
  // "sehr gute Englischkenntnisse": the language stands in the word for knowledge, where that is no term itself
  const apart = words.replace(COMPOUND, '$1');
  return levelOf(words, lexicons, language) ?? (apart === words ? null : levelOf(apart, lexicons, language));
};

const levelOf = (words: string, lexicons: readonly LanguageLexicon[], language: string | null): Cefr | null => {
  // "flytande i tal och skrift" is "flytande"
  const bare = words.replace(BESIDE_LEVEL, ' ').replace(/\s+/g, ' ').trim();
  const own = bare === '' ? undefined : levelWords(language?.split('-')[0] ?? '').find(([term]) => term === bare);
  // of several terms the longest decides
  return own ? own[1] : termsOf(lexicons, language).in(words);
};
