import type { GreyPicture } from './grey-picture.js';

// Taken once: where modules run in a context of their own, as under jest, each look at a global costs more than the sum.
const { abs, floor, max, min, round } = Math;

/** Cells across the page, each about a stroke wide: a cell is solid where nearly all its pixels are dark. */
const CELLS = 420;
const SOLID = 0.92;
/** Darker than the paper by this: more than a tint that dark letters are read on. */
const DARK = 60;
/** Pixels this near to the level of a fill belong to it. */
const SAME = 45;
/** Smallest fill, in cells, and the share of solid cells in its box. */
const LEAST_WIDTH = 9;
const LEAST_HEIGHT = 5;
const LEAST_SOLID = 0.28;
/** A letter of a large title is not wider than high, and it encloses no letters. */
const LEAST_ASPECT = 1.5;
const LARGE = 60;
const LEAST_ENCLOSED = 0.005;
const MOST_AREAS = 400;
const EDGE = 2;
/** How far beyond its rim a fill has ended, by how much more than its own spread, and along which share of the rim. */
const BEYOND = 3;
const STEP = 25;
const SHARP = 0.6;

interface Area {
  readonly x0: number;
  readonly y0: number;
  /** Exclusive. */
  readonly x1: number;
  readonly y1: number;
  readonly seed: number;
}

/**
 * Turns white letters on filled bars, pills and sidebars into black on white, in place of the engine, which tries it on
 * some lines only. Whatever encloses no letters stays as it is.
 */
export function invertFilledAreas(picture: GreyPicture): GreyPicture {
  const paper = paperLevel(picture);
  const areas = findAreas(picture, paper - DARK);
  if (areas.length === 0) return picture;
  const changed = { ...picture, data: picture.data.slice() };
  for (const area of areas.slice(0, MOST_AREAS)) invert(picture, changed.data, area);
  return changed;
}

/** The 90th percentile of the brightness. */
function paperLevel({ data }: GreyPicture): number {
  const counts = new Uint32Array(256);
  let total = 0;
  for (let i = 0; i < data.length; i += 7) {
    counts[data[i]!]! += 1;
    total += 1;
  }
  let level = 255;
  for (let left = total * 0.1; level > 0 && left > counts[level]!; level--) left -= counts[level]!;
  return level;
}

function findAreas({ data, width, height }: GreyPicture, threshold: number): Area[] {
  const cell = max(2, round(width / CELLS));
  const across = floor(width / cell);
  const down = floor(height / cell);
  const least = SOLID * cell * cell;
  const solid = new Uint8Array(across * down);
  for (let cy = 0; cy < down; cy++) {
    for (let cx = 0; cx < across; cx++) {
      let dark = 0;
      for (let y = cy * cell; y < (cy + 1) * cell; y++) {
        const row = y * width + cx * cell;
        for (let x = row; x < row + cell; x++) if (data[x]! < threshold) dark += 1;
      }
      if (dark >= least) solid[cy * across + cx] = 1;
    }
  }
  const areas: Area[] = [];
  const queue = new Int32Array(across * down);
  for (let start = 0; start < solid.length; start++) {
    if (solid[start] !== 1) continue;
    solid[start] = 2;
    queue[0] = start;
    let end = 1;
    let [left, right, top, bottom] = [across, 0, down, 0];
    for (let at = 0; at < end; at++) {
      const here = queue[at]!;
      const x = here % across;
      const y = (here - x) / across;
      left = min(left, x);
      right = max(right, x);
      top = min(top, y);
      bottom = max(bottom, y);
      for (const [next, inside] of [
        [here - 1, x > 0],
        [here + 1, x + 1 < across],
        [here - across, y > 0],
        [here + across, y + 1 < down],
      ] as const) {
        if (!inside || solid[next] !== 1) continue;
        solid[next] = 2;
        queue[end++] = next;
      }
    }
    const [wide, high] = [right - left + 1, bottom - top + 1];
    if (wide < LEAST_WIDTH || high < LEAST_HEIGHT || end < LEAST_SOLID * wide * high) continue;
    if (wide < LEAST_ASPECT * high && min(wide, high) < LARGE) continue;
    const middle = queue[end >> 1]!;
    const seedX = (middle % across) * cell + (cell >> 1);
    const seedY = floor(middle / across) * cell + (cell >> 1);
    areas.push({
      x0: max(0, (left - 1) * cell),
      y0: max(0, (top - 1) * cell),
      x1: min(width, (right + 2) * cell),
      y1: min(height, (bottom + 2) * cell),
      seed: seedY * width + seedX,
    });
  }
  return areas;
}

const FILL = 1;
const OUTSIDE = 2;

