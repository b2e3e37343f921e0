import { type BBox, type Shape, type TextItem, unionOfBoxes } from '@vitamill/domain';
import { type Chunk, chunkOfLines, groupIntoRows } from './chunk.js';

/** A row of a table between its rules: the left edges of its cells and the last right edge. */
interface RuledRow {
  readonly top: number;
  readonly bottom: number;
  readonly edges: readonly number[];
}

/** How thick a drawn box may be and still be a rule, in points. */
const THIN = 3;
/** How far apart the ends of rules that meet may lie. */
const NEAR = 2;
const LEAST_COLUMNS = 3;
/** Cells with more than this are text of a page that is laid out in a table, not data. */
const MOST_CHARACTERS = 90;
const MOST_LINES = 4;

/** Numbers that lie within `NEAR` of each other as one. */
function merged(numbers: readonly number[]): number[] {
  const kept: number[] = [];
  for (const number of [...numbers].sort((a, b) => a - b))
    if (kept.length === 0 || number - kept.at(-1)! > NEAR) kept.push(number);
  return kept;
}

/** Rows that have rules above, below and between at least three cells. */
function findRuledRows(shapes: readonly Shape[]): RuledRow[] {
  const boxes = shapes.map((s) => s.bbox);
  const across = boxes.filter((b) => b[3] - b[1] <= THIN && b[2] - b[0] > 10);
  const down = boxes.filter((b) => b[2] - b[0] <= THIN && b[3] - b[1] > 6);
  if (across.length < 2 || down.length <= LEAST_COLUMNS) return [];
  const levels = merged(across.map((b) => b[1]));
  return levels.slice(1).flatMap((bottom, i) => {
    const top = levels[i]!;
    const middle = (top + bottom) / 2;
    const sides = merged(down.filter((b) => b[1] <= middle && b[3] >= middle).map((b) => b[0]));
    const [left, right] = [sides[0] ?? 0, sides.at(-1) ?? 0];
    const covers = (level: number): boolean =>
      across
        .filter((b) => Math.abs(b[1] - level) <= NEAR)
        .reduce((sum, b) => sum + Math.max(0, Math.min(b[2], right) - Math.max(b[0], left)), 0) >=
      0.8 * (right - left);
    return sides.length > LEAST_COLUMNS && covers(top) && covers(bottom) ? [{ top, bottom, edges: sides }] : [];
  });
}

const middleOf = ([x0, y0, x1, y1]: BBox): [number, number] => [(x0 + x1) / 2, (y0 + y1) / 2];

/**
 * Tables of data with rules around their cells: each row is one line, each cell one piece of it, whatever its words
 * were wrapped to. Gives those rows and the items that stand elsewhere. Tables that lay out a page are left alone.
 */
export function readRuledTables(
  items: readonly TextItem[],
  shapes: readonly Shape[],
): { rows: { bottom: number; cells: Chunk[] }[]; rest: TextItem[] } {
  const found = findRuledRows(shapes);
  const rows: { bottom: number; cells: Chunk[] }[] = [];
  const taken = new Set<TextItem>();
  for (const { top, bottom, edges } of found) {
    const inside = items.filter((i) => {
      const [x, y] = middleOf(i.bbox);
      return y > top && y < bottom && x > edges[0]! && x < edges.at(-1)!;
    });
    const cells = edges.slice(1).map((right, n) => {
      const here = inside.filter((i) => {
        const [x] = middleOf(i.bbox);
        return x > edges[n]! && x <= right;
      });
      return groupIntoRows(here);
    });
    const isData = cells.every(
      (lines) =>
        lines.length <= MOST_LINES && lines.flat().reduce((sum, i) => sum + i.text.length, 0) <= MOST_CHARACTERS,
    );
    const isWhole = inside.every((i) => {
      const n = edges.findIndex((edge, at) => at > 0 && middleOf(i.bbox)[0] <= edge);
      return i.bbox[0] >= edges[n - 1]! - NEAR && i.bbox[2] <= edges[n]! + NEAR;
    });
    if (!isData || !isWhole || cells.filter((c) => c.length > 0).length < 2) continue;
    for (const item of inside) taken.add(item);
    rows.push({
      bottom: unionOfBoxes(inside.map((i) => i.bbox))![3],
      cells: cells.filter((lines) => lines.length > 0).map((lines) => chunkOfLines(lines)),
    });
  }
  // a lone row is a box with things in it
  if (rows.length < 2) return { rows: [], rest: [...items] };
  return { rows, rest: items.filter((i) => !taken.has(i)) };
}
