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
    const copy = new GraphicsState(this.ctm);
    copy.fill = this.fill;
    copy.stroke = this.stroke;
    copy.fillAlpha = this.fillAlpha;
    copy.strokeAlpha = this.strokeAlpha;
    copy.lineWidth = this.lineWidth;
    copy.clip = this.clip;
    copy.font = this.font;
    copy.fontSize = this.fontSize;
    copy.charSpacing = this.charSpacing;
    copy.wordSpacing = this.wordSpacing;
    copy.horizontalScale = this.horizontalScale;
    copy.leading = this.leading;
    copy.rise = this.rise;
    copy.renderMode = this.renderMode;
    return copy;
  }
}
