import type { Block, Paragraph, Table, TableCell, TextRun } from '@vitamill/domain';
import { appendRun, paragraph, type RunStyle } from '../runs.js';

interface OpenTable {
  rows: { cells: TableCell[] }[];
  cells: TableCell[];
  blocks: Block[];
}

const emptyTable = (): OpenTable => ({ rows: [], cells: [], blocks: [] });

/** Puts one text of an RTF file together: paragraphs, tables and tables in their cells. */
export class Story {
  private readonly blocks: Block[] = [];
  private runs: TextRun[] = [];
  private outer = emptyTable();
  private inner = emptyTable();

  write(text: string, style: RunStyle): void {
    appendRun(this.runs, text, style);
  }

  /** `tableDepth`: 0 outside of tables, 2 and more inside of a cell's own table. */
  endParagraph(properties: Partial<Paragraph>, tableDepth: number): void {
    const block = paragraph(this.runs, properties);
    this.runs = [];
    if (tableDepth >= 2) {
      this.inner.blocks.push(block);
      return;
    }
    this.endInner();
    if (tableDepth === 1) {
      this.outer.blocks.push(block);
      return;
    }
    this.endOuter();
    this.blocks.push(block);
  }

  endCell(properties: Partial<Paragraph>, tableDepth: number): void {
    const table = tableDepth >= 2 ? this.inner : this.outer;
    if (this.runs.length > 0 || table.blocks.length === 0) this.endParagraph(properties, Math.max(1, tableDepth));
    else if (tableDepth < 2) this.endInner();
    table.cells.push({ blocks: table.blocks, span: 1 });
    table.blocks = [];
  }

  endRow(tableDepth: number): void {
    const table = tableDepth >= 2 ? this.inner : this.outer;
    if (table.cells.length > 0) table.rows.push({ cells: table.cells });
    table.cells = [];
  }

  end(properties: Partial<Paragraph>, tableDepth: number): Block[] {
    if (this.runs.length > 0) this.endParagraph(properties, tableDepth);
    this.endInner();
    this.endOuter();
    return this.blocks;
  }

  /** A block that stands beside the text, such as a text box. */
  add(block: Block): void {
    this.blocks.push(block);
  }

  private endInner(): void {
    this.outer.blocks.push(...blocksOf(this.inner));
    this.inner = emptyTable();
  }

  private endOuter(): void {
    this.blocks.push(...blocksOf(this.outer));
    this.outer = emptyTable();
  }
}

function blocksOf(table: OpenTable): Block[] {
  const rows = table.cells.length > 0 ? [...table.rows, { cells: table.cells }] : table.rows;
  const block: Table = { kind: 'table', rows };
  return [...(rows.length > 0 ? [block] : []), ...table.blocks];
}
