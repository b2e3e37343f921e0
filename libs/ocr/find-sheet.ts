import { outlineOf, type Region } from './bright-region.js';
import { asSharp, toGrey } from './decode-image.js';
import type { GreyPicture } from './grey-picture.js';
import { mapInk } from './ink.js';
import { distance, type Point, type Quadrilateral } from './perspective.js';

/** The long side of the copy on which the sheet is looked for; letters go by a median of this many of its pixels. */
const LONG_SIDE = 400;
const LETTERS = 7;
/** Share of the picture that the sheet covers. */
const SMALLEST = 0.2;
const LARGEST = 0.96;
/** Furthest usual distance of the outline from its four sides, in pixels of the copy: paper that lies flat. */
const STRAIGHT = 1.6;
const LEAST_ANGLE = 55;
const MOST_UNEQUAL = 1.9;
/** Degrees off level from which on a side is that of a photo: the rectangles of a design and of flat scans are level. */
const OFF_LEVEL = 0.5;
/**
 * Cells of the ink map, 1000 along the picture, beside the sheet, as high as two lines: this many with so much ink are text. A
 * dark header or sidebar is no table.
 */
const CELL = 24;
const INKED = 0.06;
const MOST_INKED = 4;
/** Pixels of the copy beside the sheet that its rim and its shadow take. */
const MARGIN = 10;
/** Of the sides' lengths, cut off at each side: the rim of the paper and its shadow. */
const RIM = 0.006;

/**
 * The corners of a sheet of paper that lies on something darker, in pixels of `picture`; null where there is no clear one:
 * scans, screens and photos that show nothing but the page.
 */
export async function findSheet(picture: GreyPicture): Promise<Quadrilateral | null> {
  const factor = LONG_SIDE / Math.max(picture.width, picture.height);
  if (factor >= 1) return null;
  const width = Math.max(1, Math.round(picture.width * factor));
  const height = Math.max(1, Math.round(picture.height * factor));
  const small = await toGrey(asSharp(picture).resize(width, height, { fit: 'fill', kernel: 'linear' }));
  const region = outlineOf(await toGrey(asSharp(small).median(LETTERS)));
  if (!region || region.area < SMALLEST * width * height || region.area > LARGEST * width * height) return null;
  const corners = cornersOf(region);
  if (!corners || !looksLikeSheet(corners, width, height)) return null;
  if (await hasTextOutside(picture, corners, factor)) return null;
  const middle = meanOf(corners);
  const inward = (p: Point): Point => ({
    x: (p.x + (middle.x - p.x) * 2 * RIM) / factor,
    y: (p.y + (middle.y - p.y) * 2 * RIM) / factor,
  });
  return [inward(corners[0]), inward(corners[1]), inward(corners[2]), inward(corners[3])];
}

/** Where the four lines through the sides of the region's outline meet; null where it has no four straight sides. */
function cornersOf({ outline }: Region): Quadrilateral | null {
  const rough = roughCorners(outline);
  const lines = rough.map((from, i) => {
    const to = rough[(i + 1) % 4]!;
    const length = distance(from, to);
    if (length < 20) return null;
    const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
    // Corners of paper are bent and rounded: the middle of a side tells where it runs.
    const points = outline.filter((p) => {
      const along = (p.x - from.x) * ux + (p.y - from.y) * uy;
      const beside = Math.abs((p.x - from.x) * uy - (p.y - from.y) * ux);
      return along > 0.08 * length && along < 0.92 * length && beside < 0.05 * length;
    });
    return points.length < 0.6 * length ? null : lineThrough(points);
  });
  const corners = lines.map((line, i) => {
    const before = lines[(i + 3) % 4];
    return line && before ? meet(before, line) : null;
  });
  return corners.every((corner) => corner !== null) ? (corners as unknown as Quadrilateral) : null;
}

/** The points of the outline that lie furthest towards the four corners of the picture, clockwise from the top left. */
function roughCorners(outline: readonly Point[]): readonly Point[] {
  const furthest = (sx: number, sy: number): Point =>
    outline.reduce((best, p) => (sx * p.x + sy * p.y > sx * best.x + sy * best.y ? p : best));
  return [furthest(-1, -1), furthest(1, -1), furthest(1, 1), furthest(-1, 1)];
}

interface FittedLine {
  readonly through: Point;
  /** Unit vector. */
  readonly dx: number;
  readonly dy: number;
}

