import { foldKeepingLength } from '@vitamill/domain';
import { contentWords, wordSimilarity } from '../text/words.js';

/** Deny what comes after them within the clause. Folded. */
const BEFORE =
  /(?<![\p{L}\p{N}])(?:no|not|never|none|neither|lacks?|lacking|haven't|don't|doesn't|isn't|cannot|kein|keine|keinen|keinem|keiner|keines|keinerlei|nicht|nie|noch nie|pas(?: encore)?(?: de| d')?|aucune?|jamais|geen|niet|nooit|ningun|ninguna|nunca|nessuna?|nessun|mai|sin|sans|zonder|ohne|without|senza)(?![\p{L}\p{N}])/gu;
/** They deny no more than the next words. */
const SHORT = /^(?:sans|sin|zonder|ohne|without|senza|mai|nie|never|jamais|nunca|nooit)$/;
const NOT_DENYING =
  /^(?:not only|not just|nicht nur|niet alleen|non seulement|pas seulement|no solo|non solo|no\.? ?\d|no problem|kein problem|keine? (?:problem|frage)|geen probleem|pas de probleme|not a problem|no gaps?|nicht zuletzt)/;
const CLAUSE = /[.;:!?]\s|\s(?:but|aber|mais|maar|pero|ma|jedoch|however)\s/g;
/** "SAP: keine Erfahrung", "Azure - none": what stands before. */
const AFTER =
  /^([^:–-]{2,40})\s*[:–-]\s*(?:no|none|not|keine?n?|nicht|geen|niet|aucune?|pas|ningun\w*|sin|nessun\w*)(?![\p{L}\p{N}])/u;

/** What a line denies, as folded content words of one idea each. */
export interface Denial {
  readonly start: number;
  readonly end: number;
  readonly words: readonly string[];
}

/**
 * The ideas that a line denies: from a word of negation to the end of its clause, parted at commas and conjunctions
 * ("no experience with Python or Azure" denies both). Offsets in the line.
 */
export function denialsIn(text: string): readonly Denial[] {
  const folded = foldKeepingLength(text);
  const after = AFTER.exec(folded);
  if (after) return ideasOf(folded, 0, after[1]!.length);
  const denials: Denial[] = [];
  const marks = [...folded.matchAll(BEFORE)];
  marks.forEach((match, i) => {
    if (NOT_DENYING.test(folded.slice(match.index))) return;
    const start = match.index + match[0].length;
    CLAUSE.lastIndex = start;
    const stop = CLAUSE.exec(folded)?.index ?? folded.length;
    const brief =
      SHORT.test(match[0]) &&
      !/^\s*(?:\p{L}+\s+)?(?:experience|erfahrung|ervaring|experiencia|esperienza|permis|licence)/u.test(
        folded.slice(start),
      );
    const end = Math.min(stop, marks[i + 1]?.index ?? folded.length, nthWordEnd(folded, start, brief ? 2 : 14));
    denials.push(...ideasOf(folded, start, end));
  });
  return denials;
}

const PARTS = /,\s|\s(?:and|or|und|oder|et|ou|y|o|e|en|of|nor|ni|noch)\s/g;

function ideasOf(folded: string, start: number, end: number): Denial[] {
  const ideas: Denial[] = [];
  let from = start;
  const push = (to: number): void => {
    const words = contentWords(folded.slice(from, to));
    if (words.length > 0) ideas.push({ start: from, end: to, words });
  };
  for (const match of folded.slice(0, end).matchAll(PARTS)) {
    if (match.index < start) continue;
    push(match.index);
    from = match.index + match[0].length;
  }
  push(end);
  return ideas;
}

/**
 * Whether one of the denials is of these words. "No Michelin kitchens" does not deny kitchens: what stands before the
 * last word narrows it.
 */
export function deniesWords(denials: readonly Denial[], words: readonly string[]): boolean {
  return denials.some((denial) => {
    const same = denial.words.map((own) => words.some((word) => wordSimilarity(own, word) >= 0.75));
    const count = same.filter(Boolean).length;
    if (count === 0 || count < 0.5 * denial.words.length) return false;
    return !(count === 1 && denial.words.length > 1 && same.at(-1));
  });
}
function nthWordEnd(text: string, from: number, words: number): number {
  const pattern = /[\p{L}\p{N}][\p{L}\p{N}'+#.-]*/gu;
  pattern.lastIndex = from;
  let end = from;
  for (let i = 0; i < words; i++) {
    const match = pattern.exec(text);
    if (!match) return text.length;
    end = match.index + match[0].length;
  }
  return end;
}
