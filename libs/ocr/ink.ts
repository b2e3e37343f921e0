import { asSharp, toGrey } from './decode-image.js';
import type { GreyPicture } from './grey-picture.js';

// Taken once: where modules run in a context of their own, as under jest, each look at a global costs more than the sum.
const { abs, max, min, round } = Math;

/** The pixels that differ from the paper around them, one byte each: 1 is ink. */
export interface InkMap {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Pixels of the picture that one pixel of the map stands for. */
  readonly scale: number;
}

const LEAST_CONTRAST = 28;
/** Pixels of the half-size copy: wider than a letter, so that most of what is seen through it is paper. */
const PAPER_WINDOW = 11;
/** Pixels of ink in a row or a column, at 1000 along the page, that no letter has: rules, frames, edges of pictures. */
const LONGEST_STROKE = 36;

/**
 * Ink on a small copy. The paper is the median of the surroundings: shadows and the edges of sidebars are no ink then,
 * and white text on dark is. What runs straight for longer than letters do is left out.
 */
export async function mapInk(picture: GreyPicture, longSide: number): Promise<InkMap> {
  const factor = min(1, longSide / max(picture.width, picture.height));
  const width = max(1, round(picture.width * factor));
  const height = max(1, round(picture.height * factor));
  const small = await toGrey(asSharp(picture).resize(width, height, { fit: 'fill', kernel: 'linear' }));
  const half = await toGrey(
    asSharp(small).resize(max(1, width >> 1), max(1, height >> 1), { fit: 'fill', kernel: 'linear' }),
  );
  const paper = await toGrey(asSharp(half).median(PAPER_WINDOW));
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = min(paper.height - 1, y >> 1) * paper.width;
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const around = paper.data[row + min(paper.width - 1, x >> 1)]!;
      data[at] = abs(around - small.data[at]!) > LEAST_CONTRAST ? 1 : 0;
    }
  }
  const longest = max(4, round((LONGEST_STROKE * longSide) / 1000));
  return { data: withoutLongRuns(data, width, height, longest), width, height, scale: picture.width / width };
}

function withoutLongRuns(ink: Uint8Array, width: number, height: number, longest: number): Uint8Array {
  const kept = ink.slice();
  const clear = (start: number, step: number, count: number): void => {
    let run = 0;
    for (let i = 0; i <= count; i++) {
      if (i < count && ink[start + i * step] === 1) run += 1;
      else {
        if (run > longest) for (let k = i - run; k < i; k++) kept[start + k * step] = 0;
        run = 0;
      }
    }
  };
  for (let y = 0; y < height; y++) clear(y * width, 1, width);
  for (let x = 0; x < width; x++) clear(x, width, height);
  return kept;
}
