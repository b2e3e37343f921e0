import type { BBox } from '@vitamill/domain';
import type { StraightPicture } from './straighten.js';

/** Darker than any clean paper. */
const INK = 200;
/** Dark pixels of a row or a column: fewer are specks. */
const LEAST_INK = 3;
/** Pixels of paper that stay around the text: engines need some. */
const KEPT = 24;

/**
 * Without the empty margins: the engine looks for lines over the whole picture, and takes a tenth less time without them.
 * A page whose margins have specks, shadows or edges keeps them.
 */
export function cutMargins({ picture, toPage }: StraightPicture): StraightPicture {
  const { data, width, height } = picture;
  const columns = new Uint32Array(width);
  const rows = new Uint32Array(height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (data[i]! >= INK) continue;
      columns[x]! += 1;
      rows[y]! += 1;
    }
  }
  const hasInk = (count: number): boolean => count >= LEAST_INK;
  const left = Math.max(0, columns.findIndex(hasInk) - KEPT);
  const top = Math.max(0, rows.findIndex(hasInk) - KEPT);
  const right = Math.min(width, columns.findLastIndex(hasInk) + 1 + KEPT);
  const bottom = Math.min(height, rows.findLastIndex(hasInk) + 1 + KEPT);
  const [wide, high] = [right - left, bottom - top];
  if (!columns.some(hasInk) || !rows.some(hasInk) || (wide === width && high === height)) return { picture, toPage };
  const cut = new Uint8Array(wide * high);
  for (let y = 0; y < high; y++) {
    const start = (top + y) * width + left;
    cut.set(data.subarray(start, start + wide), y * wide);
  }
  const toWhole = ([x0, y0, x1, y1]: BBox): BBox => [x0 + left, y0 + top, x1 + left, y1 + top];
  return { picture: { data: cut, width: wide, height: high }, toPage: (box) => toPage(toWhole(box)) };
}
