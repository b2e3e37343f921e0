import type { GreyPicture } from './grey-picture.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Corners clockwise from the top left. */
export type Quadrilateral = readonly [Point, Point, Point, Point];

const MOST_PIXELS = 24_000_000;

const { floor, max, min } = Math;

/**
 * The map of the unit square onto a quadrilateral that keeps lines straight (P. S. Heckbert, "Fundamentals of Texture
 * Mapping and Image Warping", 1989, section 2.2.3), as the nine numbers of its matrix.
 */
function mapFromSquare([a, b, c, d]: Quadrilateral): readonly number[] {
  const [dx1, dx2, sx] = [b.x - c.x, d.x - c.x, a.x - b.x + c.x - d.x];
  const [dy1, dy2, sy] = [b.y - c.y, d.y - c.y, a.y - b.y + c.y - d.y];
  const whole = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / whole;
  const h = (dx1 * sy - sx * dy1) / whole;
  return [b.x - a.x + g * b.x, d.x - a.x + h * d.x, a.x, b.y - a.y + g * b.y, d.y - a.y + h * d.y, a.y, g, h, 1];
}

/** What the quadrilateral shows as a rectangle, in pixels of about the same size. */
export function straightenPerspective(picture: GreyPicture, corners: Quadrilateral): GreyPicture {
  const [a, b, c, d] = corners;
  const [across, down] = [max(distance(a, b), distance(d, c)), max(distance(a, d), distance(b, c))];
  const scale = min(1, Math.sqrt(MOST_PIXELS / (across * down)));
  const [width, height] = [max(1, Math.round(across * scale)), max(1, Math.round(down * scale))];
  const [m0, m1, m2, m3, m4, m5, m6, m7] = mapFromSquare(corners) as [
    ...[number, number, number, number],
    ...[number, number, number, number],
  ];
  const source = picture.data;
  const [right, bottom] = [picture.width - 1.001, picture.height - 1.001];
  const data = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    const v = (row + 0.5) / height;
    for (let column = 0; column < width; column++) {
      const u = (column + 0.5) / width;
      const w = m6 * u + m7 * v + 1;
      const x = min(right, max(0, (m0 * u + m1 * v + m2) / w - 0.5));
      const y = min(bottom, max(0, (m3 * u + m4 * v + m5) / w - 0.5));
      const [x0, y0] = [floor(x), floor(y)];
      const [fx, fy] = [x - x0, y - y0];
      const at = y0 * picture.width + x0;
      const above = source[at]! + (source[at + 1]! - source[at]!) * fx;
      const below = source[at + picture.width]! + (source[at + picture.width + 1]! - source[at + picture.width]!) * fx;
      data[row * width + column] = above + (below - above) * fy + 0.5;
    }
  }
  return { data, width, height };
}

export const distance = (p: Point, q: Point): number => Math.hypot(p.x - q.x, p.y - q.y);
