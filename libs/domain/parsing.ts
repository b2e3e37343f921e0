import type { ExtractedDocument, Page, PagedDocument } from './document.js';
import type { Stage } from './errors.js';
import type { Issue } from './issue.js';
import type { ParsedCv } from './master-record.js';

export interface ParseLimits {
  /** Bytes of the file as sent. */
  readonly maxBytes: number;
  readonly maxPages: number;
  /** Pages that may be read by OCR; the rest is left out with a finding. */
  readonly maxOcrPages: number;
  /** Pixels of one picture before it is decoded. */
  readonly maxPixels: number;
  /** Bytes that archives (DOCX, ODT) may unpack to. */
  readonly maxUnpackedBytes: number;
  /** Milliseconds of OCR work for the whole document (see WorkBudget); then it is completed as partial. */
  readonly maxOcrMilliseconds: number;
  /** Milliseconds of OCR work for one page; then it is left out, and the document is completed as partial. */
  readonly maxOcrPageMilliseconds: number;
}

export const DEFAULT_PARSE_LIMITS: ParseLimits = {
  maxBytes: 10 * 1024 * 1024,
  maxPages: 200,
  maxOcrPages: 30,
  maxPixels: 60_000_000,
  maxUnpackedBytes: 200 * 1024 * 1024,
  maxOcrMilliseconds: 120_000,
  maxOcrPageMilliseconds: 60_000,
};

export interface ParseOptions {
  /** As submitted: en_US, de-DE. */
  readonly locale: string | null;
  /** The day that "present" is resolved against, ISO 8601 date. */
  readonly referenceDate: string;
  readonly assetId: string | null;
  /** The name of the file, a hint for formats without magic bytes (txt, md, html). */
  readonly filename: string | null;
  readonly limits: ParseLimits;
  /** Gives the document's visible text with the record. */
  readonly wantText?: boolean;
}

/** `fraction` 0..1 of the whole parse. */
export type ProgressListener = (progress: { readonly stage: Stage; readonly fraction: number }) => void;

/** Bytes -> document. Throws ParseError. */
export interface Extractor {
  extract(
    bytes: Uint8Array,
    options: { readonly filename: string | null; readonly limits: ParseLimits; readonly signal?: AbortSignal },
  ): Promise<ExtractedDocument>;
}

/** Reads the pages that carry no usable text; gives them back with items. Other pages stay as they are. */
export interface PageReader {
  readPages(
    bytes: Uint8Array,
    document: PagedDocument,
    options: {
      readonly locale: string | null;
      readonly limits: ParseLimits;
      readonly signal?: AbortSignal;
      readonly onPage?: (done: number, total: number) => void;
    },
  ): Promise<{ readonly pages: readonly Page[]; readonly issues: readonly Issue[] }>;
  close(): Promise<void>;
}

/** The whole core behind one call. Throws ParseError. */
export interface CvParser {
  parse(
    bytes: Uint8Array,
    options: ParseOptions,
    hooks?: { readonly onProgress?: ProgressListener; readonly signal?: AbortSignal },
  ): Promise<ParsedCv>;
  close(): Promise<void>;
}
