import type { BBox } from './geometry.js';

/** Where a value stands in the document. `bbox` in page points; null where the format has no pages. */
export interface Evidence {
  readonly page: number;
  readonly bbox: BBox | null;
  readonly text: string;
  /** Indices of the lines that the value accounts for. */
  readonly lines: readonly number[];
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
