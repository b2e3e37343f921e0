import type { BBox, TextItem } from '@vitamill/domain';
import type { GlyphRun, PlacedGlyph } from './glyph-runs.js';
import type { PillFinder } from './pills.js';
import { isBlank, repairText } from './text-repair.js';

/** A glyph range of a run that becomes one item, with its characters and the blanks between them. */
interface Piece {
  readonly glyphs: PlacedGlyph[];
  text: string;
}

/** An item together with what later steps need and the domain does not. */
export interface DraftItem extends TextItem {
  readonly depth: number;
  readonly unmappedGlyphs: number;
  readonly clip: GlyphRun['clip'];
  readonly invisible: boolean;
}

/** Distances in em. */
const WORD_GAP = 0.15;
/** TeX draws no blanks and sets them as narrow as 0.12 em. */
const WORD_GAP_WITHOUT_BLANKS = 0.105;
const LEAST_SHARED_GAP = 0.08;
const COLUMN_GAP = 1.1;
const COLUMN_GAP_WITH_BLANK = 2;

/**
 * Turns runs of glyphs into items.
 *
 * - Text drawn glyph by glyph becomes words: a gap under 0.15 em is none, a wider one is a blank.
 * - The run is cut where white space is wider than a word gap can be, at three or more blanks, and between pills.
 * - Letter-spaced text ("E X P E R I E N C E", by spacing, by position or by typed blanks) becomes the word: a gap that
 *   all letters share is not a blank. Words set so keep one blank between them if a wider gap or more blanks part them.
 * - Boxes reach from 0.8 em above to 0.2 em below the base line, so the base line is bbox y1 - 0.2 * fontSize.
 */
export function itemsFromRun(run: GlyphRun, pills: PillFinder): DraftItem[] {
  if (run.icon) return [draftOf(run, run.glyphs, '')];
  const items: DraftItem[] = [];
  for (const piece of cutRun(run, pills)) {
    const text = repairText(unspaceLetters(piece.text)).replace(/\s+/g, ' ').trim();
    if (text !== '') items.push(draftOf(run, piece.glyphs, text));
  }
  return items;
}

function cutRun(run: GlyphRun, pills: PillFinder): Piece[] {
  const size = run.style.size || 1;
  const shared = sharedGap(run.glyphs, size);
  const wordGap =
    shared +
    (shared > 0
      ? Math.max(0.2, shared * 0.5)
      : run.glyphs.some((glyph) => glyph.text === ' ')
        ? WORD_GAP
        : WORD_GAP_WITHOUT_BLANKS);
  const typed = isTypedLetterByLetter(run.glyphs);
  const columnGap = COLUMN_GAP + shared * 3;
  const columnGapWithBlank = COLUMN_GAP_WITH_BLANK + shared * 4;
  const pieces: Piece[] = [];
  let piece: Piece = { glyphs: [], text: '' };
  let blanks = 0;
  let blankWidth = 0;
  let previous: PlacedGlyph | null = null;
  for (const glyph of run.glyphs) {
    if (isBlank(glyph.text)) {
      if (previous) {
        blanks += glyph.text.length;
        blankWidth = Math.max(blankWidth, glyph.u1 - glyph.u0);
      }
      continue;
    }
    if (previous) {
      const gap = (glyph.u0 - previous.next) / size;
      const cut = blanks >= 3 && !typed ? gap > blanks * 0.15 : blanks > 0 ? gap > columnGapWithBlank : gap > columnGap;
      if (
        (cut && !(blanks >= 3 && shared > 0 && gap <= columnGapWithBlank)) ||
        (gap > 0.3 && pills.part(run, previous, glyph))
      ) {
        pieces.push(piece);
        piece = { glyphs: [], text: '' };
      } else if (blanks > 0) {
        // A blank that is taken back by a negative step is only how some writers kern.
        if (gap > 0.05 || blankWidth / size < 0.05) piece.text += ' '.repeat(shared > 0 ? 1 : Math.min(blanks, 3));
      } else if (gap > wordGap && !isClosing(glyph.text, gap, shared)) piece.text += ' ';
    }
    piece.glyphs.push(glyph);
    piece.text += glyph.text;
    previous = glyph;
    blanks = 0;
    blankWidth = 0;
  }
  if (piece.glyphs.length > 0) pieces.push(piece);
  return pieces;
}

