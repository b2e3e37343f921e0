import type { BBox } from '@vitamill/domain';
import type { Painted } from './page-content.js';
import type { DraftItem } from './runs-to-items.js';

/** In em of the text beside it: browsers draw discs of about 0.35 em, 0.5 to 1.2 em to the left of the text. */
const SMALLEST = 0.12;
const LARGEST = 0.55;
const FURTHEST = 2;

/**
 * Browsers draw the bullets of lists as small discs and squares and not as characters. Each becomes a "•" in front of
 * the text that it stands beside. Dots in a row are ratings, dots in another colour than the text are timelines: they
 * stay shapes.
 */
export function addDrawnBullets(items: readonly DraftItem[], painted: readonly Painted[]): DraftItem[] {
  const dots = painted.filter(isDot);
  if (dots.length === 0 || dots.length > 2000) return [...items];
  const bulletOf = new Map<DraftItem, Painted>();
  for (const dot of dots) {
    if (dots.some((other) => other !== dot && standsInARow(dot.bbox, other.bbox))) continue;
    const item = nearestItemRightOf(dot, items);
    if (item) bulletOf.set(item, dot);
  }
  if (bulletOf.size === 0) return [...items];
  return items.flatMap((item) => {
    const dot = bulletOf.get(item);
    return dot ? [bulletFor(item, dot.bbox, painted.indexOf(dot)), item] : [item];
  });
}

function isDot({ bbox, kind, rounded, plain }: Painted): boolean {
  if (kind === 'picture' || !(rounded || plain)) return false;
  const width = bbox[2] - bbox[0];
  const height = bbox[3] - bbox[1];
  return width > 0.8 && height > 0.8 && width < 9 && height < 9 && width / height > 0.7 && width / height < 1.43;
}

/** A ring and the disc in it are one dot. */
function standsInARow(a: BBox, b: BBox): boolean {
  const distance = Math.abs(a[0] - b[0]);
  return Math.abs(a[1] - b[1]) < 1 && distance > 0.5 * (a[2] - a[0]) && distance < 6 * (a[2] - a[0]);
}

function nearestItemRightOf(dot: Painted, items: readonly DraftItem[]): DraftItem | null {
  const [x0, y0, x1, y1] = dot.bbox;
  const middle = (y0 + y1) / 2;
  let nearest: DraftItem | null = null;
  for (const item of items) {
    const size = item.style.fontSize;
    if (item.rotation !== 0 || item.icon || item.invisible) continue;
    // Where small letters have their middle.
    const baseLine = item.bbox[3] - 0.2 * size;
    if (middle < baseLine - 0.65 * size || middle > baseLine - 0.02 * size) continue;
    if (item.bbox[0] < x0 && item.bbox[2] > x0 - 0.6 * size) return null;
    if (item.bbox[0] < x1 - 0.1 * size || item.bbox[0] - x1 > FURTHEST * size) continue;
    if (!nearest || item.bbox[0] < nearest.bbox[0]) nearest = item;
  }
  if (!nearest) return null;
  const size = nearest.style.fontSize;
  const width = x1 - x0;
  const sameInk = dot.color === nearest.style.color;
  return sameInk && width >= SMALLEST * size && width <= LARGEST * size ? nearest : null;
}

function bulletFor(item: DraftItem, [x0, , x1]: BBox, depth: number): DraftItem {
  return {
    ...item,
    text: '•',
    bbox: [Math.round(x0 * 100) / 100, item.bbox[1], Math.round(x1 * 100) / 100, item.bbox[3]],
    style: { ...item.style, bold: false, italic: false },
    href: null,
    unmappedGlyphs: 0,
    // What is behind the dot, not the dot itself.
    depth,
  };
}
