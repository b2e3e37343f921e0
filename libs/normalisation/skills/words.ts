import { foldKeepingLength } from '@vitamill/domain';

/** A word of a text with its place. */
export interface Word {
  /** Folded. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** No term goes on over the mark in front of this word: "Java, Script". */
  readonly parted: boolean;
}

/** Small words that do not tell one term from another: "gestion de projets", "gestion des projets". */
const LINKING = new Set(
  [
    'of the for and in an to with on',
    'de des du la le les et en l d aux au',
    'der die das und von fur mit im des den dem',
  ]
    .concat([
      'van het voor met',
      'del della dei delle degli di il lo gli con e',
      'el los las y al para por',
      'da do dos das',
    ])
    .concat([
      'w z ze na do i oraz',
      'og och av af i for til med',
      'a v s na ve',
      'si cu din pe',
      'и в на с по',
      'και των του της',
    ])
    .flatMap((words) => words.split(' '))
    .filter((word) => word !== 'a' && word !== 's' && word !== 'w' && word !== 'v'),
);

const WORD = /\.net(?![\p{L}\p{N}])|[\p{L}\p{N}]+(?:\+{1,2}|#)?/gu;
const JOINS = /^(?:\s|[-/.&'’‐‑·+_]|\u00AD)*$/u;

/** The words of a text; linking words are left out, unless they are all there is. */
export function wordsWithPlaces(text: string): Word[] {
  const folded = foldKeepingLength(text);
  const words: Word[] = [];
  let end = 0;
  let parted = true;
  for (const match of folded.matchAll(WORD)) {
    const start = match.index;
    const between = text.slice(end, start);
    if (between !== ' ' && (!JOINS.test(between) || /\n|[.]\s|\s[-/&]\s/u.test(between))) parted = true;
    end = start + match[0].length;
    if (words.length > 0 && !parted && LINKING.has(match[0]) && isLinkingAt(match[0], text[end])) continue;
    words.push({ text: match[0], start, end, parted });
    parted = false;
  }
  return words;
}

/** "de" in "de gestion" links; in "e-mail" and "on-site" the word is part of another. */
const isLinkingAt = (word: string, next: string | undefined): boolean =>
  word === 'd' || word === 'l' || next === undefined || !/[-'’.]/.test(next);
