import { asSharp, toGrey } from './decode-image.js';
import type { GreyPicture } from './grey-picture.js';

// Taken once: where modules run in a context of their own, as under jest, each look at a global costs more than the sum.
const { abs, ceil, floor, max, min, round } = Math;

/** The long side of the copy that the paper is taken from, and the window on it: 18 mm of A4, wider than any stroke. */
const COARSE_SIDE = 250;
const PAPER_WINDOW = 15;
/** Tiles across the page: about as wide as a line is high. */
const TILES = 70;
/** Share of a tile's pixels that its letters cover at least. */
const INKED = 0.015;
/** Difference from the paper below which nothing is taken for ink, and from which ink is dark enough for any engine. */
const FAINT = 42;
const STRONG = 115;
/** Share of the tiles that have nothing but paper, even on a page full of text: margins, and rows between lines. */
const EMPTY = 0.1;
/**
 * Ink differs from the paper by this many times what specks of empty tiles do: those of a filtered picture hang together
 * and reach nearly twice as far in one tile in a thousand.
 */
const ABOVE_NOISE = 2;
/** Difference that faint ink is brought to. */
const TARGET = 190;
const MOST_GAIN = 4;
/** Paper darker than this is a tint: a sidebar, a band. */
const TINTED = 200;
/** Share of the page that is faint or tinted before anything is changed. */
const WORTH = 0.001;

/**
 * Makes faint ink dark and brings tinted areas to black on white. Engines part ink from paper by one threshold for the
 * whole page, so that a grey heading or white letters on a mid-blue sidebar vanish. Pages that have neither stay as
 * they are.
 */
export async function strengthenFaintInk(picture: GreyPicture): Promise<GreyPicture> {
  const { data, width, height } = picture;
  const factor = COARSE_SIDE / max(width, height);
  if (factor >= 0.5) return picture;
  const paper = await toGrey(
    asSharp(picture)
      .resize(max(1, round(width * factor)), max(1, round(height * factor)), { fit: 'fill' })
      .median(PAPER_WINDOW),
  );
  const columnOf = Uint16Array.from({ length: width }, (_, x) =>
    min(paper.width - 1, floor((x * paper.width) / width)),
  );
  const rowAt = (y: number): number => min(paper.height - 1, floor((y * paper.height) / height)) * paper.width;

  const side = max(8, round(width / TILES));
  const across = ceil(width / side);
  const down = ceil(height / side);
  const contrast = new Uint8Array(across * down);
  const tinted = new Uint8Array(across * down);
  for (let ty = 0; ty < down; ty++) {
    for (let tx = 0; tx < across; tx++) {
      const counts = new Uint32Array(256);
      let total = 0;
      let dark = 0;
      // Every other row tells as much.
      for (let y = ty * side; y < min(height, (ty + 1) * side); y += 2) {
        const row = rowAt(y);
        for (let x = tx * side; x < min(width, (tx + 1) * side); x++) {
          const around = paper.data[row + columnOf[x]!]!;
          counts[abs(around - data[y * width + x]!)]! += 1;
          // Dense text darkens the coarse paper; in a real tint most pixels themselves are dark.
          if (around < TINTED && data[y * width + x]! < TINTED) dark += 1;
          total += 1;
        }
      }
      let level = 255;
      for (let left = total * INKED; level > 0 && left > counts[level]!; level--) left -= counts[level]!;
      const at = ty * across + tx;
      contrast[at] = level;
      tinted[at] = dark * 2 > total ? 1 : 0;
    }
  }
  const faint = max(FAINT, ABOVE_NOISE * (contrast.toSorted()[floor(contrast.length * EMPTY)] ?? 0));
  const gains = gainsOf(contrast, across, down, faint);
  let worth = 0;
  for (let at = 0; at < gains.length; at++) {
    if (contrast[at]! >= faint && (gains[at]! > 1 || tinted[at] === 1)) worth += 1;
  }
  if (worth < WORTH * across * down) return picture;
  const changed = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    const row = rowAt(y);
    const tiles = floor(y / side) * across;
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const tile = tiles + floor(x / side);
      const around = paper.data[row + columnOf[x]!]!;
      const value = data[at]!;
      const gain = gains[tile]!;
      if (around < TINTED) changed[at] = max(0, 255 - abs(around - value) * max(1, gain));
      else if (gain > 1) changed[at] = max(0, min(255, 255 - (around - value) * gain));
      else changed[at] = min(255, value + 255 - around);
    }
  }
  return { data: changed, width, height };
}

/** By the strongest ink of a tile and its neighbours, so that one word is not raised by halves. */
function gainsOf(contrast: Uint8Array, across: number, down: number, faint: number): Float32Array {
  const gains = new Float32Array(contrast.length);
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      let most = 0;
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          const [nx, ny] = [x + dx, y + dy];
          if (nx < 0 || ny < 0 || nx >= across || ny >= down) continue;
          most = max(most, contrast[ny * across + nx]!);
        }
      }
      gains[y * across + x] = most >= faint && most < STRONG ? min(MOST_GAIN, TARGET / most) : 1;
    }
  }
  return gains;
}
