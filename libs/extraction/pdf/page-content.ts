import type { BBox } from '@vitamill/domain';
import type { MarkedSpan } from './actual-text.js';
import type { GlyphRun } from './glyph-runs.js';

/** Something painted: what text may stand on. `color` null: a picture, gradient or pattern. */
export interface Painted {
  readonly bbox: BBox;
  readonly color: string | null;
  readonly kind: 'fill' | 'stroke' | 'picture';
  /** An upright rectangle or a straight line, and not just any outline. */
  readonly plain: boolean;
  readonly rounded: boolean;
}

/** What one page draws, in the order in which it draws it. */
export interface PageContent {
  readonly width: number;
  readonly height: number;
  readonly runs: readonly GlyphRun[];
  readonly painted: readonly Painted[];
  /** Sum of the areas of pictures over the area of the page. */
  readonly pictureShare: number;
  /** Outlines with curves: letters drawn as paths, logos. */
  readonly outlines: number;
  readonly operators: number;
  /** Marked content that may state the text of its glyphs. */
  readonly spans: readonly MarkedSpan[];
}
