import type { BBox } from '@vitamill/domain';
import type { Matrix } from './matrix.js';
import type { PdfFont } from './pdf-font.js';

/** The part of PDF's graphics state that tells where and how text and shapes appear. */
export class GraphicsState {
  fill: string | null = '#000000';
  stroke: string | null = '#000000';
  fillAlpha = 1;
  strokeAlpha = 1;
  lineWidth = 1;
  /** Page points, upright; null: the whole page. */
  clip: BBox | null = null;
  font: PdfFont | null = null;
  fontSize = 0;
  charSpacing = 0;
  wordSpacing = 0;
  horizontalScale = 1;
  leading = 0;
  rise = 0;
  renderMode = 0;

  constructor(public ctm: Matrix) {}

  copy(): GraphicsState {
    return Object.assign(new GraphicsState(this.ctm), this);
  }
}
