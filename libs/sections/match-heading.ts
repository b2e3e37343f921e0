import { foldTerm, joinSpacedLetters, remembered, type SectionKind, type Vocabulary, wordsOf } from '@vitamill/domain';

export interface HeadingMatch {
  readonly kind: SectionKind;
  /** 1 where the words are exactly a known heading, less where known headings are only a part of them. */
  readonly strength: number;
}

const JOINER =
  /\s*(?:[&/|+,;()]|\s[-\u2013\u2014]\s|\s(?:and|und|en|et|y|e|i|a|og|och|ja|und|és|és|si|și|ve|и|та|й|і|και|oraz)\s)\s*/iu;

/** What section the words announce, judged by the words alone; null where they are no known heading. */
export function matchHeading(printed: string, vocabulary: Vocabulary): HeadingMatch | null {
  let match = matchers.get(vocabulary);
  if (!match) {
    match = remembered((text) => matchText(text, vocabulary));
    matchers.set(vocabulary, match);
  }
  return match(printed);
}

/** The layout asks about every text of a page, the sections about every line. */
const matchers = new WeakMap<Vocabulary, (text: string) => HeadingMatch | null>();

function matchText(printed: string, vocabulary: Vocabulary): HeadingMatch | null {
  const text = joinSpacedLetters(printed.replace(/\s{2,}/g, '  '))
    .replace(/\s*[:：]\s*$/, '')
    // how long it all took, counted by the CV itself: "Опыт работы — 15 лет 1 месяц", "Experience (12 years)"
    .replace(/\s*[(\u2013\u2014-]\s*\d{1,2}\+?\s\p{L}+(?:[\s,]+(?:\p{L}{1,3}\s)?\d{1,2}\s\p{L}+)?\)?$/u, '')
    .trim();
  if (text.length < 2 || text.length > 70 || /[@\d]{2,}|[.!?]\s/.test(text)) return null;
  const own = vocabulary.ownHeadings.get(text) ?? vocabulary.squeezedHeadings.get(text.replace(/\s/g, ''));
  if (own) return { kind: own, strength: 1 };
  const known = vocabulary.headings.get(text);
  // headings of other languages: in one word they can be any word of this one
  if (known && vocabulary.titleWords.findAll(wordsOf(text)).length === 0)
    return { kind: known, strength: /\s/.test(foldTerm(text)) ? 0.92 : vocabulary.language === null ? 0.9 : 0.65 };
  const parts = text.split(JOINER).filter((p) => p.trim());
  if (parts.length >= 2 && parts.length <= 5) {
    const kinds = parts.map((p) => vocabulary.ownHeadings.get(p) ?? vocabulary.headings.get(p));
    const first = kinds.find((k) => k && k !== 'other');
    const hits = kinds.filter(Boolean).length;
    if (first && hits === parts.length) return { kind: first, strength: 0.95 };
    if (first && kinds[0] && hits >= parts.length / 2) return { kind: first, strength: 0.7 };
  }
  const words = wordsOf(text);
  if (words.length < 2 || words.length > 6) return null;
  const inside = vocabulary.ownHeadings.findAll(words).filter((m) => m.value !== 'other' && m.value !== 'header');
  const longest = inside.sort((a, b) => b.length - a.length || b.start - a.start)[0];
  if (!longest) return null;
  const share = longest.length / words.length;
  return share >= 0.5 ? { kind: longest.value, strength: 0.35 + 0.3 * share } : null;
}
