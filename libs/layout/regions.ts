import { type BBox, unionOfBoxes } from '@vitamill/domain';
import type { Chunk } from './chunk.js';
import type { LayoutHints } from './hints.js';
import { pairCells } from './paired-cells.js';

/** Chunks that are read together, from top to bottom: a column, a sidebar, a band across the page. */
export interface Region {
  readonly chunks: readonly Chunk[];
  readonly bbox: BBox;
  /** Cards stand beside each other as equals, however many each column has. */
  readonly isCard: boolean;
  /** Says more of what the region before it begins. */
  readonly goesOn?: boolean;
}

interface Gutter {
  /** The column on the right starts here. */
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly score: number;
  readonly ofCards: boolean;
}

/** Least width of the white space between columns, in font sizes. */
const GUTTER_WIDTH = 0.7;

const bboxOf = (chunks: readonly Chunk[]): BBox => unionOfBoxes(chunks.map((c) => c.bbox))!;
const rowsOf = (chunks: readonly Chunk[]): Set<number> => {
  const rows = new Set<number>();
  for (const chunk of chunks) rows.add(chunk.row);
  return rows;
};
const charactersOf = (chunks: readonly Chunk[]): number => chunks.reduce((sum, c) => sum + c.text.length, 0);

/** Whether the chunk stands at the height of one of the others, if not on the same base line (tags sit lower). */
const isBeside = (chunk: Chunk, others: readonly Chunk[]): boolean => {
  const middle = (c: Chunk): number => (c.bbox[1] + c.bbox[3]) / 2;
  const reach = 0.6 * (chunk.bbox[3] - chunk.bbox[1]);
  return others.some((o) => Math.abs(middle(o) - middle(chunk)) < reach);
};

const isLabelLike = (chunk: Chunk, hints: LayoutHints): boolean =>
  hints.isDate(chunk.text) || hints.isLabel(chunk.text) || /^[\p{L}\s]{2,24}:$/u.test(chunk.text);

/** Whether most of a column is dates and labels that stand on base lines of the other column. */
function isLabelColumn(column: readonly Chunk[], other: readonly Chunk[], hints: LayoutHints): boolean {
  const rows = rowsOf(other);
  const cells = column.filter((c) => !hints.isHeading(c.text) || (hints.isLabel(c.text) && rows.has(c.row)));
  if (cells.length < 2) return false;
  const labels = cells.filter((c) => isLabelLike(c, hints));
  const alignedLabels = labels.filter((c) => rows.has(c.row)).length;
  const aligned = cells.filter((c) => rows.has(c.row)).length / cells.length;
  // lists below a heading of their own may stand between the rows
  return (
    labels.length >= 0.55 * cells.length && (aligned >= 0.75 || (aligned >= 0.6 && alignedLabels === labels.length))
  );
}

/**
 * Whether two groups of chunks side by side are rows of one table (dates or labels beside text) rather than two
 * columns that are read one after the other. In a table the sparser side stands on base lines of the other one, and
 * is made of dates or labels or is far sparser; headings on both sides make columns.
 */
