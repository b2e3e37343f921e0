import { type ExtractedDocument, foldTerm, type LanguageLexicon, type Line, wordsOf } from '@vitamill/domain';

/** Guesses the language of a text: BCP 47 primary tag or null. Handed in, since its data is a library's. */
export type LanguageGuesser = (text: string) => string | null;

interface LanguageSigns {
  readonly language: string;
  readonly functionWords: readonly string[];
  readonly headings: ReadonlySet<string>;
}

const signs = new WeakMap<readonly LanguageLexicon[], readonly LanguageSigns[]>();

function signsOf(lexicons: readonly LanguageLexicon[]): readonly LanguageSigns[] {
  let known = signs.get(lexicons);
  if (!known) {
    known = lexicons.map((l) => ({
      language: l.language,
      functionWords: [...new Set(l.functionWords.map(foldTerm))],
      headings: new Set(Object.values(l.headings).flatMap((terms) => terms.map(foldTerm))),
    }));
    signs.set(lexicons, known);
  }
  return known;
}

/**
 * The language that the document is written in: function words and headings of our lexicons first, since they know
 * what stands in CVs, then the guess from letters. Names of tools and places say nothing about it.
 */
export function detectLanguage(
  lines: readonly Pick<Line, 'text'>[],
  lexicons: readonly LanguageLexicon[],
  guess: LanguageGuesser,
  document: Pick<ExtractedDocument, 'metadata'>,
  locale: string | null,
): string | null {
  const words = lines.flatMap((l) => wordsOf(l.text));
  if (words.length === 0) return null;
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const headings = new Set(lines.filter((l) => l.text.length < 60).map((l) => foldTerm(l.text)));
  const guessed = guess(
    lines
      .map((l) => l.text)
      .join('\n')
      .slice(0, 8000),
  );
  const hinted = (locale ?? document.metadata.language ?? '').slice(0, 2).toLowerCase();
  let best: { language: string; score: number } | null = null;
  for (const { language, functionWords, headings: terms } of signsOf(lexicons)) {
    const functional = functionWords.reduce((sum, word) => sum + Math.min(6, counts.get(word) ?? 0), 0);
    const known = [...headings].filter((h) => terms.has(h)).length;
    const bonus = (guessed === language ? 8 : 0) + (hinted === language ? 2 : 0);
    const score = functional * 0.5 + known * 3 + bonus;
    if (!best || score > best.score) best = { language, score };
  }
  return best && best.score >= 4 ? best.language : guessed;
}
