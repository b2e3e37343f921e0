import type { InkMap } from './ink.js';

// Taken once: where modules run in a context of their own, as under jest, each look at a global costs more than the sum.
const { abs, ceil, max, round } = Math;

const WIDEST = 15;
const COARSE_STEP = 1;
const FINE_STEP = 0.1;
const MOST_POINTS = 60_000;

export interface SkewEstimate {
  /** Degrees clockwise that the picture must be turned by to stand straight. */
  readonly degrees: number;
  /** How sharply rows of ink and empty rows alternate at that angle; comparable between pictures of one ink. */
  readonly sharpness: number;
}

/** The angle at which the ink falls into rows: a search for the most uneven projection, -15 to 15 degrees. */
export function estimateSkew(ink: InkMap): SkewEstimate {
  const points = collectPoints(ink);
  const sharpnessAt = (degrees: number): number => projectionSharpness(points, ink, degrees);
  let best = { degrees: 0, sharpness: sharpnessAt(0) };
  const consider = (degrees: number): void => {
    const sharpness = sharpnessAt(degrees);
    if (sharpness > best.sharpness) best = { degrees, sharpness };
  };
  for (let degrees = -WIDEST; degrees <= WIDEST; degrees += COARSE_STEP) consider(degrees);
  const centre = best.degrees;
  for (let step = -9; step <= 9; step++) consider(centre + step * FINE_STEP);
  return { degrees: round(best.degrees * 10) / 10, sharpness: best.sharpness };
}

function collectPoints({ data, width, height }: InkMap): Int32Array {
  let count = 0;
  for (const value of data) count += value;
  const stride = max(1, ceil(count / MOST_POINTS));
  const points = new Int32Array(2 * ceil(count / stride));
  let seen = 0;
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[y * width + x] !== 1 || seen++ % stride !== 0) continue;
      points[at++] = x;
      points[at++] = y;
    }
  }
  return points;
}

function projectionSharpness(points: Int32Array, { width, height }: InkMap, degrees: number): number {
  const radians = (degrees * Math.PI) / 180;
  const sine = Math.sin(radians);
  const cosine = Math.cos(radians);
  const margin = ceil(width * abs(sine)) + 2;
  const rows = new Int32Array(height + 2 * margin);
  for (let i = 0; i < points.length; i += 2) {
    const row = round(points[i]! * sine + points[i + 1]! * cosine) + margin;
    if (row >= 0 && row < rows.length) rows[row]! += 1;
  }
  let sum = 0;
  for (let i = 1; i < rows.length; i++) sum += (rows[i]! - rows[i - 1]!) ** 2;
  return points.length > 0 ? sum / points.length : 0;
}

/** The same map turned a quarter clockwise. */
export function turnInk({ data, width, height, scale }: InkMap): InkMap {
  const turned = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) turned[x * height + (height - 1 - y)] = data[y * width + x]!;
  }
  return { data: turned, width: height, height: width, scale };
}
