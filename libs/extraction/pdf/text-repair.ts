/** Spacing accents that TeX and old type setters draw on their own, with the mark that joins a letter. */
const COMBINING: ReadonlyMap<string, string> = new Map([
  ['´', '\u0301'],
  ['`', '\u0300'],
  ['¨', '\u0308'],
  ['ˆ', '\u0302'],
  ['^', '\u0302'],
  ['˜', '\u0303'],
  ['~', '\u0303'],
  ['ˇ', '\u030c'],
  ['˘', '\u0306'],
  ['¯', '\u0304'],
  ['˙', '\u0307'],
  ['˝', '\u030b'],
  ['˚', '\u030a'],
  ['°', '\u030a'],
  ['¸', '\u0327'],
  ['˛', '\u0328'],
  ['ˊ', '\u0301'],
  ['ˋ', '\u0300'],
  ['ʹ', '\u0301'],
]);

/** Combining marks begin at U+0300. */
const isMark = (text: string): boolean => text.length === 1 && text >= '\u0300' && /\p{M}/u.test(text);

/** Whether the text is nothing but white space, which glyphs seldom are. */
export function isBlank(text: string): boolean {
  const code = text.charCodeAt(0);
  if (code > 0x20 && code < 0x7f) return false;
  return text.trim() === '';
}

/** The letter with the accent on it as one character; null where there is none. */
export function composeAccent(letter: string, accent: string): string | null {
  const mark = isMark(accent) ? accent : COMBINING.get(accent);
  if (!mark || letter.length !== 1) return null;
  // Dotless i and j carry accents in TeX.
  const base = letter === 'ı' ? 'i' : letter === 'ȷ' ? 'j' : letter;
  if (!/\p{L}/u.test(base)) return null;
  const composed = (base + mark).normalize('NFC');
  return composed.length === 1 ? composed : null;
}

const LIGATURES: ReadonlyMap<string, string> = new Map([
  ['ﬀ', 'ff'],
  ['ﬁ', 'fi'],
  ['ﬂ', 'fl'],
  ['ﬃ', 'ffi'],
  ['ﬄ', 'ffl'],
  ['ﬅ', 'st'],
  ['ﬆ', 'st'],
  ['Ĳ', 'IJ'],
  ['ĳ', 'ij'],
]);

/** Codes of the ligatures in TeX's OT1 and T1 encodings. */
const TEX_LIGATURES: ReadonlyMap<number, string> = new Map([
  [0x0b, 'ff'],
  [0x0c, 'fi'],
  [0x0d, 'fl'],
  [0x0e, 'ffi'],
  [0x0f, 'ffl'],
  [0x10, 'ı'],
  [0x11, 'ȷ'],
  [0x15, '–'],
  [0x16, '—'],
  [0x1b, 'ff'],
  [0x1c, 'fi'],
  [0x1d, 'fl'],
  [0x1e, 'ffi'],
  [0x1f, 'ffl'],
]);

const LIGATURE_NAME =
  /^(f_f_i|f_f_l|f_f|f_i|f_l|ffi|ffl|ff|fi|fl|f_j|fj|t_t|tt|t_i|ti|f_t|ft|t_f|tf|T_h|Th|s_t|c_t)(?:\.\w+)?$/;

/** A glyph that the font maps to NUL or a control code; a word-level repair may still turn it into letters. */
export const LOST_GLYPH = '\u0000';

/** The characters of one glyph: ligatures taken apart, odd blanks made plain, control codes marked as lost. */
export function readGlyphText(unicode: string, glyphName: string | null, tex: boolean): string {
  const code = unicode.charCodeAt(0);
  if (unicode.length === 1) {
    if (code > 0x20 && code < 0x7f) return unicode;
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) {
      const name = glyphName ? LIGATURE_NAME.exec(glyphName)?.[1] : undefined;
      if (name) return name.replaceAll('_', '');
      const ligature = tex ? TEX_LIGATURES.get(code) : undefined;
      if (ligature) return ligature;
      return code === 0x09 || code === 0x0a || code === 0x0d ? ' ' : LOST_GLYPH;
    }
    // Soft hyphens are kept here: whether they are drawn is known at the end of the line only.
    const ligature = LIGATURES.get(unicode);
    if (ligature) return ligature;
    if (/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/.test(unicode)) return ' ';
    if (/[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/.test(unicode)) return '';
  }
  return unicode;
}

/** The finished text of an item: lost ligatures guessed, soft hyphens settled, accents composed. */
export function repairText(text: string): string {
  // A glyph without a character that stands alone is a list's bullet that the font lacks.
  if (text === LOST_GLYPH) return '•';
  let repaired = text;
  if (repaired.includes(LOST_GLYPH))
    repaired = repaired.replace(/\p{L}*\0+\p{L}*/gu, restoreLigature).replaceAll(LOST_GLYPH, '');
  if (repaired.includes('\u00ad')) {
    // A soft hyphen that is drawn last breaks a word; anywhere else it is invisible.
    repaired = repaired.replace(/\u00ad\s*$/, '-').replaceAll('\u00ad', '');
  }
  if (/[\u0300-\u036f]/.test(repaired)) repaired = repaired.replace(/ ([\u0300-\u036f])/g, '$1');
  return /^[\x20-\x7e]*$/.test(repaired) ? repaired : repaired.normalize('NFC');
}

/** A glyph without a character inside a word is nearly always a ligature with f. */
function restoreLigature(word: string): string {
  return word.replace(/^(\p{L}*)\0(\p{L}*)(.*)$/su, (_, before: string, after: string, rest: string) => {
    if (!before && !after) return '';
    return `${before}${guessLigature(before, after)}${after}${restoreRest(rest)}`;
  });
}

const restoreRest = (rest: string): string => (rest.includes(LOST_GLYPH) ? rest.replaceAll(LOST_GLYPH, 'fi') : rest);

function guessLigature(before: string, after: string): string {
  if (/^(?:c(?:e|i)|g)/.test(after) && /(?:^|\b)(?:o|e|su|di|co|tra)$/i.test(before)) return 'ffi';
  if (/^(?:ort|ect|er|ice)/.test(after) && /(?:^)(?:e|o|di|su|a)$/i.test(before)) return 'ff';
  if (/^(?:ow|uen|y|oor|ash|ex|at|ag|uss|ut|ux|uid|ut|üs|äch|ie[gß]|eet|our|ight)/.test(after)) return 'fl';
  return 'fi';
}
