import { type BBox, type TextItem, type TextStyle, unionOfBoxes } from '@vitamill/domain';

/** Items that stand on one base line with no more than word spaces between them. */
export interface Chunk {
  readonly items: readonly TextItem[];
  readonly text: string;
  readonly bbox: BBox;
  readonly style: TextStyle;
  readonly spans: readonly {
    readonly start: number;
    readonly end: number;
    readonly bold: boolean;
    readonly italic: boolean;
  }[];
  /** Number of the row (base line) on the page, from the top. */
  readonly row: number;
  /** A cell of a table with rules: no column of the page runs through it. */
  readonly inTable?: boolean;
}

/** Gaps wider than this many font sizes set pieces of a line apart. Justified text stays below 0.7. */
const WIDE_GAP = 1.0;
/** Gaps wider than this are word spaces. */
const WORD_GAP = 0.14;

const middle = (box: BBox): number => (box[1] + box[3]) / 2;

const onOneLine = (a: TextItem, b: TextItem): boolean => {
  const overlap = Math.min(a.bbox[3], b.bbox[3]) - Math.max(a.bbox[1], b.bbox[1]);
  const low = Math.min(a.style.fontSize, b.style.fontSize);
  const high = Math.max(a.style.fontSize, b.style.fontSize);
  if (Math.abs(a.bbox[3] - b.bbox[3]) <= 0.22 * low) return true;
  return high <= 1.7 * low && overlap >= 0.6 * Math.min(a.bbox[3] - a.bbox[1], b.bbox[3] - b.bbox[1]);
};

/** Groups the items of a page into rows of one base line each, from the top. */
export function groupIntoRows(items: readonly TextItem[]): TextItem[][] {
  const rows: TextItem[][] = [];
  for (const item of [...items].sort((a, b) => middle(a.bbox) - middle(b.bbox) || a.bbox[0] - b.bbox[0])) {
    let home: TextItem[] | undefined;
    for (let i = rows.length - 1; i >= 0 && i >= rows.length - 6; i--) {
      const row = rows[i]!;
      const nearest = row.reduce((best, other) =>
        Math.abs(other.bbox[0] - item.bbox[0]) < Math.abs(best.bbox[0] - item.bbox[0]) ? other : best,
      );
      if (onOneLine(nearest, item)) {
        home = row;
        break;
      }
    }
    if (home) home.push(item);
    else rows.push([item]);
  }
  for (const row of rows) row.sort((a, b) => a.bbox[0] - b.bbox[0]);
  const bottom = (row: TextItem[]): number => Math.max(...row.map((i) => i.bbox[3]));
  return rows.sort((a, b) => bottom(a) - bottom(b));
}

const BULLET_ONLY =
  /^(?:[\u2022\u2023\u2043\u2219\u25A0-\u25FF\u2605\u2606\u27A2\u27A4\u2192\u25E6\u2756\u2713\u2714\u00B7\u2013\u2014*\-\u00A7\uF0B7\uF0A7]|\(?\d{1,2}[.)])$/u;

/** Whether the text is nothing but the mark of a list entry. */
export const isBulletMark = (text: string): boolean => BULLET_ONLY.test(text.trim());

/** The style that most characters have. */
export function dominantStyle(parts: readonly { readonly text: string; readonly style: TextStyle }[]): TextStyle {
  const first = parts[0]?.style;
  if (first && parts.every(({ style }) => style === first || isSameStyle(style, first))) return first;
  const weights = new Map<string, { style: TextStyle; weight: number }>();
  for (const { text, style } of parts) {
    const key = `${style.fontSize.toFixed(1)}|${style.bold}|${style.italic}|${style.color}`;
    const entry = weights.get(key) ?? { style, weight: 0 };
    entry.weight += text.trim().length;
    weights.set(key, entry);
  }
  let best: { style: TextStyle; weight: number } | undefined;
  for (const entry of weights.values()) if (!best || entry.weight > best.weight) best = entry;
  return best?.style ?? { fontSize: 10, bold: false, italic: false, color: null };
}

const isSameStyle = (a: TextStyle, b: TextStyle): boolean =>
  a.fontSize === b.fontSize && a.bold === b.bold && a.italic === b.italic && a.color === b.color;

/** Joins items into one text with single blanks where the page has word spaces, and notes where the style changes. */
export function joinItems(items: readonly TextItem[]): Pick<Chunk, 'text' | 'spans'> {
  let text = '';
  const spans: { start: number; end: number; bold: boolean; italic: boolean }[] = [];
  let previous: TextItem | undefined;
  for (const item of items) {
    if (!item.text.trim()) {
      if (item.text && text && !text.endsWith(' ')) text += ' ';
      if (!item.icon) continue;
    }
    if (previous && text && !text.endsWith(' ')) {
      const gap = item.bbox[0] - previous.bbox[2];
      const size = Math.max(item.style.fontSize, previous.style.fontSize);
      if (gap > WORD_GAP * size || item.text.startsWith(' ') || previous.text.endsWith(' ')) text += ' ';
    }
    const piece = item.text.replace(/\s+/g, ' ').trim();
    if (piece) {
      const start = text.length;
      text += piece;
      const last = spans.at(-1);
      if (last && last.bold === item.style.bold && last.italic === item.style.italic) last.end = text.length;
      else spans.push({ start, end: text.length, bold: item.style.bold, italic: item.style.italic });
      if (item.text.endsWith(' ')) text += ' ';
    }
    previous = item;
  }
  return { text: text.trimEnd(), spans: spans.filter((s) => s.end > s.start) };
}

