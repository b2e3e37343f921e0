const SPECIAL: Readonly<Record<string, string>> = {
  ł: 'l',
  đ: 'd',
  ı: 'i',
  ø: 'o',
  '\u2019': "'",
  '\u02BC': "'",
  '\u2018': "'",
  '\u0301': '',
};

const ASCII = /^[\0-\x7f]*$/;

/**
 * A function of a text that layout, sections and entities all ask about the same texts. What it said is kept until the
 * document is done (forgetTexts), for texts of the length of a line.
 */
export function remembered<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > LONGEST_REMEMBERED) return compute(text);
    let result = known.get(text);
    if (result === undefined) {
      result = compute(text);
      if (known.size >= MOST_REMEMBERED) known.clear();
      if (known.size === 0) filled.add(known);
      known.set(text, result);
    }
    return result;
  };
}

const LONGEST_REMEMBERED = 240;
const MOST_REMEMBERED = 4000;
const filled = new Set<Map<string, unknown>>();

/** To be called when a document is done: nothing of its text stays in memory. */
export function forgetTexts(): void {
  for (const known of filled) known.clear();
  filled.clear();
}

/** A CV has some hundred letters outside ASCII, and they are asked for over and over. */
const foldedUnits = new Map<string, string>();
function foldUnit(unit: string): string {
  let folded = foldedUnits.get(unit);
  if (folded === undefined) {
    const lower = unit.toLowerCase();
    const base = SPECIAL[lower] ?? lower.normalize('NFD')[0] ?? lower;
    folded = base.length === 1 ? base : unit;
    foldedUnits.set(unit, folded);
  }
  return folded;
}

/** Lower case, no diacritics, one UTF-16 unit for each unit of the input: places found in it are places in the text. */
export function foldKeepingLength(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  let folded = '';
  for (let i = 0; i < text.length; i++) {
    const unit = text[i]!;
    folded += unit < '\u0080' ? unit.toLowerCase() : foldUnit(unit);
  }
  return folded;
}

/** For look-ups: lower case, no diacritics, blanks folded, no punctuation at the ends. */
export const foldTerm: (text: string) => string = remembered((text) =>
  foldKeepingLength(ASCII.test(text) ? text : text.normalize('NFC'))
    .replace(/[\s\u00A0]+/g, ' ')
    .replace(/^[\s:;,.\-\u2013\u2014|\u2022*#_=>/]+|[\s:;,.\-\u2013\u2014|*_=</]+$/g, ''),
);

/** The words of a text, folded, dots inside abbreviations kept out. */
export const wordsOf: (text: string) => readonly string[] = remembered(splitWords);

function splitWords(text: string): readonly string[] {
  const folded = foldKeepingLength(text);
  // without the flag u, where no letter needs it, the expression runs in a third of the time
  return folded.match(ASCII.test(folded) ? ASCII_WORD : WORD) ?? [];
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}'+#]*/gu;
const ASCII_WORD = /[a-z0-9][a-z0-9'+#]*/g;

/** "E X P E R I E N C E" and "W O R K  H I S T O R Y" without the spaced letters; other texts as they are. */
export function joinSpacedLetters(text: string): string {
  // nearly all texts begin with a word, and never have two letters in a row that stand alone
  if (/^\s*[\p{L}\p{N}]{3}/u.test(text) && !/(?:^|\s)\S\s+\S(?=\s|$)/.test(text)) return text;
  const parts = text.trim().split(/\s/);
  const single = parts.filter((p) => p.length === 1).length;
  // kerning leaves pairs together: "KO N TA K T"
  const pairs = parts.every((p) => p.length <= 2) && single >= 0.4 * parts.length && isUpperCase(text);
  if (parts.length < 4 || (single < 0.8 * parts.length && !pairs)) return text;
  return text
    .trim()
    .split(/\s{2,}/)
    .map((word) => word.replace(/\s/g, ''))
    .join(' ');
}

/** Whether all letters are capitals, and there are some. */
export const isUpperCase = (text: string): boolean => /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text);
