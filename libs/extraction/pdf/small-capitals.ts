import type { DraftItem } from './runs-to-items.js';

const CAPITALS = /^[^\p{Ll}]*\p{Lu}[^\p{Ll}]*$/u;

/** Joins imitated small capitals: a large capital and the rest of its word in capitals a fifth smaller. */
export function joinSmallCapitals(items: readonly DraftItem[]): DraftItem[] {
  const joined: DraftItem[] = [];
  for (const item of items) {
    const last = joined.at(-1);
    if (last && belongTogether(last, item)) joined[joined.length - 1] = join(last, item);
    else joined.push(item);
  }
  return joined;
}

function belongTogether(a: DraftItem, b: DraftItem): boolean {
  if (a.rotation !== 0 || b.rotation !== 0 || a.icon || b.icon) return false;
  if (!CAPITALS.test(a.text) || !CAPITALS.test(b.text)) return false;
  const ratio = Math.min(a.style.fontSize, b.style.fontSize) / Math.max(a.style.fontSize, b.style.fontSize);
  if (ratio < 0.65 || ratio > 0.92) return false;
  if (
    a.style.bold !== b.style.bold ||
    a.style.color !== b.style.color ||
    a.href !== b.href ||
    a.invisible !== b.invisible
  )
    return false;
  const size = Math.max(a.style.fontSize, b.style.fontSize);
  const sameLine = Math.abs(baseLine(a) - baseLine(b)) < 0.05 * size;
  const gap = b.bbox[0] - a.bbox[2];
  return sameLine && gap > -0.15 * size && gap < 0.45 * size;
}

const baseLine = (item: DraftItem): number => item.bbox[3] - 0.2 * item.style.fontSize;

function join(a: DraftItem, b: DraftItem): DraftItem {
  const size = Math.max(a.style.fontSize, b.style.fontSize);
  const blank = b.bbox[0] - a.bbox[2] > 0.12 * size ? ' ' : '';
  return {
    ...a,
    text: a.text + blank + b.text,
    bbox: [a.bbox[0], Math.min(a.bbox[1], b.bbox[1]), b.bbox[2], Math.max(a.bbox[3], b.bbox[3])],
    style: { ...a.style, fontSize: size },
    unmappedGlyphs: a.unmappedGlyphs + b.unmappedGlyphs,
  };
}
