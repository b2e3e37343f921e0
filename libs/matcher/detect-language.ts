import { foldTerm, type LanguageLexicon, wordsOf } from '@vitamill/domain';
import { detectLanguage } from '@vitamill/language-guess';

/** Characters that the language is told from. */
const SAMPLE = 6_000;
/** Function words that must be found, and the lead over the next language, before letters are asked. */
const LEAST = 4;
const LEAD = 1.3;

/** The language of a text by its function words; where they leave doubt, by its letters. BCP 47 primary tag or null. */
export function createLanguageDetector(lexicons: readonly LanguageLexicon[]): (text: string) => string | null {
  const languagesOf = new Map<string, string[]>();
  for (const { language, functionWords } of lexicons)
    for (const word of new Set(functionWords.map(foldTerm)))
      languagesOf.set(word, [...(languagesOf.get(word) ?? []), language]);
  return (text) => {
    const sample = text.slice(0, SAMPLE);
    const counts = new Map<string, number>();
    const seen = new Map<string, number>();
    for (const word of wordsOf(sample)) {
      const times = (seen.get(word) ?? 0) + 1;
      seen.set(word, times);
      const languages = times <= 5 ? languagesOf.get(word) : undefined;
      // A word of many languages says little about each.
      for (const language of languages ?? []) counts.set(language, (counts.get(language) ?? 0) + 1 / languages!.length);
    }
    const [first, second] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    if (first && first[1] >= LEAST && first[1] >= LEAD * (second?.[1] ?? 0)) return first[0];
    return detectLanguage(sample.slice(0, 1_000)).language || first?.[0] || null;
  };
}
