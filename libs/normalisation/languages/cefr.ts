import type { Cefr, LanguageLexicon } from '@vitamill/domain';
import { fold, foldKeepingMarks } from '../text/fold.js';
import { LEVEL_WORDS } from './level-words.js';

const ORDER: readonly Cefr[] = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'];
/** Letters of Greek and Cyrillic that look like, or stand for, A B C. */
const LOOKALIKE: Readonly<Record<string, string>> = { α: 'a', β: 'b', γ: 'c', а: 'a', в: 'b', б: 'b', с: 'c' };
const CODE = /(?<![\p{L}\p{N}])([abcαβγавбс])\s?([12])(?:[.,]\d)?(?![\p{L}\p{N}])/giu;

const median = (levels: readonly Cefr[]): Cefr => {
  const sorted = [...levels].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
  return sorted[Math.floor((sorted.length - 1) / 2)]!;
};

interface Term {
  readonly words: string;
  readonly cefr: Cefr;
}
const indexed = new WeakMap<readonly LanguageLexicon[], Map<string, readonly Term[]>>();

const termsOf = (lexicons: readonly LanguageLexicon[], language: string | null): readonly Term[] => {
  const byLanguage = indexed.get(lexicons) ?? new Map<string, readonly Term[]>();
  indexed.set(lexicons, byLanguage);
  const key = language ?? '';
  const known = byLanguage.get(key);
  if (known) return known;
  const primary = key.split('-')[0];
  const own = [...lexicons].filter((l) => l.language === primary);
  const rest = lexicons.filter((l) => l.language === 'en' && l.language !== primary);
  const others = lexicons.filter((l) => l.language !== 'en' && l.language !== primary);
  // the document's language first, then English, then any: the same word may mean another level elsewhere
  const seen = new Set<string>();
  const terms: Term[] = [];
  const add = (list: readonly { readonly term: string; readonly cefr: Cefr }[]) => {
    for (const { term, cefr } of list) {
      const words = fold(term);
      if (!words || seen.has(words)) continue;
      seen.add(words);
      terms.push({ words, cefr });
    }
  };
  add(LEVEL_WORDS[primary ?? ''] ?? []);
  for (const lexicon of own) add(lexicon.languageLevels);
  add(LEVEL_WORDS.en ?? []);
  for (const lexicon of rest) add(lexicon.languageLevels);
  for (const list of Object.values(LEVEL_WORDS)) add(list);
  for (const lexicon of others) add(lexicon.languageLevels);
  terms.sort((a, b) => b.words.length - a.words.length);
  byLanguage.set(key, terms);
  return terms;
};

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
  const padded = ` ${words} `;
  let found: Cefr | null = null;
  for (const term of termsOf(lexicons, language)) {
    if (!padded.includes(` ${term.words} `)) continue;
    // "sehr gut in Wort und Schrift": the longest term decides
    found = term.cefr;
    break;
  }
  return found;
};
