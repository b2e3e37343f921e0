import type { EmbeddedCv } from './embedded-cv.js';
import type { BBox } from './geometry.js';
import type { Issue } from './issue.js';

export type DocumentFormat = 'pdf' | 'docx' | 'doc' | 'odt' | 'rtf' | 'html' | 'markdown' | 'text' | 'data' | 'image';

export interface TextStyle {
  /** Points. */
  readonly fontSize: number;
  readonly bold: boolean;
  readonly italic: boolean;
  /** #rrggbb, null where the format does not say. */
  readonly color: string | null;
}

/** Why a text that the file carries cannot be seen by a reader. It never enters a field. */
export type HiddenReason = 'render-mode' | 'off-page' | 'same-colour' | 'tiny' | 'vanish';

/** What a glyph of an icon font stands for, where that can be told. */
export type IconHint = 'phone' | 'mail' | 'place' | 'link' | 'other';

/** A piece of text as the page draws it: a word or a run of words in one style on one base line. */
export interface TextItem {
  readonly text: string;
  readonly bbox: BBox;
  readonly style: TextStyle;
  /** Degrees clockwise that the text is turned against the page as shown; 0 for ordinary text. */
  readonly rotation: number;
  /** Target of a link annotation or anchor that covers the text. */
  readonly href: string | null;
  readonly hidden: HiddenReason | null;
  /** Set where the item was a glyph of an icon font; `text` is then empty. */
  readonly icon: IconHint | null;
  /** 0..1 where OCR read it, else null. */
  readonly ocrConfidence: number | null;
  /** What OCR had read, where it was mended by the grammar of addresses, dates and numbers. */
  readonly ocrRead?: string;
}

/** A drawn line or filled rectangle: rules below headings, bars behind them, borders of tables, sidebars. */
export interface Shape {
  readonly kind: 'rule' | 'box';
  readonly bbox: BBox;
  readonly color: string | null;
}

export interface Page {
  /** From 1. */
  readonly number: number;
  /** Points, as shown. */
  readonly width: number;
  readonly height: number;
  readonly items: readonly TextItem[];
  readonly shapes: readonly Shape[];
  /**
   * Set where the page's own text cannot be used and a picture of it must be read; `unlikely-text-layer`: the text is like
   * no known language, and stays where the picture shows the same words.
   */
  readonly needsOcr: 'no-text' | 'unmapped-fonts' | 'broken-text-layer' | 'unlikely-text-layer' | null;
  /**
   * How the picture of the page was turned to be read, clockwise: quarter turns first, then degrees about the centre.
   * The page's size and boxes are those of the turned page. Missing where it stood upright.
   */
  readonly turned?: { readonly quarterTurns: 0 | 1 | 2 | 3; readonly degrees: number };
  /**
   * Corners of the sheet that was cut out of a photo and freed from its perspective, clockwise from the top left, in shares
   * of the photo's size. The page's size and boxes are those of the sheet. Missing where the picture is the page.
   */
  readonly sheet?: readonly (readonly [x: number, y: number])[];
}

/** A run of text in one style inside a paragraph. `\t` and `\n` stand for tabs and line breaks. */
export interface TextRun {
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
  /** Points; null where unknown. */
  readonly fontSize: number | null;
  readonly color: string | null;
  readonly href: string | null;
  readonly hidden: HiddenReason | null;
}

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly runs: readonly TextRun[];
  /** 1..6 from a heading style or h1..h6 (title = 1); null for ordinary text. */
  readonly headingLevel: number | null;
  /** Depth (from 0) and whether the list is numbered; null outside of lists. */
  readonly list: { readonly level: number; readonly ordered: boolean } | null;
  /** Points from the left edge of its container. */
  readonly indent: number;
  readonly align: 'left' | 'center' | 'right' | 'justify' | null;
  /** A rule or shade belongs to the paragraph: a mark of headings. */
  readonly bordered: boolean;
}

export interface TableCell {
  readonly blocks: readonly Block[];
  /** Grid columns covered. */
  readonly span: number;
}

export interface Table {
  readonly kind: 'table';
  readonly rows: readonly { readonly cells: readonly TableCell[] }[];
}

/** Text that stands apart from the flow: a text box, a page header, a column of a section. */
export interface Frame {
  readonly kind: 'frame';
  readonly role: 'textbox' | 'page-header' | 'page-footer' | 'column';
  readonly blocks: readonly Block[];
}

export type Block = Paragraph | Table | Frame;

/** Data that the document carries about itself in a machine's form (Europass XML, JSON Resume), trusted above its text. */
export interface EmbeddedData {
  readonly kind: 'europass-xml' | 'europass-json' | 'json-resume' | 'json-ld' | 'hresume';
  readonly name: string;
  readonly content: string;
  /** What it says, where its form is one that is read; null where it could not be read. */
  readonly cv?: EmbeddedCv | null;
  /** The data are the file itself: nothing else could tell that they are of somebody else. */
  readonly isWholeFile?: boolean;
}

interface ExtractedBase {
  readonly format: DocumentFormat;
  /** From document properties; hints only. */
  readonly metadata: {
    readonly title: string | null;
    readonly author: string | null;
    /** ISO 8601 date. */
    readonly modified: string | null;
    readonly language: string | null;
  };
  readonly embedded: readonly EmbeddedData[];
  readonly issues: readonly Issue[];
}

/** Formats with fixed positions: PDF and, after OCR, pictures. */
export interface PagedDocument extends ExtractedBase {
  readonly kind: 'paged';
  readonly pages: readonly Page[];
}

/** Formats whose pages are made only when shown: DOCX, ODT, RTF, HTML, Markdown, text, data. */
export interface FlowDocument extends ExtractedBase {
  readonly kind: 'flow';
  readonly blocks: readonly Block[];
}

export type ExtractedDocument = PagedDocument | FlowDocument;
