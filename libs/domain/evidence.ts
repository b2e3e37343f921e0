import type { BBox } from './geometry.js';

/** A word that was mended after OCR: as it was read, and as it was taken. */
export interface OcrRepair {
  readonly read: string;
  readonly as: string;
}

/** Where a value stands in the document. `bbox` in page points; null where the format has no pages. */
export interface Evidence {
  readonly page: number;
  readonly bbox: BBox | null;
  readonly text: string;
  /** Indices of the lines that the value accounts for. */
  readonly lines: readonly number[];
  /** Words in these lines that were mended after OCR; missing where there are none. */
  readonly repairs?: readonly OcrRepair[];
}

/** A value with the proof of where it comes from. */
export interface Extracted<T> {
  readonly value: T;
  /** As printed. */
  readonly raw: string;
  /** 0..1 */
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  /** The named rule that produced it, such as `experience.title.lexicon`. */
  readonly rule: string;
}
