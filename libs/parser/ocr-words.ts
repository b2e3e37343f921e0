import { loadLexicons } from '@vitamill/lexicon';

const cached = new Map<string, ReadonlySet<string>>();

/** The words of a language's lexicon, lower case, by which OCR tells letters of two scripts apart. */
export function ocrWordsOf(language: string): ReadonlySet<string> {
  const known = cached.get(language);
  if (known) return known;
  const words = new Set<string>();
  collectWords(
    loadLexicons().find((lexicon) => lexicon.language === language),
    words,
  );
  cached.set(language, words);
  return words;
}

function collectWords(value: unknown, words: Set<string>): void {
  if (typeof value === 'string') {
    for (const word of value.toLowerCase().match(/[\p{L}\p{M}]{3,}/gu) ?? []) words.add(word);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) {
      collectWords(key, words);
      collectWords(part, words);
    }
  }
}
