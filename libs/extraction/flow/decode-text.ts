import { failure } from './failure.js';

export interface DecodedText {
  readonly text: string;
  /** Neither a byte order mark nor valid UTF-8 told the encoding: letter statistics did. */
  readonly guessed: boolean;
}

const CANDIDATES = [
  'windows-1252',
  'windows-1250',
  'iso-8859-2',
  'windows-1251',
  'koi8-r',
  'windows-1253',
  'windows-1254',
] as const;

/** Bytes -> text in any common encoding. `declared` is what the file itself says (meta charset, \ansicpg). */
export async function decodeText(bytes: Uint8Array, declared: string | null = null): Promise<DecodedText> {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return sure(new TextDecoder('utf-8').decode(bytes));
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return sure(new TextDecoder('utf-16le').decode(bytes));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return sure(new TextDecoder('utf-16be').decode(bytes));
  const wide = wideByZeros(bytes);
  if (wide) return { text: new TextDecoder(wide).decode(bytes), guessed: true };
  try {
    return sure(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // Not UTF-8.
  }
  if (declared && !/^utf-?8$/i.test(declared)) {
    try {
      return sure(new TextDecoder(declared).decode(bytes));
    } catch {
      // An unknown name: as if none were given.
    }
  }
  const { default: iconv } = await import('iconv-lite');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let best = { text: '', score: Number.NEGATIVE_INFINITY };
  for (const encoding of CANDIDATES) {
    const text = iconv.decode(buffer, encoding);
    const score = plausibility(text);
    if (score > best.score) best = { text, score };
  }
  if (best.score === Number.NEGATIVE_INFINITY) throw failure('damaged');
  return { text: best.text, guessed: true };
}

const sure = (text: string): DecodedText => ({ text, guessed: false });

function wideByZeros(bytes: Uint8Array): string | null {
  const size = Math.min(bytes.length & ~1, 2000);
  let even = 0;
  let odd = 0;
  for (let at = 0; at < size; at += 2) {
    if (bytes[at] === 0) even++;
    if (bytes[at + 1] === 0) odd++;
  }
  if (odd > size * 0.15 && even < size * 0.05) return 'utf-16le';
  if (even > size * 0.15 && odd < size * 0.05) return 'utf-16be';
  return null;
}

// Letters beyond ASCII in the order of how usual they are in the languages of one code page.
const WESTERN = 'éèàäöüßçñáíóúêãõåøæâôîìòùï';
const CENTRAL = 'ąćęłńóśźżáčďéěíňřšťúůýžőűöüäăâîșşțţđĺľŕôëç';
const TURKISH = 'ışğüöçİŞĞ';
const GREEK = 'αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ';
const CYRILLIC = 'оеаинтсрвлкмдпуяызьбгчйхжшюцщэфъіїєґ';
const USUAL = new Map<string, number>();
for (const [letters, weight] of [
  [WESTERN, 2],
  [CENTRAL, 1.7],
  [TURKISH, 1.6],
  [GREEK, 2],
  [CYRILLIC, 2],
] as const) {
  for (const letter of letters) USUAL.set(letter, Math.max(USUAL.get(letter) ?? 0, weight));
}

/** How much a text looks like one that people write: usual letters in words of one script, few odd signs. */
function plausibility(text: string): number {
  // ISO 8859-2 read as windows-1250 turns the Czech š into the Polish ą: no language has both sets.
  const polish = text.match(/[ąęłńśź]/gi)?.length ?? 0;
  const czech = text.match(/[ěřůšťďč]/gi)?.length ?? 0;
  let score = -3 * Math.min(polish, czech);
  for (const [word] of text.matchAll(/[^\s\x00-\x40]*[^\x00-\x7f][^\s\x00-\x40]*/g)) {
    const scripts = [/\p{Script=Latin}/u, /\p{Script=Greek}/u, /\p{Script=Cyrillic}/u].filter((script) =>
      script.test(word),
    ).length;
    if (scripts > 1) score -= 4;
    // ПрИвЕт: a wrong Cyrillic code page swaps the cases.
    if (/\p{Ll}\p{Lu}/u.test(word)) score -= 3;
    for (const char of word) {
      const code = char.codePointAt(0) ?? 0;
      if (code < 0x80) continue;
      if (char === '\ufffd' || (code >= 0x80 && code < 0xa0)) score -= 10;
      else if (/\p{L}/u.test(char)) score += USUAL.get(char) ?? (USUAL.has(char.toLowerCase()) ? 1.2 : -1);
      else score += /[–—‘’“”„•·…€°§«»]/.test(char) ? 0.5 : -2;
    }
  }
  return score;
}
