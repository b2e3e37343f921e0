import type { DraftItem } from './runs-to-items.js';

/** Text drawn twice at nearly the same place, to look bold or shaded, is one text. */
export function dropOverprints(items: readonly DraftItem[]): DraftItem[] {
  const seen = new Map<string, number[]>();
  const kept: DraftItem[] = [];
  for (const item of items) {
    if (item.text === '') {
      kept.push(item);
      continue;
    }
    const twins = seen.get(item.text);
    const twin = twins?.find((index) => standsOn(kept[index] as DraftItem, item));
    if (twin === undefined) {
      if (twins) twins.push(kept.length);
      else seen.set(item.text, [kept.length]);
      kept.push(item);
      continue;
    }
    const first = kept[twin] as DraftItem;
    // What is drawn last is seen; an offset makes it look bold.
    const visible = item.invisible ? first : item;
    const moved =
      Math.abs(first.bbox[0] - item.bbox[0]) > 0.1 &&
      Math.abs(first.bbox[0] - item.bbox[0]) < 0.06 * item.style.fontSize;
    kept[twin] = {
      ...visible,
      href: first.href ?? item.href,
      style: { ...visible.style, bold: visible.style.bold || (moved && first.style.color === item.style.color) },
    };
  }
  return kept;
}

function standsOn(a: DraftItem, b: DraftItem): boolean {
  const limit = Math.max(0.9, 0.12 * a.style.fontSize);
  return (
    Math.abs(a.bbox[0] - b.bbox[0]) < limit &&
    Math.abs(a.bbox[1] - b.bbox[1]) < limit &&
    Math.abs(a.bbox[2] - b.bbox[2]) < limit * 1.5 &&
    Math.abs(a.style.fontSize - b.style.fontSize) < 0.1 * a.style.fontSize
  );
}
