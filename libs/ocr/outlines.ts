import type { GreyPicture } from './grey-picture.js';

// Taken once: where modules run in a context of their own, as under jest, each look at a global costs more than the sum.
const { ceil, max, min, round } = Math;

/** Darker than the paper by this: an outline, however pale. */
const DARK = 50;
/** Height of an outlined label, in shares of the page's width: from one line of small print to two of large. */
const LOWEST = 1 / 130;
const HIGHEST = 1 / 18;
const LEAST_ASPECT = 1.2;
const MOST_INK = 0.35;
/** Share of its height that the upper and the lower stroke lie within: pages may be askew by a degree. */
const STROKE_ZONE = 0.28;
/** Share of the columns and rows that show the strokes. */
const CLOSED = 0.93;
const LEAST_ENCLOSED = 0.02;
const RIM = 2;
/** Upright rules: as long as an l of 50 points, in shares of the page's width, and thinner for their length than any letter. */
const LEAST_RULE = 1 / 16;
const WIDEST_RULE = 1 / 130;
const THIN = 1 / 25;

/**
 * Without upright rules and the outlines of labels and pills, which engines read as bars, brackets or letters, and which keep
 * words apart or together wrongly. Of outlines only thin closed frames that enclose other ink are taken for such; letters enclose none.
 */
export function removeOutlines(picture: GreyPicture): GreyPicture {
  const { data, width, height } = picture;
  const marks = new Int32Array(data.length);
  const queue = new Int32Array(data.length);
  const isDark = (i: number): boolean => data[i]! < 255 - DARK;
  let changed: Uint8Array | null = null;
  let mark = 0;
  for (let start = 0; start < data.length; start++) {
    if (marks[start] !== 0 || !isDark(start)) continue;
    mark += 1;
    marks[start] = mark;
    queue[0] = start;
    let end = 1;
    let [x0, x1, y0, y1] = [width, 0, height, 0];
    for (let at = 0; at < end; at++) {
      const here = queue[at]!;
      const x = here % width;
      const y = (here - x) / width;
      x0 = min(x0, x);
      x1 = max(x1, x);
      y0 = min(y0, y);
      y1 = max(y1, y);
      for (let ny = max(0, y - 1); ny <= min(height - 1, y + 1); ny++) {
        for (let nx = max(0, x - 1); nx <= min(width - 1, x + 1); nx++) {
          const next = ny * width + nx;
          if (marks[next] !== 0 || !isDark(next)) continue;
          marks[next] = mark;
          queue[end++] = next;
        }
      }
    }
    const [wide, high] = [x1 - x0 + 1, y1 - y0 + 1];
    const rule = high >= LEAST_RULE * width && wide <= min(WIDEST_RULE * width, THIN * high);
    if (!rule && (high < LOWEST * width || high > HIGHEST * width || wide < LEAST_ASPECT * high)) continue;
    if (!rule && (end > MOST_INK * wide * high || !isFrame(marks, mark, width, x0, y0, wide, high, isDark))) continue;
    changed ??= data.slice();
    for (let at = 0; at < end; at++) whiten(changed, marks, mark, queue[at]!, width, height, isDark);
  }
  return changed ? { ...picture, data: changed } : picture;
}

/** Whether the component closes around its box, has nothing in the middle, and encloses other ink there. */
function isFrame(
  marks: Int32Array,
  mark: number,
  width: number,
  x0: number,
  y0: number,
  wide: number,
  high: number,
  isDark: (i: number) => boolean,
): boolean {
  const zone = ceil(STROKE_ZONE * high);
  const corner = round(high / 2);
  let [columns, rows, inside, enclosed] = [0, 0, 0, 0];
  for (let x = corner; x < wide - corner; x++) {
    let [top, bottom] = [false, false];
    for (let y = 0; y < high; y++) {
      const i = (y0 + y) * width + x0 + x;
      if (marks[i] === mark) {
        if (y < zone) top = true;
        else if (y >= high - zone) bottom = true;
        else inside += 1;
      } else if (y >= zone && y < high - zone && isDark(i)) enclosed += 1;
    }
    if (top && bottom) columns += 1;
  }
  const [from, to] = [round(0.3 * high), round(0.7 * high)];
  for (let y = from; y < to; y++) {
    let [left, right] = [false, false];
    for (let x = 0; x < corner; x++) {
      if (marks[(y0 + y) * width + x0 + x] === mark) left = true;
      if (marks[(y0 + y) * width + x0 + wide - 1 - x] === mark) right = true;
    }
    if (left && right) rows += 1;
  }
  return (
    columns >= CLOSED * (wide - 2 * corner) &&
    rows >= CLOSED * (to - from) &&
    inside === 0 &&
    enclosed >= LEAST_ENCLOSED * wide * high
  );
}

/** The pixel and its blurred rim, as far as it is no other ink. */
function whiten(
  changed: Uint8Array,
  marks: Int32Array,
  mark: number,
  i: number,
  width: number,
  height: number,
  isDark: (i: number) => boolean,
): void {
  const x = i % width;
  const y = (i - x) / width;
  for (let ny = max(0, y - RIM); ny <= min(height - 1, y + RIM); ny++) {
    for (let nx = max(0, x - RIM); nx <= min(width - 1, x + RIM); nx++) {
      const near = ny * width + nx;
      if (marks[near] === mark || !isDark(near)) changed[near] = 255;
    }
  }
}