function isTable(left: readonly Chunk[], right: readonly Chunk[], hints: LayoutHints): boolean {
  const [sparse, dense] = rowsOf(left).size <= rowsOf(right).size ? [left, right] : [right, left];
  const denseRows = rowsOf(dense);
  const headings = (side: readonly Chunk[]): Chunk[] => side.filter((c) => hints.isHeading(c.text));
  const [headingsSparse, headingsDense] = [headings(sparse), headings(dense)];
  const cells = sparse.filter((c) => !headingsSparse.includes(c));
  const aligned = cells.filter((c) => denseRows.has(c.row)).length / Math.max(1, cells.length);
  const labels = cells.filter((c) => isLabelLike(c, hints)).length / Math.max(1, cells.length);
  const rail = sparse === left && headingsDense.length <= headingsSparse.length / 3;
  // dates or labels beside what they belong to, whatever headings stand in their column
  if (isLabelColumn(left, right, hints) || isLabelColumn(right, left, hints)) return true;
  if (headingsSparse.length > 0 && headingsDense.length > 0) {
    // a rail of headings on the left may meet a word at its right that happens to be one
    const alignedHeadings = headingsSparse.filter((c) => denseRows.has(c.row)).length / headingsSparse.length;
    return rail && aligned >= 0.9 && alignedHeadings >= 0.9 && headingsSparse.length >= 3;
  }
  // headings on rows of their own, and beside all other text on the left something at its right: one table of dates
  const ownRows = headingsSparse.filter((c) => !denseRows.has(c.row)).length;
  if (
    sparse === left &&
    headingsDense.length === 0 &&
    cells.length >= 2 &&
    aligned >= 0.85 &&
    ownRows >= 0.8 * headingsSparse.length
  )
    return true;
  if (labels >= 0.5 && headingsSparse.length === 0) return aligned >= 0.5 || sparse.length <= 3;
  const share = charactersOf(sparse) / (charactersOf(sparse) + charactersOf(dense));
  const inRows =
    sparse.filter((c) => denseRows.has(c.row) || (sparse === left && isBeside(c, dense))).length / sparse.length;
  if (inRows >= 0.85 && headingsDense.length === 0 && headingsSparse.length > 0 && sparse === left) return true;
  if (inRows >= 0.85 && rowsOf(sparse).size <= 0.6 * denseRows.size) return true;
  const meanLength = charactersOf(sparse) / sparse.length;
  if (inRows >= 0.8 && headingsSparse.length === 0 && meanLength <= 24 && sparse === right) return true;
  // a grid of short words (skills in columns, a table of languages)
  return inRows >= 0.85 && share > 0.2 && Math.max(...[...left, ...right].map((c) => c.text.length)) <= 40;
}

/** Whether a column of dates comes first on the right, and more behind it: the dates belong to the left. */
function startsWithDates(left: readonly Chunk[], right: readonly Chunk[], hints: LayoutHints): boolean {
  const leftRows = rowsOf(left);
  const dates = right.filter((c) => leftRows.has(c.row) && hints.isDate(c.text) && /\d{4}/.test(c.text));
  if (dates.length < 2) return false;
  const edge = Math.max(...dates.map((c) => c.bbox[2]));
  const start = Math.min(...dates.map((c) => c.bbox[0]));
  const others = right.filter((c) => !dates.includes(c));
  return others.length > 0 && others.every((c) => c.bbox[0] > edge) && right.every((c) => c.bbox[0] >= start - 1);
}

/**
 * Entries beside each other, drawn as cards: both sides have dates of their own, and text that is none. In a table
 * only one side has dates.
 */
function areCards(left: readonly Chunk[], right: readonly Chunk[], hints: LayoutHints): boolean {
  const dated = (side: readonly Chunk[]): Chunk[] => side.filter((c) => hints.isDate(c.text) && /\d{4}/.test(c.text));
  const [datesLeft, datesRight] = [dated(left), dated(right)];
  if (datesLeft.length === 0 || datesRight.length === 0) return false;
  const mostlyText = (side: readonly Chunk[], dates: readonly Chunk[]): boolean => dates.length <= 0.5 * side.length;
  return mostlyText(left, datesLeft) && mostlyText(right, datesRight);
}

/**
 * Cuts chunks into runs at the headings that have nothing at their right, and where several stand in one row: cards
 * begin anew below each of them.
 */
function cutAtHeadings(run: readonly Chunk[], x: number, hints: LayoutHints): Chunk[][] {
  const beside = rowsOf(run.filter((c) => c.bbox[0] >= x - 1));
  const heads = run.filter((c) => c.bbox[0] < x - 1 && !beside.has(c.row) && hints.isHeading(c.text));
  const headed = run.filter((c) => beside.has(c.row) && hints.isHeading(c.text));
  const shared = headed.filter((c) => headed.filter((other) => other.row === c.row).length >= 2);
  if (heads.length + shared.length === 0) return run.length > 0 ? [[...run]] : [];
  const runs: Chunk[][] = [[]];
  const tops = [...heads, ...shared].map((c) => c.bbox[1]).sort((a, b) => a - b);
  // the run is in order from the top
  let before = 0;
  for (const chunk of run) {
    if (heads.includes(chunk)) continue;
    while (before < tops.length && tops[before]! <= chunk.bbox[1]) before++;
    while (runs.length <= before) runs.push([]);
    runs[before]!.push(chunk);
  }
  return runs.filter((r) => r.length > 0);
}

