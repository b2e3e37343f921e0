import type { GreyPicture } from './grey-picture.js';

interface PixelBox {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Mean width of the strokes in a box, in pixels: twice the area of the ink by its outline. 0 where there is none. */
export function strokeWidthIn({ data, width, height }: GreyPicture, box: PixelBox): number {
  const x0 = Math.max(1, Math.floor(box.x0));
  const y0 = Math.max(1, Math.floor(box.y0));
  const x1 = Math.min(width - 1, Math.ceil(box.x1));
  const y1 = Math.min(height - 1, Math.ceil(box.y1));
  let darkest = 255;
  let lightest = 0;
  let sum = 0;
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      const value = data[y * width + x]!;
      if (value < darkest) darkest = value;
      if (value > lightest) lightest = value;
      sum += value;
    }
  }
  if (lightest - darkest < 40) return 0;
  const middle = (darkest + lightest) / 2;
  // White letters on a dark bar: the ink is the rarer side.
  const inverted = sum / Math.max(1, (x1 - x0) * (y1 - y0)) < middle;
  // Grey steps of the outline count by their share, so that the width does not jump with the resolution.
  const inkAt = (at: number): number => {
    const ink = (lightest - data[at]!) / (lightest - darkest);
    return inverted ? 1 - ink : ink;
  };
  let area = 0;
  let outline = 0;
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      const at = y * width + x;
      const ink = inkAt(at);
      area += ink;
      outline += Math.abs(ink - inkAt(at - 1)) + Math.abs(ink - inkAt(at - width));
    }
  }
  // Stepped outlines are longer than smooth ones by 4 / pi on average over all directions.
  return outline > 0 ? (2 * area) / (outline * (Math.PI / 4)) : 0;
}
