import { type Script, scriptOf } from './languages.js';
import type { ReadWord } from './read-words.js';

/** Words known of a language, lower case; empty where none are known. */
export type WordsOfLanguage = (language: string) => ReadonlySet<string>;

type OtherScript = Exclude<Script, 'latin'>;

const LETTERS: Readonly<Record<OtherScript, RegExp>> = { cyrillic: /\p{Script=Cyrillic}/u, greek: /\p{Script=Greek}/u };
const LATIN = /\p{Script=Latin}/u;

/** Latin letters and digits that look like letters of the script, the likeliest first: twins, then what blurred print is read as. */
const LOOKS: Readonly<Record<OtherScript, Readonly<Record<string, string>>>> = {
  cyrillic: {
    ...{ a: 'а', b: 'ьв', c: 'с', d: 'д', e: 'е', g: 'дг', h: 'н', i: 'і', k: 'к', l: 'і', m: 'мт', n: 'пи', o: 'о' },
    ...{ p: 'рд', q: 'д', r: 'г', s: 'ѕ', t: 'т', u: 'и', v: 'у', w: 'ш', x: 'х', y: 'у', '3': 'з', '6': 'б' },
    ...{
      A: 'А',
      B: 'В',
      C: 'С',
      E: 'Е',
      H: 'Н',
      I: 'І',
      K: 'К',
      M: 'М',
      N: 'И',
      O: 'О',
      P: 'Р',
      T: 'Т',
      X: 'Х',
      Y: 'У',
    },
  },
  greek: {
    ...{ a: 'α', b: 'β', c: 'ς', e: 'ε', i: 'ι', k: 'κ', m: 'μ', n: 'ηπ', o: 'ο', p: 'ρ', t: 'τ', u: 'υ', v: 'ν' },
    ...{ w: 'ω', x: 'χ', y: 'γυ', A: 'Α', B: 'Β', E: 'Ε', H: 'Η', I: 'Ι', K: 'Κ', M: 'Μ', N: 'Ν', O: 'Ο', P: 'Ρ' },
    ...{ T: 'Τ', X: 'Χ', Y: 'Υ', Z: 'Ζ' },
  },
};
/** Letters that print alike in both scripts, not only when it is blurred. */
const TWINS: Readonly<Record<OtherScript, string>> = { cyrillic: 'aceiopxyABCEHIKMOPTXY', greek: 'ovABEHIKMNOPTXYZ' };
const MOST_READINGS = 128;
const SURE = 0.8;
const LEAST_LETTERS = 3;
/** A level of the Common European Framework: its letter is Latin in every language. */
const LEVEL = /^(\(?)([ABCАВСΑΒ])([12Il])(\)?[.,;:]?)$/u;
const LEVEL_LETTER: Readonly<Record<string, string>> = { А: 'A', В: 'B', С: 'C', Α: 'A', Β: 'B' };

/**
 * The words of a page in Cyrillic or Greek in its own script. Data of English beside it, which addresses need, has single
 * words read as Latin look-alikes ("ropa" for "года"). A word with letters of both scripts, all of which have twins, is
 * of the page's script; a Latin one becomes the word of the page or of the language that it looks like, where there is
 * one. Capitals alone are names of products and stay.
 */
export function keepToScript(
  words: readonly ReadWord[],
  language: string,
  wordsOf: WordsOfLanguage,
): readonly ReadWord[] {
  const script = scriptOf(language);
  if (script === 'latin') return words;
  const own = LETTERS[script];
  const known = new Set(wordsOf(language));
  for (const { text, confidence } of words) {
    if (confidence >= SURE && own.test(text) && !LATIN.test(text)) known.add(bare(text).toLowerCase());
  }
  const isOwn = (word: ReadWord | undefined): boolean => word !== undefined && own.test(word.text);
  return words.flatMap((word, i) => {
    // A ring, the mark of a time line. No word is this letter alone.
    if (word.text === 'Ф') return [];
    const text = inScript(word.text, script, known, isOwn(words[i - 1]) || isOwn(words[i + 1]));
    return [text === word.text ? word : { ...word, text, read: word.read ?? word.text }];
  });
}

function inScript(text: string, script: OtherScript, known: ReadonlySet<string>, amongOwn: boolean): string {
  const level = LEVEL.exec(text);
  if (level) {
    const [, open, letter = '', number = '', close] = level;
    return `${open}${LEVEL_LETTER[letter] ?? letter}${/\d/.test(number) ? number : '1'}${close}`;
  }
  if (/[@_]|:\/\/|www\.|\.[a-z]{2,}/.test(text)) return text;
  const mended = script === 'greek' ? toMonotonic(text) : text;
  if (!LATIN.test(mended)) return mended;
  const mixed = LETTERS[script].test(mended);
  if (mixed) {
    const twin = mixedInScript(mended, script);
    if (twin !== mended) return twin;
  }
  // An initial of a name: "Гнатенко O. П.".
  if (/^\p{Lu}\.$/u.test(mended)) return amongOwn ? mixedInScript(mended, script, true) : mended;
  const letters = bare(mended);
  if (letters.length < LEAST_LETTERS || (!mixed && letters === letters.toUpperCase())) return mended;
  const found = readingsOf(letters, script).find((reading) => known.has(reading.toLowerCase()));
  return found === undefined ? mended : mended.replace(letters, found);
}

const bare = (text: string): string => text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');

/** With the Latin letters of its mixed parts as their twins; unchanged where one has none. "IT-" is a part of its own. */
function mixedInScript(text: string, script: OtherScript, alone = false): string {
  return text.replace(/[^-/+#]+/g, (part) => {
    const latin = part.match(/\p{Script=Latin}/gu) ?? [];
    if (!alone && !LETTERS[script].test(part)) return part;
    if (latin.some((letter) => !TWINS[script].includes(letter))) return part;
    return part.replace(/\p{Script=Latin}/gu, (letter) => LOOKS[script][letter]?.[0] ?? letter);
  });
}

/** All words that the letters may stand for, none where one stands for none. */
function readingsOf(letters: string, script: OtherScript): readonly string[] {
  let readings: readonly string[] = [''];
  for (const letter of letters) {
    const looks = LETTERS[script].test(letter) ? letter : LOOKS[script][letter];
    if (!looks) return [];
    readings = readings.flatMap((reading) => [...looks].map((look) => reading + look));
    if (readings.length > MOST_READINGS) return [];
  }
  return readings;
}

/**
 * Greek as it has been written since 1982: the data know breathings, which print of today does not have. Within a word a
 * breathing is a diaeresis that was misread. "ἃ" alone is the sign "&"; the micro sign is the letter mu.
 */
function toMonotonic(text: string): string {
  if (text === 'ἃ') return '&';
  if (!/[\u1f00-\u1fffµ]/u.test(text)) return text;
  return text
    .replaceAll('µ', 'μ')
    .normalize('NFD')
    .replace(/(?<=\p{L}\p{M}*[ιυ])[\u0313\u0314]/gu, '\u0308')
    .replace(/[\u0313\u0314\u0345]/gu, '')
    .replace(/[\u0300\u0342]/gu, '\u0301')
    .normalize('NFC');
}