function invert({ data, width }: GreyPicture, changed: Uint8Array, { x0, y0, x1, y1, seed }: Area): void {
  const [wide, high] = [x1 - x0, y1 - y0];
  const level = data[seed]!;
  const values = new Uint8Array(wide * high);
  for (let y = 0; y < high; y++) {
    values.set(data.subarray((y0 + y) * width + x0, (y0 + y) * width + x1), y * wide);
  }
  const marks = new Uint8Array(wide * high);
  const queue = new Int32Array(wide * high);
  const start = (floor(seed / width) - y0) * wide + (seed % width) - x0;
  spread(marks, queue, [start], wide, FILL, (i) => abs(values[i]! - level) <= SAME);
  spread(marks, queue, borderOf(wide, high), wide, OUTSIDE, () => true);
  if (!hasSharpRim(marks, values, wide, high, level)) return;

  const lighter = new Uint32Array(256);
  let [light, dark] = [0, 0];
  for (let i = 0; i < marks.length; i++) {
    if (marks[i] !== 0) continue;
    if (values[i]! > level) {
      lighter[values[i]!]! += 1;
      light += 1;
    } else dark += 1;
  }
  if (max(light, dark) < LEAST_ENCLOSED * marks.length) return;
  const white = light >= dark;
  let brightest = 255;
  for (let left = light * 0.1; brightest > level && left > lighter[brightest]!; brightest--) {
    left -= lighter[brightest]!;
  }
  const gain = 255 / max(DARK, white ? brightest - level : level);
  for (let y = 0; y < high; y++) {
    for (let x = 0; x < wide; x++) {
      const i = y * wide + x;
      const pixel = (y0 + y) * width + x0 + x;
      if (marks[i] !== OUTSIDE) {
        const ink = (white ? values[i]! - level : level - values[i]!) * gain;
        changed[pixel] = max(0, min(255, 255 - ink));
      } else if (isRim(marks, wide, high, x, y)) {
        // The blurred rim of the fill would stay as a frame.
        changed[pixel] = 255;
      }
    }
  }
}

/** Marks what is connected with `starts` (by edges), not marked yet and accepted. */
function spread(
  marks: Uint8Array,
  queue: Int32Array,
  starts: readonly number[],
  wide: number,
  mark: number,
  accepts: (i: number) => boolean,
): void {
  let end = 0;
  for (const i of starts) {
    if (marks[i] !== 0 || !accepts(i)) continue;
    marks[i] = mark;
    queue[end++] = i;
  }
  for (let k = 0; k < end; k++) {
    const i = queue[k]!;
    const x = i % wide;
    if (x > 0 && marks[i - 1] === 0 && accepts(i - 1)) {
      marks[i - 1] = mark;
      queue[end++] = i - 1;
    }
    if (x + 1 < wide && marks[i + 1] === 0 && accepts(i + 1)) {
      marks[i + 1] = mark;
      queue[end++] = i + 1;
    }
    if (i >= wide && marks[i - wide] === 0 && accepts(i - wide)) {
      marks[i - wide] = mark;
      queue[end++] = i - wide;
    }
    if (i + wide < marks.length && marks[i + wide] === 0 && accepts(i + wide)) {
      marks[i + wide] = mark;
      queue[end++] = i + wide;
    }
  }
}

function borderOf(wide: number, high: number): number[] {
  const border: number[] = [];
  for (let x = 0; x < wide; x++) border.push(x, (high - 1) * wide + x);
  for (let y = 0; y < high; y++) border.push(y * wide, y * wide + wide - 1);
  return border;
}

/** Whether the area ends like ink does: a shadow fades. */
function hasSharpRim(marks: Uint8Array, values: Uint8Array, wide: number, high: number, level: number): boolean {
  let [rim, sharp] = [0, 0];
  const look = (i: number, step: number, room: number): void => {
    if (marks[i - step] !== FILL) return;
    rim += 1;
    const beyond = values[i + step * min(BEYOND, room)]!;
    if (abs(beyond - level) > SAME + STEP) sharp += 1;
  };
  for (let y = 0; y < high; y++) {
    for (let x = 0; x < wide; x++) {
      const i = y * wide + x;
      if (marks[i] !== OUTSIDE) continue;
      if (x > 0) look(i, 1, wide - 1 - x);
      if (x + 1 < wide) look(i, -1, x);
      if (y > 0) look(i, wide, high - 1 - y);
      if (y + 1 < high) look(i, -wide, y);
    }
  }
  return sharp >= SHARP * rim;
}

/** Whether the fill is at most two pixels away. */
function isRim(marks: Uint8Array, wide: number, high: number, x: number, y: number): boolean {
  const i = y * wide + x;
  for (let d = 1; d <= EDGE; d++) {
    if (x >= d && marks[i - d] === FILL) return true;
    if (x + d < wide && marks[i + d] === FILL) return true;
    if (y >= d && marks[i - d * wide] === FILL) return true;
    if (y + d < high && marks[i + d * wide] === FILL) return true;
  }
  return false;
}