/** Where two headings stand side by side, the columns begin with them: what stands above is not part of them. */
function fromHeadings(run: Chunk[], x: number, gap: number, hints: LayoutHints): Chunk[] {
  const rows = (side: Chunk[]): Set<number> => rowsOf(side.filter((c) => hints.isHeading(c.text)));
  const left = rows(run.filter((c) => c.bbox[2] <= x - gap + 0.01));
  const right = rows(run.filter((c) => c.bbox[0] >= x - 1));
  const first = [...left].filter((row) => right.has(row)).sort((a, b) => a - b)[0];
  if (first === undefined) return run;
  if ([...left, ...right].some((row) => row < first)) {
    // above them, rows of short words in line with each other (tags below one heading) are no columns
    const above = run.filter((c) => c.row < first && !hints.isHeading(c.text));
    const leftRows = rowsOf(above.filter((c) => c.bbox[2] <= x - gap + 0.01));
    const beside = above.filter((c) => c.bbox[0] >= x - 1);
    const inLine = beside.filter((c) => leftRows.has(c.row)).length >= 0.85 * beside.length;
    if (beside.length === 0 || !inLine || above.some((c) => c.text.length > 40)) return run;
  }
  return run.filter((c) => c.row >= first);
}

/**
 * All heights of white space that run between a column that starts at `x` and what stands left of it. `sorted`: the
 * chunks from the top.
 */
function guttersAt(
  x: number,
  sorted: readonly Chunk[],
  fontSize: number,
  hints: LayoutHints,
  centred: ReadonlySet<Chunk>,
): Gutter[] {
  const gap = GUTTER_WIDTH * fontSize;
  const found: Gutter[] = [];
  const leftEnd = x - gap + 0.01;
  let run: Chunk[] = [];
  let atLeft = 0;
  let atRight = 0;
  const findCards = (chunksBeside: readonly Chunk[]): boolean => {
    let any = false;
    for (const part of cutAtHeadings(chunksBeside, x, hints)) {
      const left = part.filter((c) => c.bbox[2] <= x - gap + 0.01);
      const right = part.filter((c) => c.bbox[0] >= x - 1);
      if (left.length < 2 || right.length < 2 || !areCards(left, right, hints)) continue;
      const [boxLeft, boxRight] = [bboxOf(left), bboxOf(right)];
      const shared = Math.min(boxLeft[3], boxRight[3]) - Math.max(boxLeft[1], boxRight[1]);
      if (shared < 2 * fontSize) continue;
      any = true;
      const [top, bottom] = [Math.min(boxLeft[1], boxRight[1]), Math.max(boxLeft[3], boxRight[3])];
      found.push({ x, top, bottom, score: shared * 2, ofCards: true });
    }
    return any;
  };
  const close = (): void => {
    // of what runs beside `x` most has nothing, or a single piece, on one of its sides
    const enough = atLeft >= 2 && atRight >= 2;
    atLeft = 0;
    atRight = 0;
    if (!enough) {
      run = [];
      return;
    }
    const headed = run.filter((c) => hints.isHeading(c.text));
    const right = headed.filter((c) => c.bbox[0] >= x - 1).length;
    // "Internship" as the title of a card is a heading elsewhere
    const top = run.find((c) => c.bbox[0] >= x - 1);
    const bothSides =
      right > 0 && (right > 1 || headed.length - right < 2 || (top !== undefined && headed.includes(top)));
    if (!bothSides && findCards(run)) {
      run = [];
      return;
    }
    run = fromHeadings(run, x, gap, hints);
    const left = run.filter((c) => c.bbox[2] <= x - gap + 0.01);
    const beside = run.filter((c) => c.bbox[0] >= x - 1);
    // what starts at `x` may stand elsewhere on the page
    if (left.length >= 2 && beside.length >= 2 && beside.some((c) => c.bbox[0] <= x + 2)) {
      const [boxLeft, boxRight] = [bboxOf(left), bboxOf(beside)];
      const top = Math.min(boxLeft[1], boxRight[1]);
      const bottom = Math.max(boxLeft[3], boxRight[3]);
      const shared = Math.min(boxLeft[3], boxRight[3]) - Math.max(boxLeft[1], boxRight[1]);
      const bothHeaded = left.some((c) => hints.isHeading(c.text)) && beside.some((c) => hints.isHeading(c.text));
      const tall = shared >= (bothHeaded ? 2.2 : 5) * fontSize;
      // dates beside their entries, though a list without any stands below all of them
      const isRows = (): boolean =>
        isTable(left, beside, hints) ||
        isLabelColumn(
          left.filter((c) => c.bbox[1] < boxRight[3]),
          beside,
          hints,
        ) ||
        startsWithDates(left, beside, hints);
      if (tall && !isRows()) {
        const width = x - Math.max(...left.map((c) => c.bbox[2]));
        const rows = Math.min(rowsOf(left).size, rowsOf(beside).size);
        found.push({
          x,
          top,
          bottom,
          score: shared * Math.min(3, width / fontSize) * Math.min(1, rows / 4),
          ofCards: false,
        });
      }
    }
    run = [];
  };
  for (const chunk of sorted) {
    const isRight = chunk.bbox[0] >= x - 1;
    const isLeft = chunk.bbox[2] <= leftEnd;
    if ((!isRight && !isLeft) || centred.has(chunk) || chunk.inTable) close();
    else {
      run.push(chunk);
      if (isLeft) atLeft++;
      if (isRight) atRight++;
    }
  }
  close();
  return found;
}