/** The line with the least distances; points far from it are left out once. Null where they do not lie on one. */
function lineThrough(points: readonly Point[]): FittedLine | null {
  let kept = points;
  for (let round = 0; ; round++) {
    const through = meanOf(kept);
    let [xx, xy, yy] = [0, 0, 0];
    for (const p of kept) {
      xx += (p.x - through.x) ** 2;
      xy += (p.x - through.x) * (p.y - through.y);
      yy += (p.y - through.y) ** 2;
    }
    const angle = Math.atan2(2 * xy, xx - yy) / 2;
    const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
    const off = (p: Point): number => Math.abs((p.x - through.x) * dy - (p.y - through.y) * dx);
    const usual = Math.sqrt(kept.reduce((sum, p) => sum + off(p) ** 2, 0) / kept.length);
    if (round === 1) return usual <= STRAIGHT ? { through, dx, dy } : null;
    kept = kept.filter((p) => off(p) <= 2 * usual + 0.5);
    if (kept.length < 0.7 * points.length) return null;
  }
}

function meet(a: FittedLine, b: FittedLine): Point | null {
  const across = a.dx * b.dy - a.dy * b.dx;
  if (Math.abs(across) < 0.3) return null;
  const t = ((b.through.x - a.through.x) * b.dy - (b.through.y - a.through.y) * b.dx) / across;
  return { x: a.through.x + t * a.dx, y: a.through.y + t * a.dy };
}

function looksLikeSheet(corners: Quadrilateral, width: number, height: number): boolean {
  const outside = ({ x, y }: Point): boolean => x < -3 || y < -3 || x > width + 3 || y > height + 3;
  if (corners.some(outside)) return false;
  const sides = corners.map((from, i) => {
    const to = corners[(i + 1) % 4]!;
    return { length: distance(from, to), angle: (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI };
  });
  const level = sides.every(({ angle }) => Math.abs(angle - Math.round(angle / 90) * 90) < OFF_LEVEL);
  if (level) return false;
  // One side may be that of the picture: the sheet goes on beyond it.
  const atEdge = corners.filter((p, i) => {
    const q = corners[(i + 1) % 4]!;
    return (
      Math.max(p.x, q.x) < 3 ||
      Math.min(p.x, q.x) > width - 4 ||
      Math.max(p.y, q.y) < 3 ||
      Math.min(p.y, q.y) > height - 4
    );
  });
  if (atEdge.length > 1) return false;
  const unequal = (a: number, b: number): boolean => Math.max(a, b) > MOST_UNEQUAL * Math.min(a, b);
  if (unequal(sides[0]!.length, sides[2]!.length) || unequal(sides[1]!.length, sides[3]!.length)) return false;
  return sides.every(({ angle }, i) => {
    const turn = (sides[(i + 1) % 4]!.angle - angle + 360) % 360;
    return turn > LEAST_ANGLE && turn < 180 - LEAST_ANGLE;
  });
}

/** Whether several cells beside the sheet are as full of ink as those of a line of text are. */
async function hasTextOutside(picture: GreyPicture, corners: Quadrilateral, factor: number): Promise<boolean> {
  const ink = await mapInk(picture, 1000);
  const toSmall = ink.scale * factor;
  let inked = 0;
  for (let top = 0; top + CELL <= ink.height; top += CELL) {
    for (let left = 0; left + CELL <= ink.width; left += CELL) {
      if (depthIn(corners, (left + CELL / 2) * toSmall, (top + CELL / 2) * toSmall) > -MARGIN) continue;
      let dark = 0;
      for (let y = top; y < top + CELL; y++) {
        for (let x = left; x < left + CELL; x++) dark += ink.data[y * ink.width + x]!;
      }
      if (dark >= INKED * CELL * CELL) inked += 1;
    }
  }
  return inked >= MOST_INKED;
}

/** Distance from the nearest side, negative outside. */
function depthIn(corners: Quadrilateral, x: number, y: number): number {
  let depth = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 4; i++) {
    const [p, q] = [corners[i]!, corners[(i + 1) % 4]!];
    depth = Math.min(depth, ((q.x - p.x) * (y - p.y) - (q.y - p.y) * (x - p.x)) / distance(p, q));
  }
  return depth;
}

function meanOf(points: readonly Point[]): Point {
  const sum = points.reduce((total, p) => ({ x: total.x + p.x, y: total.y + p.y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}
