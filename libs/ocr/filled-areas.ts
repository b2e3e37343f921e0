import type { GreyPicture } from './grey-picture.js';

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
const LARGE = 30;
const LEAST_ENCLOSED = 0.005;
const MOST_AREAS = 400;
const EDGE = 2;

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
  const cell = Math.max(2, Math.round(width / CELLS));
  const across = Math.floor(width / cell);
  const down = Math.floor(height / cell);
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
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
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
    if (wide < LEAST_ASPECT * high && Math.min(wide, high) < LARGE) continue;
    const middle = queue[end >> 1]!;
    const seedX = (middle % across) * cell + (cell >> 1);
    const seedY = Math.floor(middle / across) * cell + (cell >> 1);
    areas.push({
      x0: Math.max(0, (left - 1) * cell),
      y0: Math.max(0, (top - 1) * cell),
      x1: Math.min(width, (right + 2) * cell),
      y1: Math.min(height, (bottom + 2) * cell),
      seed: seedY * width + seedX,
    });
  }
  return areas;
}

const FILL = 1;
const OUTSIDE = 2;

function invert({ data, width }: GreyPicture, changed: Uint8Array, { x0, y0, x1, y1, seed }: Area): void {
  const [wide, high] = [x1 - x0, y1 - y0];
  const at = (i: number): number => (y0 + Math.floor(i / wide)) * width + x0 + (i % wide);
  const level = data[seed]!;
  const marks = new Uint8Array(wide * high);
  const queue = new Int32Array(wide * high);
  const spread = (starts: Iterable<number>, mark: number, accepts: (i: number) => boolean): number => {
    let end = 0;
    const add = (i: number): void => {
      if (marks[i] !== 0 || !accepts(i)) return;
      marks[i] = mark;
      queue[end++] = i;
    };
    for (const start of starts) add(start);
    for (let k = 0; k < end; k++) {
      const i = queue[k]!;
      const x = i % wide;
      if (x > 0) add(i - 1);
      if (x + 1 < wide) add(i + 1);
      if (i >= wide) add(i - wide);
      if (i + wide < marks.length) add(i + wide);
    }
    return end;
  };
  const local = (Math.floor(seed / width) - y0) * wide + (seed % width) - x0;
  spread([local], FILL, (i) => Math.abs(data[at(i)]! - level) <= SAME);
  const border: number[] = [];
  for (let x = 0; x < wide; x++) border.push(x, (high - 1) * wide + x);
  for (let y = 0; y < high; y++) border.push(y * wide, y * wide + wide - 1);
  spread(border, OUTSIDE, () => true);

  const lighter = new Uint32Array(256);
  let [light, dark] = [0, 0];
  for (let i = 0; i < marks.length; i++) {
    if (marks[i] !== 0) continue;
    const value = data[at(i)]!;
    if (value > level) {
      lighter[value]! += 1;
      light += 1;
    } else dark += 1;
  }
  if (Math.max(light, dark) < LEAST_ENCLOSED * marks.length) return;
  const white = light >= dark;
  let brightest = 255;
  for (let left = light * 0.1; brightest > level && left > lighter[brightest]!; brightest--) {
    left -= lighter[brightest]!;
  }
  const gain = 255 / Math.max(DARK, white ? brightest - level : level);
  for (let i = 0; i < marks.length; i++) {
    if (marks[i] === OUTSIDE) continue;
    const pixel = at(i);
    const ink = (white ? data[pixel]! - level : level - data[pixel]!) * gain;
    changed[pixel] = Math.max(0, Math.min(255, 255 - ink));
    if (marks[i] === FILL) clearRim(i);
  }

  /** The blurred rim of the fill would stay as a frame. */
  function clearRim(i: number): void {
    const x = i % wide;
    const y = (i - x) / wide;
    for (let dy = -EDGE; dy <= EDGE; dy++) {
      for (let dx = -EDGE; dx <= EDGE; dx++) {
        const [nx, ny] = [x + dx, y + dy];
        if (nx < 0 || ny < 0 || nx >= wide || ny >= high) continue;
        if (marks[ny * wide + nx] === OUTSIDE) changed[at(ny * wide + nx)] = 255;
      }
    }
  }
}
