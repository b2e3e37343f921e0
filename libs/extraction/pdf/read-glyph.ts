import { hintOfCharacter, isPrivateUse, readPictogram } from './icon-fonts.js';
import type { GlyphReading, PdfFont } from './pdf-font.js';
import { LOST_GLYPH, readGlyphText } from './text-repair.js';

/** Glyph of pdf.js. */
export interface Glyph {
  readonly originalCharCode: number;
  readonly unicode: string;
  readonly width: number;
  readonly isSpace: boolean;
  readonly vmetric?: ArrayLike<number> | null;
}

/** What a glyph says: characters, a pictogram, or nothing that can be told. */
export function readGlyph(glyph: Glyph, font: PdfFont): GlyphReading {
  // pdf.js makes one object for a glyph of a font, and a page draws it over and over
  const known = font.readings.get(glyph);
  if (known) return known;
  const reading = readNewGlyph(glyph, font);
  font.readings.set(glyph, reading);
  return reading;
}

function readNewGlyph(glyph: Glyph, font: PdfFont): GlyphReading {
  const code = glyph.unicode.codePointAt(0) ?? 0;
  const name = font.glyphName(glyph.originalCharCode);
  if (font.icon || isPrivateUse(code)) {
    const meaning = readPictogram(glyph.unicode, name, font.name, font.icon);
    if (meaning.kind === 'text') return { text: meaning.text, icon: null, unmapped: font.unmapped };
    if (meaning.kind === 'icon') return { text: '', icon: meaning.hint, unmapped: false };
    return { text: '', icon: 'other', unmapped: true };
  }
  const text = readGlyphText(glyph.unicode, name, font.tex);
  const icon = code > 0x2000 || font.pictograms ? hintOfCharacter(text) : null;
  if (icon) return { text: '', icon, unmapped: false };
  return { text, icon: null, unmapped: font.unmapped || text === LOST_GLYPH || code === 0xfffd };
}
