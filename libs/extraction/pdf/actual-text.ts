import { constants, inflateSync } from 'node:zlib';
import type { PlacedGlyph } from './glyph-runs.js';
import { LOST_GLYPH } from './text-repair.js';

/** Marked content of the kind that Chromium writes around glyphs that have no character of their own. */
export interface MarkedSpan {
  readonly glyphs: PlacedGlyph[];
}

const SPAN = /\/Span\s*<<((?:[^<>]|<[0-9A-Fa-f\s]*>)*)>>\s*BDC/g;
const LARGEST_CONTENT = 20 * 1024 * 1024;

/**
 * Gives glyphs without a character the text that the file states for them (/ActualText). pdf.js does not pass it on, so
 * the content streams are looked through once more, where such glyphs exist, which is rare. A page's stream is known by
 * its number of spans, and by the order of the pages.
 */
export class StatedTexts {
  private streams: (string | null)[][] | null = null;
  private readonly passed: number[] = [];

  constructor(private readonly bytes: Uint8Array) {}

  /** To be called for every page in order. */
  restore(spans: readonly MarkedSpan[]): void {
    if (spans.length === 0) return;
    if (!this.streams && !spans.some((span) => span.glyphs.some(isLost))) {
      this.passed.push(spans.length);
      return;
    }
    if (!this.streams) {
      this.streams = readStatedTexts(this.bytes);
      for (const count of this.passed) this.take(count);
    }
    const texts = this.take(spans.length);
    spans.forEach((span, i) => {
      const text = texts?.[i];
      if (text) fill(span, text);
    });
  }

  private take(count: number): (string | null)[] | undefined {
    const at = this.streams?.findIndex((texts) => texts.length === count) ?? -1;
    return at < 0 ? undefined : this.streams?.splice(at, 1)[0];
  }
}

const isLost = (glyph: PlacedGlyph): boolean => glyph.text === LOST_GLYPH;

function fill(span: MarkedSpan, text: string): void {
  if (!span.glyphs.every(isLost)) return;
  span.glyphs.forEach((glyph, i) => {
    glyph.text = i === 0 ? text : '';
    glyph.unmapped = false;
  });
}

/** For each content stream with spans: what they state, null for those that state nothing. */
function readStatedTexts(bytes: Uint8Array): (string | null)[][] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: (string | null)[][] = [];
  let at = buffer.indexOf('stream');
  while (at >= 0) {
    const isEnd = buffer.toString('latin1', Math.max(0, at - 3), at) === 'end';
    const start = at + 6 + (buffer[at + 6] === 0x0d ? 2 : 1);
    at = buffer.indexOf('stream', at + 6);
    if (isEnd) continue;
    const content = unpack(buffer.subarray(start, at < 0 ? buffer.length : at));
    if (!content.includes('/ActualText')) continue;
    const spans = [...content.matchAll(SPAN)].filter(([, entries]) => !entries?.includes('/MCID'));
    if (spans.length > 0) found.push(spans.map(([, entries]) => statedText(entries ?? '')));
  }
  return found;
}

function unpack(data: Buffer): string {
  try {
    return inflateSync(data, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: LARGEST_CONTENT }).toString(
      'latin1',
    );
  } catch {
    return data.length < LARGEST_CONTENT ? data.toString('latin1') : '';
  }
}

function statedText(entries: string): string | null {
  const hex = /\/ActualText\s*<([0-9A-Fa-f\s]*)>/.exec(entries)?.[1]?.replace(/\s/g, '');
  if (hex?.toUpperCase().startsWith('FEFF'))
    return Buffer.from(hex.slice(4), 'hex').swap16().toString('utf16le').normalize('NFC');
  if (hex) return Buffer.from(hex, 'hex').toString('latin1');
  return /\/ActualText\s*\(([^()\\]*)\)/.exec(entries)?.[1] ?? null;
}