const makeChunk = (items: TextItem[], row: number): Chunk => ({
  items,
  ...joinItems(items),
  bbox: unionOfBoxes(items.filter((i) => i.text.trim() || i.icon).map((i) => i.bbox)) ?? items[0]!.bbox,
  style: dominantStyle(items),
  row,
});

/** The lines of one cell of a table as one piece. */
export function chunkOfLines(lines: readonly TextItem[][]): Chunk {
  const parts = lines.map((line) => joinItems(line));
  let text = '';
  const spans: Chunk['spans'][number][] = [];
  for (const part of parts) {
    if (text) text += ' ';
    const at = text.length;
    for (const span of part.spans) {
      const last = spans.at(-1);
      const [start, end] = [span.start + at, span.end + at];
      if (last && last.bold === span.bold && last.italic === span.italic) spans[spans.length - 1] = { ...last, end };
      else spans.push({ ...span, start, end });
    }
    text += part.text;
  }
  return { ...makeChunk(lines.flat(), 0), text, spans, inTable: true };
}

/** Least gap before a cell of a column: word spaces of justified text are mostly narrower. */
const CELL_GAP = 0.42;
/** How far apart rows of one table may stand, in rows of the page. */
const CELL_ROWS = 6;

interface CellStart {
  readonly row: number;
  readonly x: number;
  readonly gapLeft: number;
}

/**
 * Where narrow gaps are the white space between columns: at least three rows near each other have text that starts at
 * the very same place behind such a gap, and no row between them writes across it. Word spaces do not line up like that.
 */
function findCellStarts(rows: readonly TextItem[][]): ReadonlySet<TextItem> {
  const starts: (CellStart & { item: TextItem })[] = [];
  const wide = new Set<TextItem>();
  rows.forEach((row, number) => {
    for (let i = 1; i < row.length; i++) {
      const [previous, item] = [row[i - 1]!, row[i]!];
      if (!item.text.trim() || !previous.text.trim() || isBulletMark(previous.text)) continue;
      const size = Math.min(Math.max(item.style.fontSize, previous.style.fontSize), 16);
      const gap = item.bbox[0] - previous.bbox[2];
      if (gap < CELL_GAP * size) continue;
      if (gap > WIDE_GAP * size) wide.add(item);
      starts.push({ row: number, x: item.bbox[0], gapLeft: previous.bbox[2], item });
    }
  });
  starts.sort((a, b) => a.x - b.x || a.row - b.row);
  const cells = new Set<TextItem>();
  for (let from = 0; from < starts.length; ) {
    let to = from + 1;
    while (to < starts.length && starts[to]!.x - starts[from]!.x <= 0.75) to += 1;
    const column = starts.slice(from, to).sort((a, b) => a.row - b.row);
    from = to;
    if (column.length < 3 || column.every((s) => wide.has(s.item))) continue;
    let run: typeof column = [];
    const close = (): void => {
      if (run.length >= 3) for (const { item } of run) cells.add(item);
      run = [];
    };
    for (const start of column) {
      const last = run.at(-1);
      if (last && (start.row - last.row > CELL_ROWS || crossesBetween(rows, last, start))) close();
      run.push(start);
    }
    close();
  }
  return cells;
}

/** Whether a row between two starts of cells has text on both sides of the gap without leaving it free. */
function crossesBetween(rows: readonly TextItem[][], from: CellStart, to: CellStart): boolean {
  const left = Math.max(from.gapLeft, to.gapLeft);
  for (let number = from.row + 1; number < to.row; number++)
    if (rows[number]!.some((i) => i.text.trim() && i.bbox[0] < left && i.bbox[2] > from.x + 1)) return true;
  return false;
}

/** Cuts rows at wide gaps and where columns begin. A bullet stays with the text that it marks. */
export function cutIntoChunks(rows: readonly TextItem[][]): Chunk[] {
  const cells = findCellStarts(rows);
  return rows.flatMap((row, number) => {
    const chunks: Chunk[] = [];
    let current: TextItem[] = [];
    for (const item of row) {
      const previous = current.at(-1);
      const gap = previous ? item.bbox[0] - previous.bbox[2] : 0;
      const size = previous ? Math.min(Math.max(item.style.fontSize, previous.style.fontSize), 16) : 0;
      const marks = (): boolean => current.every((i) => isBulletMark(i.text) || i.icon !== null || !i.text.trim());
      // an icon begins the next piece: "⌂ Szeged ☎ 06 70 679 9156"
      const atIcon =
        item.icon !== null && !isBulletMark(item.text) && current.some((i) => /[\p{L}\p{N}]/u.test(i.text));
      const apart = gap > 4 * size || ((gap > WIDE_GAP * size || cells.has(item)) && !marks());
      if (previous && (atIcon || apart)) {
        chunks.push(makeChunk(current, number));
        current = [];
      }
      current.push(item);
    }
    if (current.length > 0) chunks.push(makeChunk(current, number));
    return chunks.filter((c) => c.text || c.items.some((i) => i.icon));
  });
}
