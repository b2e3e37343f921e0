import { type BBox, type Shape, type TextItem } from '@vitamill/domain';
import type { LayoutHints } from './hints.js';

const contains = (outer: BBox, inner: BBox): boolean =>
  outer[0] <= inner[0] + 2 && outer[1] <= inner[1] + 2 && outer[2] >= inner[2] - 2 && outer[3] >= inner[3] - 2;

/**
 * Headings that are written upwards or downwards beside their section, as a rail at its side: each is put upright above
 * the first text at its height, where it is read as any other heading. What is turned and no heading stays aside.
 */
export function uprightHeadings(
  items: readonly TextItem[],
  shapes: readonly Shape[],
  hints: LayoutHints,
): { upright: TextItem[]; aside: TextItem[] } {
  const upright = items.filter((i) => Math.abs(i.rotation) < 5);
  const turned = items.filter((i) => Math.abs(i.rotation) >= 5);
  const raised: TextItem[] = [];
  for (const item of turned) {
    if (!hints.isHeading(item.text)) continue;
    const bar = shapes.find((s) => s.kind === 'box' && contains(s.bbox, item.bbox) && s.bbox[2] - s.bbox[0] < 60);
    const [left, top, , bottom] = bar?.bbox ?? item.bbox;
    const beside = upright.filter((i) => i.bbox[0] >= left && i.bbox[3] > top && i.bbox[1] < bottom && i.text.trim());
    if (beside.length === 0) continue;
    const first = Math.min(...beside.map((i) => i.bbox[1]));
    const start = Math.min(...beside.map((i) => i.bbox[0]));
    const height = Math.min(item.style.fontSize, 6);
    raised.push({
      ...item,
      rotation: 0,
      bbox: [start, first - height - 0.5, start + 0.5 * item.style.fontSize * item.text.length, first - 0.5],
    });
  }
  const texts = new Set(raised.map((i) => i.text));
  return { upright: [...upright, ...raised], aside: turned.filter((i) => !texts.has(i.text)) };
}
