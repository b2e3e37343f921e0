import { asSharp, toGrey } from './decode-image.js';
import type { GreyPicture } from './grey-picture.js';

// Taken once: where modules run in a context of their own, as under jest, each look at a global costs more than the sum.
const { abs, ceil, floor, max, min, round } = Math;

/** Blocks of the page whose paper differs by more than this make the light uneven. */
const UNEVEN = 45;
const BLOCKS = 12;
/** Of the 264 borders between blocks, those that may be sharp. */
const MOST_STEPS = 4;
/** Usual difference of a pixel from its neighbours, in grey levels, above which noise costs letters. Noise that white cuts off measures
 * 18 where letters begin to suffer and 21 where the engine finds none; as much on grey paper is 25. */
const NOISY = 17;

/** Evens out shadows and takes away single-pixel noise, each only where it is there. */
export async function evenOutLight(picture: GreyPicture): Promise<GreyPicture> {
  const clean = noiseOf(picture) > NOISY ? await toGrey(asSharp(picture).median(3)) : picture;
  const paper = paperOfBlocks(clean);
  const sorted = paper.toSorted((a, b) => a - b);
  const spread = sorted.at(-1)! - sorted[floor(sorted.length * 0.05)]!;
  // Sidebars and bars with white text have edges, and tesseract inverts them by itself; shadows have none.
  if (spread < UNEVEN || countSteps(paper) > MOST_STEPS) return clean;
  return divideByPaper(clean);
}

/** The brightness of the paper, the 80th percentile, of each of the blocks. */
function paperOfBlocks({ data, width, height }: GreyPicture): number[] {
  const paper: number[] = [];
  for (let by = 0; by < BLOCKS; by++) {
    for (let bx = 0; bx < BLOCKS; bx++) {
      const counts = new Int32Array(256);
      let total = 0;
      for (let y = floor((by * height) / BLOCKS); y < floor(((by + 1) * height) / BLOCKS); y += 3) {
        for (let x = floor((bx * width) / BLOCKS); x < floor(((bx + 1) * width) / BLOCKS); x += 3) {
          counts[data[y * width + x]!]! += 1;
          total += 1;
        }
      }
      let level = 255;
      for (let left = total * 0.2; level > 0 && left > counts[level]!; level--) left -= counts[level]!;
      paper.push(level);
    }
  }
  return paper;
}

/** Edges between neighbouring blocks that no shadow has: those of a shaded design. */
function countSteps(paper: readonly number[]): number {
  let steps = 0;
  for (let i = 0; i < paper.length; i++) {
    if ((i + 1) % BLOCKS !== 0 && abs(paper[i]! - paper[i + 1]!) > 60) steps += 1;
    if (i + BLOCKS < paper.length && abs(paper[i]! - paper[i + BLOCKS]!) > 60) steps += 1;
  }
  return steps;
}

async function divideByPaper(picture: GreyPicture): Promise<GreyPicture> {
  const { width, height } = picture;
  // Letters go by taking the brightest of each little block of pixels; what is left is the paper and its shadows.
  const block = max(8, round(width / 100));
  const columns = ceil(width / block);
  const rows = ceil(height / block);
  const brightest = new Uint8Array(columns * rows);
  for (let y = 0; y < height; y++) {
    const row = floor(y / block) * columns;
    for (let x = 0; x < width; x++) {
      const at = row + floor(x / block);
      const value = picture.data[y * width + x]!;
      if (value > brightest[at]!) brightest[at] = value;
    }
  }
  const coarse: GreyPicture = { data: brightest, width: columns, height: rows };
  const smooth = await toGrey(asSharp(await toGrey(asSharp(coarse).median(3))).blur(2));
  const paper = await toGrey(asSharp(smooth).resize(width, height, { fit: 'fill', kernel: 'linear' }));
  const data = new Uint8Array(picture.data.length);
  for (let i = 0; i < data.length; i++) data[i] = min(255, (picture.data[i]! * 250) / max(40, paper.data[i]!));
  return { data, width, height };
}

/** Usual difference of a pixel from its four neighbours, in grey levels: on a page, what its paper has. */
export function noiseOf({ data, width, height }: GreyPicture): number {
  const differences: number[] = [];
  for (let y = 1; y < height - 1; y += 17) {
    for (let x = 1; x < width - 1; x += 13) {
      const at = y * width + x;
      const around = (data[at - 1]! + data[at + 1]! + data[at - width]! + data[at + width]!) / 4;
      differences.push(abs(data[at]! - around));
    }
  }
  differences.sort((a, b) => a - b);
  return differences[differences.length >> 1] ?? 0;
}
