import type { BBox } from '@vitamill/domain';
import type { Matrix } from './matrix.js';

export interface PathShape {
  readonly bbox: BBox;
  /** Straight and upright: a rectangle or a line. */
  readonly plain: boolean;
  /** Has curves and fills its box all but the corners: a rounded rectangle, a disc. */
  readonly rounded: boolean;
  readonly curved: boolean;
}

// DrawOPS of pdf.js: the operators inside of a path's buffer.
const MOVE = 0;
const LINE = 1;
const CURVE = 2;
const QUADRATIC = 3;
const CLOSE = 4;

/** A picture drawn with paths has thousands of parts; none of them matters for reading. */
const MOST_SHAPES = 400;

/** A disc fills 0.785 of its box. */
const LEAST_FILL = 0.74;

/** The separate shapes of a path in page points. */
export function readPath(data: ArrayLike<number>, m: Matrix): PathShape[] {
  const shapes: PathShape[] = [];
  let x0 = Infinity;
  let y0 = Infinity;
  let x1 = -Infinity;
  let y1 = -Infinity;
  let segments = 0;
  let curves = 0;
  let upright = true;
  let px = 0;
  let py = 0;
  // Twice the area inside, by the shoelace formula over all points.
  let area = 0;
  let startX = 0;
  let startY = 0;

  const point = (x: number, y: number): void => {
    const fromX = px;
    const fromY = py;
    px = m[0] * x + m[2] * y + m[4];
    py = m[1] * x + m[3] * y + m[5];
    if (px < x0) x0 = px;
    if (px > x1) x1 = px;
    if (py < y0) y0 = py;
    if (py > y1) y1 = py;
    area += fromX * py - px * fromY;
  };
  const finish = (): void => {
    if (segments > 0 && shapes.length < MOST_SHAPES) {
      const inside = Math.abs(area + px * startY - startX * py) / 2;
      const rounded = curves > 0 && inside >= LEAST_FILL * (x1 - x0) * (y1 - y0);
      shapes.push({ bbox: [x0, y0, x1, y1], plain: upright && curves === 0, rounded, curved: curves > 0 });
    }
    x0 = y0 = Infinity;
    x1 = y1 = -Infinity;
    segments = curves = 0;
    upright = true;
  };

  for (let i = 0; i < data.length; ) {
    const operator = data[i++] as number;
    switch (operator) {
      case MOVE:
        finish();
        point(data[i] as number, data[i + 1] as number);
        area = 0;
        startX = px;
        startY = py;
        i += 2;
        break;
      case LINE: {
        const fromX = px;
        const fromY = py;
        point(data[i] as number, data[i + 1] as number);
        if (Math.abs(px - fromX) > 0.5 && Math.abs(py - fromY) > 0.5) upright = false;
        segments++;
        i += 2;
        break;
      }
      case CURVE:
        for (let k = 0; k < 6; k += 2) point(data[i + k] as number, data[i + k + 1] as number);
        segments++;
        curves++;
        i += 6;
        break;
      case QUADRATIC:
        for (let k = 0; k < 4; k += 2) point(data[i + k] as number, data[i + k + 1] as number);
        segments++;
        curves++;
        i += 4;
        break;
      case CLOSE:
        break;
      default:
        return shapes;
    }
  }
  finish();
  return shapes;
}

/** The ink of a stroked straight line is as wide as its pen. */
export function widen(box: BBox, by: number, shape: Pick<PathShape, 'plain'>): BBox {
  if (!shape.plain) return box;
  const flat = box[3] - box[1] < box[2] - box[0];
  return flat ? [box[0], box[1] - by, box[2], box[3] + by] : [box[0] - by, box[1], box[2] + by, box[3]];
}
