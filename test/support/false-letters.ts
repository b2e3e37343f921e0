import { stream, writePdf } from '../../libs/extraction/pdf/testing/write-pdf.js';

/** Where letters go that a font names wrongly: small ones along a ring, so that vowels become consonants. */
const EXCHANGED = Object.fromEntries(
  [...'etaoinshrdlucmfwypvbgkjqxz'].map((letter, i, all) => [letter, all[(i + 7) % 26]!]),
);

/** The text as a font says it that exchanges letters. */
export const exchanged = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) => {
    const other = EXCHANGED[letter.toLowerCase()]!;
    return letter === letter.toLowerCase() ? other : other.toUpperCase();
  });

/** A /ToUnicode map from codes of WinAnsi to the texts that `change` makes of their letters. */
function falseToUnicode(change: (letter: string) => string): string {
  const letters = Array.from({ length: 256 - 32 }, (_, i) => i + 32).map((code) => {
    const text = change(new TextDecoder('windows-1252').decode(Uint8Array.of(code)));
    const utf16 = [...text].map((character) => character.charCodeAt(0).toString(16).padStart(4, '0')).join('');
    return `<${code.toString(16)}> <${utf16}>`;
  });
  const blocks: string[] = [];
  for (let at = 0; at < letters.length; at += 100) {
    const block = letters.slice(at, at + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return stream(
    `/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n${blocks.join('\n')}\nendcmap end end`,
  );
}

/** Helvetica whose letters are drawn right and named by object 100. */
const FALSE_FONT = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 100 0 R>>';

/** Content that draws the lines below each other, the first at 780; bytes of WinAnsi. */
export function drawLines(lines: readonly string[], font = 'F1', top = 780): string {
  const escaped = lines.map((line) => line.replace(/[\\()]/g, '\\$&'));
  return `BT /${font} 11 Tf 15 TL 60 ${top} Td ${escaped.map((line) => `(${line}) Tj T*`).join(' ')} ET`;
}

/** The bytes of UTF-8, each taken for a character of Windows-1252. */
export const misread = (text: string): string => new TextDecoder('windows-1252').decode(new TextEncoder().encode(text));

/** A PDF that shows `content` with Helvetica as F1, whose /ToUnicode says of each letter what `change` makes of it. */
export const pdfWithFalseLetters = (content: string, change: (letter: string) => string): Uint8Array =>
  writePdf({ pages: [{ content }], fonts: { F1: FALSE_FONT }, objects: [falseToUnicode(change)] });
