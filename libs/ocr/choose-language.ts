import { detectLanguage } from '@vitamill/language-guess';
import { FIRST_LANGUAGE, languageOf, OCR_LANGUAGES, scriptOf } from './languages.js';

/** A page read with a mean confidence above this was read with data of its own script. */
export const FITTING_CONFIDENCE = 0.8;
const LEAST_LETTERS = 80;

/**
 * The language that the words are in; null where they are too few to tell or in none that can be read. Words read with
 * the wrong data still tell: they lose accents, not their shape.
 */
export function languageOfWords(words: readonly string[]): string | null {
  const text = words.filter((word) => /^[\p{L}'’.,;:-]+$/u.test(word)).join(' ');
  if (text.replace(/[^\p{L}]/gu, '').length < LEAST_LETTERS) return null;
  const result = detectLanguage(text);
  return result.isReliable() ? languageOf(result.language) : null;
}

/** The other scripts' first choices, to try on a strip that the data of `code` does not fit. */
export function firstLanguagesOfOtherScripts(code: string): readonly string[] {
  const own = scriptOf(code);
  const scripts = [...new Set(OCR_LANGUAGES.map(({ script }) => script))];
  return scripts.filter((script) => script !== own).map((script) => FIRST_LANGUAGE[script]);
}
