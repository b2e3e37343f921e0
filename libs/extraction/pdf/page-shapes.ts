import type { Shape } from '@vitamill/domain';
import { heightOf, widthOf } from '@vitamill/domain';
import type { PageContent, Painted } from './page-content.js';

/** Points. */
const THICKEST_RULE = 3;
const SHORTEST_RULE = 8;
const SMALLEST_BOX = 2.5;
const MOST_SHAPES = 3000;
/** More outlines than this are a drawing, not rating dots and pills. */
const MOST_CURVED = 800;

/** The rules and boxes that structure a page; its background, drawings and white on white are left out. */
export function readShapes(content: PageContent): Shape[] {
  const shapes: Shape[] = [];
  const curved = content.outlines <= MOST_CURVED;
  for (const painted of content.painted) {
    if (shapes.length >= MOST_SHAPES) break;
    const shape = toShape(painted, content, curved);
    if (shape) shapes.push(shape);
  }
  return shapes;
}

function toShape(painted: Painted, content: PageContent, curved: boolean): Shape | null {
  const { bbox, color, kind } = painted;
  if (kind === 'picture' || !(painted.plain || (curved && painted.rounded))) return null;
  const width = widthOf(bbox);
  const height = heightOf(bbox);
  if (width >= 0.95 * content.width && height >= 0.95 * content.height) return null;
  if (Math.min(width, height) <= THICKEST_RULE) {
    return Math.max(width, height) >= SHORTEST_RULE && color !== '#ffffff'
      ? { kind: 'rule', bbox: roundBox(bbox), color }
      : null;
  }
  if (width < SMALLEST_BOX || height < SMALLEST_BOX || color === '#ffffff') return null;
  return { kind: 'box', bbox: roundBox(bbox), color };
}

const roundBox = (box: Shape['bbox']): Shape['bbox'] => [r(box[0]), r(box[1]), r(box[2]), r(box[3])];
const r = (value: number): number => Math.round(value * 100) / 100;
