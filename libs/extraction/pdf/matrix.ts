import type { BBox } from '@vitamill/domain';

/** a, b, c, d, e, f as in PDF: x' = a x + c y + e, y' = b x + d y + f. */
export type Matrix = readonly [number, number, number, number, number, number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`. */
export function multiply(outer: Matrix, inner: ArrayLike<number>): Matrix {
  // by index: taking an array apart runs an iterator, and this runs once or twice for every text and shape
  const a = outer[0];
  const b = outer[1];
  const c = outer[2];
  const d = outer[3];
  const e = outer[4];
  const f = outer[5];
  const ia = inner[0] as number;
  const ib = inner[1] as number;
  const ic = inner[2] as number;
  const id = inner[3] as number;
  const ie = inner[4] as number;
  const jf = inner[5] as number;
  return [a * ia + c * ib, b * ia + d * ib, a * ic + c * id, b * ic + d * id, a * ie + c * jf + e, b * ie + d * jf + f];
}

/** A step by x, y in the space of `m`. */
export function translate(m: Matrix, x: number, y: number): Matrix {
  return [m[0], m[1], m[2], m[3], m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]];
}

/** The upright box around the box x0, y0, x1, y1 after the transform. */
export function transformBox(
  m: Matrix,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
): [number, number, number, number] {
  const xa = m[0] * x0 + m[2] * y0;
  const xb = m[0] * x1 + m[2] * y0;
  const xc = m[0] * x0 + m[2] * y1;
  const xd = m[0] * x1 + m[2] * y1;
  const ya = m[1] * x0 + m[3] * y0;
  const yb = m[1] * x1 + m[3] * y0;
  const yc = m[1] * x0 + m[3] * y1;
  const yd = m[1] * x1 + m[3] * y1;
  return [
    Math.min(xa, xb, xc, xd) + m[4],
    Math.min(ya, yb, yc, yd) + m[5],
    Math.max(xa, xb, xc, xd) + m[4],
    Math.max(ya, yb, yc, yd) + m[5],
  ];
}

/** How much larger areas get, as a length. */
export const scaleOf = (m: Matrix): number => Math.sqrt(Math.abs(m[0] * m[3] - m[1] * m[2]));

/** The part that both boxes share; null where they are apart. */
export function intersect(a: BBox, b: BBox): BBox | null {
  const box: BBox = [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
  return box[2] >= box[0] && box[3] >= box[1] ? box : null;
}
