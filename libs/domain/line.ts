import type { HiddenReason, IconHint, TextStyle } from './document.js';
import type { OcrRepair } from './evidence.js';
import type { BBox } from './geometry.js';

/** A piece of a line set apart from its neighbours by white space, a tab or a table cell. */
export interface LineSegment {
  readonly text: string;
  readonly bbox: BBox | null;
  readonly style: TextStyle;
  readonly links: readonly { readonly text: string; readonly href: string }[];
  readonly icon: IconHint | null;
  /** Character ranges of `text` in bold or italic, where the style changes inside the segment. */
  readonly spans: readonly {
    readonly start: number;
    readonly end: number;
    readonly bold: boolean;
    readonly italic: boolean;
  }[];
}

/** One line in reading order. Lines of one region follow each other. */
export interface Line {
  /** Position in the document's reading order, from 0. */
  readonly index: number;
  /** From 1. */
  readonly page: number;
  /** Null in formats without pages. */
  readonly bbox: BBox | null;
  /** The segments joined by two blanks, the bullet removed. */
  readonly text: string;
  readonly segments: readonly LineSegment[];
  /** The style of most of its characters. */
  readonly style: TextStyle;
  /** Number of the region (column, sidebar, header band, table cell) that the line stands in. */
  readonly region: number;
  readonly regionKind: 'main' | 'sidebar' | 'band' | 'cell' | 'page-header' | 'page-footer';
  /** Distance from the left edge of the region, in units of the body font size. */
  readonly indent: number;
  /** White space above, in units of the body font's usual line distance beyond the usual one; 0 within a paragraph. */
  readonly gapBefore: number;
  /** The bullet glyph or list number that was taken off the text; null where there was none. */
  readonly bullet: string | null;
  /** 1..6 where the format itself says that the line is a heading. */
  readonly headingLevel: number | null;
  /** A rule or bar is drawn right below, above or behind the line. */
  readonly ruled: boolean;
  /** The line goes on with the sentence of the line before it: it was wrapped there. */
  readonly continues: boolean;
  readonly ocrConfidence: number | null;
  /** Indexes of the wrapped lines that were joined to this one. */
  readonly joined?: readonly number[];
  /** Words of the line that were mended after OCR. */
  readonly ocrRepairs?: readonly OcrRepair[];
}

/** Text that was kept out of the lines because no reader can see it. */
export interface HiddenText {
  readonly page: number;
  readonly bbox: BBox | null;
  readonly text: string;
  readonly reason: HiddenReason;
}

export interface LaidOutDocument {
  readonly lines: readonly Line[];
  /** Sizes of the pages in points, by number from 1; empty for formats without pages. */
  readonly pageSizes: readonly { readonly width: number; readonly height: number }[];
  readonly hidden: readonly HiddenText[];
  /** The font size that most text has. */
  readonly bodyFontSize: number;
}