/** Headings in the middle, alone on their rows, again and again: they head all that stands below them, left and right. */
function findCentredHeadings(
  chunks: readonly Chunk[],
  [left, , right]: BBox,
  fontSize: number,
  hints: LayoutHints,
): ReadonlySet<Chunk> {
  const perRow = new Map<number, number>();
  for (const { row } of chunks) perRow.set(row, (perRow.get(row) ?? 0) + 1);
  const found = chunks.filter(
    (c) =>
      perRow.get(c.row) === 1 &&
      Math.abs((c.bbox[0] + c.bbox[2]) / 2 - (left + right) / 2) < 1.5 * fontSize &&
      c.bbox[0] > left + 4 * fontSize &&
      hints.isHeading(c.text),
  );
  return new Set(found.length >= 2 ? found : []);
}

/**
 * Cuts a page into regions by its white space: the best gutter first, then what stands above, left, right and below
 * of it in the same way. Regions come in reading order.
 */
export function cutIntoRegions(
  chunks: readonly Chunk[],
  fontSize: number,
  hints: LayoutHints,
  depth = 0,
  isCard = false,
): Region[] {
  if (chunks.length === 0) return [];
  const whole: Region = { chunks, bbox: bboxOf(chunks), isCard };
  if (chunks.length < 4 || depth > 6) return [whole];
  const starts = [...new Set(chunks.map((c) => Math.round(c.bbox[0])))].filter((x) => x > whole.bbox[0] + 2 * fontSize);
  const centred = findCentredHeadings(chunks, whole.bbox, fontSize, hints);
  const sorted = [...chunks].sort((a, b) => a.bbox[1] - b.bbox[1]);
  let best: Gutter | undefined;
  for (const x of starts)
    for (const gutter of guttersAt(x, sorted, fontSize, hints, centred))
      if (!best || gutter.score > best.score) best = gutter;
  if (!best) return [whole];
  const { x, top, bottom } = best;
  const inside = (c: Chunk): boolean => c.bbox[1] >= top - 0.01 && c.bbox[3] <= bottom + 0.01;
  const crosses = (c: Chunk): boolean =>
    centred.has(c) || c.inTable || (c.bbox[0] < x - 1 && c.bbox[2] > x - GUTTER_WIDTH * fontSize + 0.01);
  const above: Chunk[] = [];
  const body: Chunk[] = [];
  const below: Chunk[] = [];
  for (const chunk of chunks) {
    if (!inside(chunk) && (chunk.bbox[1] < top || crosses(chunk)) && chunk.bbox[1] < (top + bottom) / 2)
      above.push(chunk);
    else if (inside(chunk) && !crosses(chunk)) body.push(chunk);
    else below.push(chunk);
  }
  const left = body.filter((c) => c.bbox[0] < x - 1);
  const right = body.filter((c) => c.bbox[0] >= x - 1);
  const pairs = best.ofCards ? null : pairCells(left, right, fontSize, hints);
  const cut = (part: readonly Chunk[], ofCards: boolean): Region[] =>
    part.length === chunks.length ? [whole] : cutIntoRegions(part, fontSize, hints, depth + 1, ofCards);
  const middle = pairs
    ? pairs.map((cell) => ({ ...cell, isCard: true }))
    : [left, right].flatMap((part) => cut(part, best.ofCards));
  return [...cut(above, false), ...middle, ...cut(below, false)];
}
