import { codePoint } from 'dingbat-to-unicode';

/** Code points of icon fonts (Font Awesome and its kin) in the private use area that mark contact data. */
const ICONS: Readonly<Record<number, string>> = {
  61589: '☎', // f095 phone
  61643: '📱', // f0cb
  61707: '📱', // f10b mobile
  62413: '📱', // f3cd
  61664: '✉', // f0e0 envelope
  61443: '✉', // f003 envelope-o
  62134: '✉', // f2b6
  61505: '📍', // f041 map-marker
  62405: '📍', // f3c5 map-marker-alt
  61461: '🏠', // f015 home
};

const SYMBOL_FONT = /wingdings|webdings|symbol|zapf|dingbats/i;

/** The sign that a glyph of a symbol font shows: a bullet, a telephone, an arrow; '' where it cannot be told. */
export function symbolText(font: string, code: number): string {
  const low = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code;
  const scalar = codePoint(symbolFontName(font), low);
  if (scalar) return scalar.codePoint >= 0xe000 && scalar.codePoint <= 0xf8ff ? '' : scalar.string;
  return ICONS[code] ?? '';
}

/** Replaces glyphs of the private use area: known icons by the sign they show, the rest by nothing. */
export function replacePrivateGlyphs(text: string, font: string | null): string {
  return text.replace(/[\ue000-\uf8ff]/g, (char) => {
    const code = char.charCodeAt(0);
    return (
      ICONS[code] ??
      (code >= 0xf000 && code <= 0xf0ff ? symbolText(font && SYMBOL_FONT.test(font) ? font : 'Wingdings', code) : '')
    );
  });
}

function symbolFontName(font: string): string {
  if (/wingdings\s*2/i.test(font)) return 'Wingdings 2';
  if (/wingdings\s*3/i.test(font)) return 'Wingdings 3';
  if (/wingdings/i.test(font)) return 'Wingdings';
  if (/webdings/i.test(font)) return 'Webdings';
  if (/symbol/i.test(font)) return 'Symbol';
  return font;
}