/** "W O R K   H I S T O R Y": blanks between all letters. */
function isTypedLetterByLetter(glyphs: readonly PlacedGlyph[]): boolean {
  let letters = 0;
  let longer = 0;
  let length = 0;
  for (const { text } of glyphs) {
    if (isBlank(text)) {
      if (length === 1) letters++;
      if (length > 1) longer++;
      length = 0;
    } else length++;
  }
  return letters >= 4 && longer === 0;
}

/** A comma or stop after a slanted or wide letter may stand off a little. */
const isClosing = (text: string, gap: number, shared: number): boolean =>
  gap < 0.22 + shared && /^[.,;:!?)\]]$/.test(text);

/** The gap in em that all neighbouring letters share, 0 where letters stand as usual. */
function sharedGap(glyphs: readonly PlacedGlyph[], size: number): number {
  const all = new Float64Array(glyphs.length);
  let count = 0;
  let narrow = 0;
  let previous: PlacedGlyph | null = null;
  for (const glyph of glyphs) {
    const blank = isBlank(glyph.text);
    if (previous && !blank) {
      const gap = (glyph.u0 - previous.next) / size;
      if (gap < LEAST_SHARED_GAP) narrow++;
      all[count++] = gap;
    }
    previous = blank ? null : glyph;
  }
  // nearly always letters stand as usual: then nothing needs to be put in order
  if (count < 3 || narrow > count >> 1) return 0;
  const gaps = all.subarray(0, count).sort();
  const median = gaps[gaps.length >> 1] as number;
  if (median < LEAST_SHARED_GAP) return 0;
  const lower = gaps[Math.floor(gaps.length * 0.1)] as number;
  return lower > median * 0.5 ? median : 0;
}

/** "W O R K   H I S T O R Y", typed so, is "WORK HISTORY". */
function unspaceLetters(text: string): string {
  if (!/^\s*\S( +\S)+\s*$/.test(text)) return text;
  const letters = text.replace(/[^\p{L}\p{N}&]/gu, '');
  if (letters.length < 5 || !/^[\p{L}\s&]+$/u.test(text)) return text;
  return text
    .trim()
    .split(/ {2,}/)
    .map((word) => word.replaceAll(' ', ''))
    .join(' ');
}

function draftOf(run: GlyphRun, glyphs: readonly PlacedGlyph[], text: string): DraftItem {
  const { style } = run;
  const first = glyphs[0] as PlacedGlyph;
  const last = glyphs[glyphs.length - 1] as PlacedGlyph;
  return {
    text,
    bbox: boxOf(style.dx, style.dy, Math.min(first.u0, last.u0), Math.max(last.u1, first.u1), run.v, style.size),
    style: { fontSize: round(style.size), bold: run.bold || style.bold, italic: style.italic, color: style.color },
    rotation: rotationOf(style.dx, style.dy),
    href: null,
    hidden: null,
    icon: run.icon,
    ocrConfidence: null,
    depth: first.depth,
    unmappedGlyphs: countUnmapped(glyphs),
    clip: run.clip,
    invisible: style.invisible,
  };
}

function countUnmapped(glyphs: readonly PlacedGlyph[]): number {
  let count = 0;
  for (const glyph of glyphs) if (glyph.unmapped) count++;
  return count;
}

function boxOf(dx: number, dy: number, u0: number, u1: number, v: number, size: number): BBox {
  const top = v - 0.8 * size;
  const bottom = v + 0.2 * size;
  if (dy === 0 && dx === 1) return [round(u0), round(top), round(u1), round(bottom)];
  const corners = [
    [u0, top],
    [u1, top],
    [u0, bottom],
    [u1, bottom],
  ].map(([u, w]) => [(u as number) * dx - (w as number) * dy, (u as number) * dy + (w as number) * dx] as const);
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return [round(Math.min(...xs)), round(Math.min(...ys)), round(Math.max(...xs)), round(Math.max(...ys))];
}

/** Degrees clockwise, 0 for anything that leans less than half a degree. */
function rotationOf(dx: number, dy: number): number {
  if (dy === 0 && dx > 0) return 0;
  const degrees = (Math.atan2(dy, dx) * 180) / Math.PI;
  if (Math.abs(degrees) < 0.5) return 0;
  return Math.round((degrees + 360) % 360);
}

const round = (value: number): number => Math.round(value * 100) / 100;
