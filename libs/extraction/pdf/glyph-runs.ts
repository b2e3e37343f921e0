import type { IconHint } from '@vitamill/domain';
import { composeAccent, isBlank } from './text-repair.js';

/** One character where it is drawn. `u` runs along the base line, `v` down from it, both in page points. */
export interface PlacedGlyph {
  text: string;
  u0: number;
  u1: number;
  v: number;
  /** Where the next glyph is due: `u1` plus the letter spacing that is set. */
  next: number;
  unmapped: boolean;
  /** Number of shapes drawn before: what is behind the glyph. */
  readonly depth: number;
}

/** What glyphs of one run share. */
export interface RunStyle {
  readonly size: number;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly color: string | null;
  readonly invisible: boolean;
  /** Unit vector of the base line. */
  readonly dx: number;
  readonly dy: number;
  readonly pictogram: boolean;
}

export interface GlyphRun {
  readonly style: RunStyle;
  readonly icon: IconHint | null;
  readonly glyphs: PlacedGlyph[];
  v: number;
  /** Visible part of the page while it was drawn; null: all of it. */
  readonly clip: readonly [number, number, number, number] | null;
  bold: boolean;
}

/** A gap wider than this many em ends a run: it is white space between columns, not between words. */
const WIDEST_GAP = 2.5;
const FURTHEST_BACK = -0.45;

/** Gathers glyphs, in the order in which the page draws them, into runs of one style on one base line. */
export class GlyphRunCollector {
  readonly runs: GlyphRun[] = [];

  addIcon(style: RunStyle, hint: IconHint, glyph: PlacedGlyph, clip: GlyphRun['clip']): void {
    this.runs.push({ style, icon: hint, glyphs: [glyph], v: glyph.v, clip, bold: false });
  }

  add(style: RunStyle, glyph: PlacedGlyph, clip: GlyphRun['clip']): void {
    const last = this.runs.at(-1);
    if (last && !last.icon && sameDirection(last.style, style)) {
      if (isDrawnTwice(last, glyph, style.size)) {
        if (Math.abs((last.glyphs.at(-1) as PlacedGlyph).u0 - glyph.u0) > 0.05) last.bold = true;
        return;
      }
      if (this.joinAccent(last, glyph, style)) return;
    }
    const run = this.runs.at(-1);
    if (run && continues(run, style, glyph)) {
      run.glyphs.push(glyph);
      return;
    }
    if (isBlank(glyph.text)) {
      // A blank in another style must not cut a word from the next.
      const end = run?.glyphs.at(-1);
      if (
        run &&
        end &&
        !run.icon &&
        Math.abs(run.v - glyph.v) < style.size * 0.1 &&
        Math.abs(glyph.u0 - end.next) < style.size * 0.3
      ) {
        run.glyphs.push(glyph);
      }
      return;
    }
    this.runs.push({ style, icon: null, glyphs: [glyph], v: glyph.v, clip, bold: style.bold });
  }

  /** TeX draws "é" as an acute and then, one step back, an "e", or the other way round. */
  private joinAccent(run: GlyphRun, glyph: PlacedGlyph, style: RunStyle): boolean {
    const previous = run.glyphs.at(-1);
    if (!previous || Math.abs(previous.v - glyph.v) > style.size * 0.6) return false;
    const overlap = Math.min(previous.u1, glyph.u1) - Math.max(previous.u0, glyph.u0);
    if (overlap < 0.5 * Math.min(previous.u1 - previous.u0, glyph.u1 - glyph.u0)) return false;
    const accentFirst = composeAccent(glyph.text, previous.text);
    if (accentFirst) {
      run.glyphs.pop();
      const composed = { ...glyph, text: accentFirst };
      if (run.glyphs.length === 0) {
        this.runs.pop();
        const before = this.runs.at(-1);
        if (before && continues(before, style, composed)) before.glyphs.push(composed);
        else this.runs.push({ ...run, style, bold: style.bold, glyphs: [composed], v: glyph.v });
      } else if (continues(run, style, composed)) run.glyphs.push(composed);
      else this.runs.push({ ...run, style, bold: style.bold, glyphs: [composed], v: glyph.v });
      return true;
    }
    const letterFirst = composeAccent(previous.text, glyph.text);
    if (!letterFirst) return false;
    previous.text = letterFirst;
    previous.next = Math.max(previous.next, glyph.next);
    return true;
  }
}

function sameDirection(a: RunStyle, b: RunStyle): boolean {
  return Math.abs(a.dx - b.dx) < 0.01 && Math.abs(a.dy - b.dy) < 0.01;
}

function continues(run: GlyphRun, style: RunStyle, glyph: PlacedGlyph): boolean {
  const own = run.style;
  if (
    run.icon ||
    own.bold !== style.bold ||
    own.italic !== style.italic ||
    own.invisible !== style.invisible ||
    own.color !== style.color ||
    Math.abs(own.size - style.size) > 0.03 * own.size ||
    !sameDirection(own, style)
  )
    return false;
  const last = run.glyphs.at(-1);
  if (!last) return Math.abs(run.v - glyph.v) < 0.08 * own.size;
  const gap = (glyph.u0 - last.next) / own.size;
  return Math.abs(run.v - glyph.v) < 0.08 * own.size && gap > FURTHEST_BACK && gap < WIDEST_GAP;
}

function isDrawnTwice(run: GlyphRun, glyph: PlacedGlyph, size: number): boolean {
  const last = run.glyphs.at(-1);
  if (!last || last.text !== glyph.text || isBlank(glyph.text)) return false;
  return (
    Math.abs(last.u0 - glyph.u0) < 0.1 * size &&
    Math.abs(last.v - glyph.v) < 0.1 * size &&
    last.u1 - last.u0 > 0.15 * size
  );
}
