import type { GreyPicture } from './grey-picture.js';
import type { Point } from './perspective.js';

/** The largest connected bright part of a picture, what it encloses counted in. */
export interface Region {
  /** Pixels. */
  readonly area: number;
  /** Its pixels that border on the rest. */
  readonly outline: readonly Point[];
}

/** Grey levels by which the bright part and the rest differ at least. */
const LEAST_CONTRAST = 40;

/** The largest bright region of a small picture; null where bright and dark are not clearly apart. */
export function outlineOf({ data, width, height }: GreyPicture): Region | null {
  const threshold = splitLevel(data);
  if (threshold === null) return null;
  const labels = new Int32Array(data.length);
  const queue = new Int32Array(data.length);
  let [largest, most, label] = [0, 0, 0];
  for (let start = 0; start < data.length; start++) {
    if (labels[start] !== 0 || data[start]! <= threshold) continue;
    label += 1;
    const size = flood(labels, queue, width, [start], label, (i) => data[i]! > threshold);
    if (size > most) [largest, most] = [label, size];
  }
  // All that the frame of the picture reaches without crossing the region is outside; the rest is the region with its holes.
  const outside = new Int32Array(data.length);
  const frame: number[] = [];
  for (let x = 0; x < width; x++) frame.push(x, (height - 1) * width + x);
  for (let y = 0; y < height; y++) frame.push(y * width, y * width + width - 1);
  const around = flood(outside, queue, width, frame, 1, (i) => labels[i] !== largest);
  const outline: Point[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (outside[i] === 1) continue;
      const borders =
        x === 0 ||
        y === 0 ||
        x === width - 1 ||
        y === height - 1 ||
        outside[i - 1] === 1 ||
        outside[i + 1] === 1 ||
        outside[i - width] === 1 ||
        outside[i + width] === 1;
      if (borders) outline.push({ x: x + 0.5, y: y + 0.5 });
    }
  }
  return { area: data.length - around, outline };
}

/** The level that parts bright from dark best (N. Otsu, 1979); null where their means are close. */
function splitLevel(data: Uint8Array): number | null {
  const counts = new Uint32Array(256);
  let sum = 0;
  for (const value of data) {
    counts[value]! += 1;
    sum += value;
  }
  let [best, level, contrast] = [0, 0, 0];
  let [below, sumBelow] = [0, 0];
  for (let value = 0; value < 255; value++) {
    below += counts[value]!;
    sumBelow += value * counts[value]!;
    const above = data.length - below;
    if (below === 0 || above === 0) continue;
    const apart = (sum - sumBelow) / above - sumBelow / below;
    const between = below * above * apart * apart;
    if (between > best) [best, level, contrast] = [between, value, apart];
  }
  return contrast >= LEAST_CONTRAST ? level : null;
}

/** Marks what is connected with `starts` and accepted; how many pixels that are. */
function flood(
  marks: Int32Array,
  queue: Int32Array,
  width: number,
  starts: readonly number[],
  mark: number,
  accepts: (i: number) => boolean,
): number {
  let end = 0;
  const visit = (i: number): void => {
    if (marks[i] !== 0 || !accepts(i)) return;
    marks[i] = mark;
    queue[end++] = i;
  };
  starts.forEach(visit);
  for (let at = 0; at < end; at++) {
    const i = queue[at]!;
    const x = i % width;
    if (x > 0) visit(i - 1);
    if (x + 1 < width) visit(i + 1);
    if (i >= width) visit(i - width);
    if (i + width < marks.length) visit(i + width);
  }
  return end;
}
