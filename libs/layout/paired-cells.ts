import { type BBox, unionOfBoxes } from '@vitamill/domain';
import type { Chunk } from './chunk.js';
import type { LayoutHints } from './hints.js';

/** What is read together, and whether it says more of what stands before it. */
export interface Cell {
  readonly chunks: readonly Chunk[];
  readonly bbox: BBox;
  readonly goesOn: boolean;
}

interface Block {
  readonly chunks: readonly Chunk[];
  readonly bbox: BBox;
  readonly isHeading: boolean;
}

/** White space between blocks of one column, in font sizes; lines of a block stand closer. */
const BLOCK_GAP = 0.45;
/** How far the tops of two cells of one row may lie apart, in font sizes. */
const ROW = 0.6;
const LEAST_PARTNERS = 0.8;

const boxOf = (chunks: readonly Chunk[]): BBox => unionOfBoxes(chunks.map((c) => c.bbox))!;

/** A block of lines; one that is a heading over several lines becomes one chunk. */
function blockOf(chunks: readonly Chunk[], hints: LayoutHints): Block {
  const text = chunks.map((c) => c.text).join(' ');
  const bbox = boxOf(chunks);
  if (!hints.isHeading(text)) return { chunks, bbox, isHeading: false };
  const [first] = chunks;
  const whole = { ...first!, items: chunks.flatMap((c) => c.items), text, bbox };
  return { chunks: chunks.length > 1 ? [whole] : chunks, bbox, isHeading: true };
}

function blocksOf(column: readonly Chunk[], fontSize: number, hints: LayoutHints): Block[] {
  const groups: Chunk[][] = [];
  for (const chunk of [...column].sort((a, b) => a.bbox[1] - b.bbox[1] || a.bbox[0] - b.bbox[0])) {
    const last = groups.at(-1);
    const apart = last && chunk.bbox[1] - Math.max(...last.map((c) => c.bbox[3])) > BLOCK_GAP * fontSize;
    const joined = last?.map((c) => c.text).join(' ') ?? '';
    // below a heading that is whole, its text begins
    const headed = last && hints.isHeading(joined) && !hints.isHeading(`${joined} ${chunk.text}`);
    if (!last || apart || headed || (hints.isHeading(chunk.text) && !hints.isHeading(`${joined} ${chunk.text}`)))
      groups.push([chunk]);
    else last.push(chunk);
  }
  return groups.map((chunks) => blockOf(chunks, hints));
}

/**
 * Two columns that are rows of one table with more than a line a cell: headings, or employer, title and dates, on the
 * left, and what belongs to each of them on the right. Told by the right side having no heading of its own, and its
 * blocks beginning at the height of those on the left. Null where it is not so.
 */
export function pairCells(
  left: readonly Chunk[],
  right: readonly Chunk[],
  fontSize: number,
  hints: LayoutHints,
): Cell[] | null {
  if (right.some((c) => hints.isHeading(c.text))) return null;
  const all = blocksOf(left, fontSize, hints);
  // what stands above both columns is no cell
  const top = Math.min(...right.map((c) => c.bbox[1]));
  const blocks = all.filter((b) => b.isHeading || b.bbox[3] > top);
  const headings = blocks.filter((b) => b.isHeading);
  const others = blocks.filter((b) => !b.isHeading);
  const dated = others.filter((b) => b.chunks.some((c) => hints.isDate(c.text)));
  if (headings.length < 2 && dated.length < 2) return null;
  if (others.length > 0 && dated.length < 0.5 * others.length) return null;
  const tops = blocksOf(right, fontSize, hints).map((b) => b.bbox[1]);
  const hasPartner = ({ bbox }: Block): boolean => tops.some((top) => Math.abs(top - bbox[1]) <= ROW * fontSize);
  const partnered = blocks.filter(hasPartner);
  if (partnered.length < 2 || others.filter(hasPartner).length < LEAST_PARTNERS * others.length) return null;
  if (others.length === 0 && partnered.length < LEAST_PARTNERS * headings.length) return null;
  const cells: Cell[] = [];
  const add = (chunks: readonly Chunk[], goesOn: boolean): void => {
    if (chunks.length > 0) cells.push({ chunks, bbox: boxOf(chunks), goesOn });
  };
  const bounds = blocks.map((b) => b.bbox[1] - ROW * fontSize);
  for (const block of all) if (!blocks.includes(block)) add(block.chunks, false);
  add(
    right.filter((c) => c.bbox[1] < bounds[0]!),
    false,
  );
  blocks.forEach((block, i) => {
    add(block.chunks, false);
    const beside = right.filter(
      (c) => c.bbox[1] >= bounds[i]! && c.bbox[1] < (bounds[i + 1] ?? Number.POSITIVE_INFINITY),
    );
    add(beside, !block.isHeading);
  });
  return cells;
}
