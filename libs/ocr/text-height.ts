import type { InkMap } from './ink.js';

const BANDS = 8;

/**
 * The usual height of a line's ink, from the top of its high letters to the foot of its low ones, in pixels of the
 * map; null where there are too few lines. Looked at in narrow bands, so that columns do not fill each other's gaps.
 */
export function typicalTextHeight({ data, width, height }: InkMap): number | null {
  const heights: number[] = [];
  const bandWidth = Math.floor(width / BANDS);
  for (let band = 0; band < BANDS; band++) {
    let run = 0;
    for (let y = 0; y < height; y++) {
      let ink = 0;
      for (let x = band * bandWidth; x < (band + 1) * bandWidth; x++) ink += data[y * width + x]!;
      if (ink > 1) run += 1;
      else {
        // Rules are thinner than text, pictures are higher.
        if (run >= 4 && run < height / 12) heights.push(run);
        run = 0;
      }
    }
  }
  if (heights.length < 6) return null;
  heights.sort((a, b) => a - b);
  return heights[heights.length >> 1] ?? null;
}
