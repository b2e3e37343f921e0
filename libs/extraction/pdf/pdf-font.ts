import type { IconHint } from '@vitamill/domain';
import { isIconFont, isPictogramFont } from './icon-fonts.js';

/** What pdf.js tells about a font once it is loaded (FontFaceObject with fontExtraProperties). */
export interface LoadedFont {
  readonly name?: string;
  readonly bbox?: ArrayLike<number>;
  readonly fontMatrix?: ArrayLike<number>;
  readonly isType3Font?: boolean;
  readonly vertical?: boolean;
  readonly composite?: boolean;
  readonly data?: Uint8Array;
  readonly differences?: readonly (string | undefined)[];
  /** IdentityToUnicodeMap has firstChar and lastChar: no mapping was found, codes pass as characters. */
  readonly toUnicode?: { readonly firstChar?: number; readonly lastChar?: number };
  readonly defaultEncoding?: readonly (string | undefined)[];
}

/** What a glyph says. */
export interface GlyphReading {
  readonly text: string;
  /** Set for pictograms; the text is then empty. */
  readonly icon: IconHint | null;
  /** Nothing tells which character it is. */
  readonly unmapped: boolean;
}

export interface PdfFont {
  readonly name: string;
  readonly bold: boolean;
  readonly italic: boolean;
  /** A glyph is a pictogram, whatever character it is said to be. */
  readonly icon: boolean;
  /** Wingdings and the like: bullets and pictograms. */
  readonly pictograms: boolean;
  /** TeX's own encodings: control codes are ligatures. */
  readonly tex: boolean;
  /** The file does not say which characters the glyphs are. */
  readonly unmapped: boolean;
  readonly vertical: boolean;
  /** Glyph space to text space. */
  readonly scale: number;
  /** Multiplies the nominal size to what a reader would call the size; only Type3 fonts need it. */
  readonly sizeFactor: number;
  /** By character code; null where the encoding has no name. */
  readonly glyphName: (code: number) => string | null;
  /** What its glyphs say, by the object that pdf.js has for each. */
  readonly readings: Map<object, GlyphReading>;
}

const BOLD_NAME =
  /bold|black|heavy|semibold|demi(?!lune)|extrabold|(?:^|[-_ ,])(?:bd|semi|sembd|blk|hv|dm)(?:$|[-_ ,])|medium|(?:-|_)[6-9]00/i;
const NOT_BOLD_NAME = /light|thin|(?:book|regular|roman)$/i;
const ITALIC_NAME = /italic|oblique|slanted|kursiv|(?:^|[-_ ,])(?:ita|it|obl)(?:$|[-_ ,0-9])/i;
/** SourceSansPro-BoldIt, HelveticaNeueLTStd-BdObl. */
const ITALIC_ENDING = /[a-z](?:It|Ital|Obl)$/;
/** Computer Modern, Latin Modern, CM-Super, EC, Bera, URW and PostScript names by their conventions. */
const TEX_BOLD =
  /^(?:CMBX|CMB\d|CMSSBX|CMSSDC|CMBSY|CMMIB|LMB|LMBX|LMSSBX|LMSSDC|LMRoman.*Bold|SFBX|SFSX|SFRB|SFXC|ECBX|ECSX|ECXC|TCBX|LCMSSB|.*Demi|.*-SB$|.*-Bd)/i;
const TEX_ITALIC =
  /^(?:CMTI|CMSL|CMBXTI|CMBXSL|CMSSI|CMITT|CMMI|CMU|LMTI|LMSL|LMBXI|LMBXO|LMRomanSlant|LMSSO|LMSansO|SFTI|SFSL|SFSI|SFBI|SFBL|ECTI|ECSL|ECBI|ECSI|TCTI)/i;
const TEX_FONT = /^(?:CM|LM|SF|EC|TC|AE|MSAM|MSBM)[A-Z]{1,5}\d{1,4}$|^LM(?:Roman|Sans|Mono)/;

/** Weight, slope and kind of a font from its name, its own header and its encoding. */
export function describeFont(font: LoadedFont): PdfFont {
  const name = (font.name ?? '').replace(/^[A-Z]{6}\+/, '');
  const style = macStyle(font.data);
  const namedBold = BOLD_NAME.test(name) || TEX_BOLD.test(name);
  // Some writers set the bold bit on every font of a family.
  const namedRegular = !namedBold && NOT_BOLD_NAME.test(name);
  const namedItalic = ITALIC_NAME.test(name) || ITALIC_ENDING.test(name) || TEX_ITALIC.test(name);
  const sizeMatrix = font.fontMatrix ? Math.abs(font.fontMatrix[0] as number) : 0.001;
  return {
    name,
    bold: namedBold || (!namedRegular && style.bold),
    // TeX's math fonts slope, but stand for bullets and signs.
    italic: (namedItalic || (!/regular$/i.test(name) && style.italic)) && !/^CMMI|Math/.test(name),
    icon: isIconFont(name),
    pictograms: isPictogramFont(name),
    tex: TEX_FONT.test(name),
    unmapped: font.composite === true && font.toUnicode?.lastChar !== undefined,
    vertical: font.vertical === true,
    scale: sizeMatrix || 0.001,
    sizeFactor: font.isType3Font ? type3Size(font, sizeMatrix) : 1,
    glyphName: (code) => font.differences?.[code] ?? font.defaultEncoding?.[code] ?? null,
    readings: new Map(),
  };
}

/** Bits of the `head` table: what the font says of itself where its name says nothing. */
function macStyle(data: Uint8Array | undefined): { bold: boolean; italic: boolean } {
  const none = { bold: false, italic: false };
  if (!data || data.length < 64) return none;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const tables = view.getUint16(4);
  if (tables > 64) return none;
  for (let i = 0; i < tables; i++) {
    const entry = 12 + i * 16;
    if (entry + 16 > data.length) return none;
    // 'head'
    if (view.getUint32(entry) !== 0x68656164) continue;
    const offset = view.getUint32(entry + 8);
    if (offset + 46 > data.length) return none;
    const bits = view.getUint16(offset + 44);
    return { bold: (bits & 1) !== 0, italic: (bits & 2) !== 0 };
  }
  return none;
}

function type3Size(font: LoadedFont, matrix: number): number {
  const usual = matrix * 1000;
  if (usual > 0.3 && usual < 3) return usual;
  const box = font.bbox;
  const height = box ? Math.abs((box[3] as number) - (box[1] as number)) * matrix : 0;
  // Bitmap fonts of TeX: the box of all glyphs is a little higher than the size.
  return height > 0 ? height / 1.1 : usual;
}
