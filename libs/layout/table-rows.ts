import { type BBox, unionOfBoxes } from '@vitamill/domain';
import type { Chunk } from './chunk.js';
import type { LayoutHints } from './hints.js';

/** Whether two cells below each other are one date that was wrapped. */
function completesDate(first: string, second: string, hints: LayoutHints): boolean {
  const joined = `${first} ${second}`;
  const openRange = /[-\u2013\u2014]\s*$/.test(first) || /^[-\u2013\u2014]/.test(second);
  const onlyYear =
    /^(?:\p{L}{1,3}\.?\s)?(?:19|20)\d{2}\.?(?:\s\p{L}{1,2}\.?)?$/u.test(second) && !/\d{4}\s*$/.test(first);
  // "2013. július – 2013." above "december"; "Juillet 2012 à" above "octobre 2014"
  const wholeOnlyTogether = hints.isWholeDate(joined) && (!/\d{2}/.test(second) || !hints.isWholeDate(first));
  return ((openRange || onlyYear) && hints.isDate(joined)) || wholeOnlyTogether;
}

/**
 * In tables with a column of dates or labels on the left, a label that was wrapped over two base lines ("09/2019 –",
 * "heute") is one cell: its later lines are moved up to the first one.
 */
export function joinWrappedLabels(chunks: readonly Chunk[], fontSize: number, hints: LayoutHints): Chunk[] {
  const byRow = new Map<number, Chunk[]>();
  for (const chunk of chunks) byRow.set(chunk.row, [...(byRow.get(chunk.row) ?? []), chunk]);
  const rows = [...byRow.values()].map((row) => row.sort((a, b) => a.bbox[0] - b.bbox[0]));
  const moved = new Map<Chunk, Chunk | null>();
  const right = Math.max(0, ...chunks.map((c) => c.bbox[2]));
  for (let i = 0; i + 1 < rows.length; i++) {
    const [first, second] = [rows[i]![0]!, rows[i + 1]![0]!];
    const rest = rows[i]!.slice(1);
    const aligned = Math.min(Math.abs(first.bbox[0] - second.bbox[0]), Math.abs(first.bbox[2] - second.bbox[2]));
    if (rest.length === 0 || aligned > 2 * fontSize) continue;
    if (second.bbox[1] - first.bbox[3] > 0.8 * fontSize) continue;
    const limit = rest[0]!.bbox[0] - 0.4 * fontSize;
    if (second.bbox[2] > limit || moved.has(first)) continue;
    const joined = `${first.text} ${second.text}`;
    const completes =
      completesDate(first.text, second.text, hints) ||
      ((!hints.isHeading(first.text) || !hints.isHeading(second.text)) && hints.isHeading(joined));
    if (!completes) continue;
    moved.set(first, {
      ...first,
      items: [...first.items, ...second.items],
      text: joined,
      bbox: unionOfBoxes([first.bbox, second.bbox]) as BBox,
    });
    moved.set(second, null);
  }
  // the same at the right: "2013-08 –" above "2018-02"
  for (let i = 0; i + 1 < rows.length; i++) {
    const [first, second] = [rows[i]!.at(-1)!, rows[i + 1]!.at(-1)!];
    if (moved.has(first) || moved.has(second) || rows[i]!.length < 2) continue;
    const aligned = Math.min(Math.abs(first.bbox[0] - second.bbox[0]), Math.abs(first.bbox[2] - second.bbox[2]));
    const joined = `${first.text} ${second.text}`;
    if (
      aligned > 2 * fontSize ||
      second.bbox[1] - first.bbox[3] > 0.8 * fontSize ||
      first.bbox[0] < 0.4 * right ||
      !completesDate(first.text, second.text, hints)
    )
      continue;
    moved.set(first, {
      ...first,
      items: [...first.items, ...second.items],
      text: joined,
      bbox: unionOfBoxes([first.bbox, second.bbox]) as BBox,
    });
    moved.set(second, null);
  }
  return chunks.flatMap((c) => (moved.has(c) ? (moved.get(c) ?? []) : [c]));
}
