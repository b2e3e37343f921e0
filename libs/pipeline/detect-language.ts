import { type ExtractedDocument, foldTerm, type LanguageLexicon, type Line, wordsOf } from '@vitamill/domain';

/** Guesses the language of a text: BCP 47 primary tag or null. Handed in, since its data is a library's. */
export type LanguageGuesser = (text: string) => string | null;

/** What speaks for a language: folded term -> places of its languages among the lexicons. */
interface LanguageSigns {
  readonly functionWords: ReadonlyMap<string, readonly number[]>;
  readonly headings: ReadonlyMap<string, readonly number[]>;
}

const signs = new WeakMap<readonly LanguageLexicon[], LanguageSigns>();

function signsOf(lexicons: readonly LanguageLexicon[]): LanguageSigns {
  let known = signs.get(lexicons);
  if (!known) {
    known = {
      functionWords: placesOf(lexicons, (l) => l.functionWords),
      headings: placesOf(lexicons, (l) => Object.values(l.headings).flat()),
    };
    signs.set(lexicons, known);
  }
  return known;
}

function placesOf(
  lexicons: readonly LanguageLexicon[],
  termsIn: (lexicon: LanguageLexicon) => readonly string[],
): Map<string, number[]> {
  const places = new Map<string, number[]>();
  lexicons.forEach((lexicon, at) => {
    for (const term of new Set(termsIn(lexicon).map(foldTerm))) {
      const known = places.get(term);
      if (known) known.push(at);
      else places.set(term, [at]);
    }
  });
  return places;
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
  const counts = new Map<string, number>();
  for (const { text } of lines) for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  if (counts.size === 0) return null;
  const headings = new Set(lines.filter((l) => l.text.length < 60).map((l) => foldTerm(l.text)));
  const guessed = guess(
    lines
      .map((l) => l.text)
      .join('\n')
      .slice(0, 8000),
  );
  const hinted = (locale ?? document.metadata.language ?? '').slice(0, 2).toLowerCase();
  const known = signsOf(lexicons);
  const functional = lexicons.map(() => 0);
  for (const [word, count] of counts)
    for (const at of known.functionWords.get(word) ?? []) functional[at]! += Math.min(6, count);
  const headed = lexicons.map(() => 0);
  for (const heading of headings) for (const at of known.headings.get(heading) ?? []) headed[at]! += 1;
  let best: { language: string; score: number } | null = null;
  for (const [at, { language }] of lexicons.entries()) {
    const bonus = (guessed === language ? 8 : 0) + (hinted === language ? 2 : 0);
    const score = functional[at]! * 0.5 + headed[at]! * 3 + bonus;
    if (!best || score > best.score) best = { language, score };
  }
  return best && best.score >= 4 ? best.language : guessed;
}
