import { bandOf, type GreyPicture } from './grey-picture.js';

// Taken once: where modules run in a context of their own, as under jest, each look at a global costs more than the sum.
const { abs, max, round } = Math;

const EDGE = 60;

/** The band of a page with the most outlines of letters, `share` of its height: enough to judge the whole by. */
export function densestStrip(picture: GreyPicture, share: number): GreyPicture {
  const { data, width, height } = picture;
  const bandHeight = max(1, round(height * share));
  const edges = new Float64Array(height + 1);
  for (let y = 0; y < height; y++) {
    let count = 0;
    for (let x = 2; x < width; x += 2) {
      if (abs(data[y * width + x]! - data[y * width + x - 2]!) > EDGE) count += 1;
    }
    edges[y + 1] = edges[y]! + count;
  }
  let top = 0;
  for (let y = 0; y + bandHeight <= height; y += 8) {
    if (edges[y + bandHeight]! - edges[y]! > edges[top + bandHeight]! - edges[top]!) top = y;
  }
  return bandOf(picture, top, bandHeight);
}
