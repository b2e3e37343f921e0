import type { Block, Frame, Paragraph, Table, TableCell, TextRun } from '@vitamill/domain';
import { MAX_BLOCK_DEPTH } from '../options.js';
import { appendRun, paragraph, type RunStyle } from '../runs.js';

interface OpenTable {
  readonly kind: 'table';
  readonly rows: { readonly cells: TableCell[] }[];
}
interface OpenBlocks {
  readonly kind: 'root' | 'cell' | 'frame';
  readonly blocks: Block[];
  readonly span: number;
  readonly role: Frame['role'];
}
type Container = OpenTable | OpenBlocks;

/** Puts blocks together from a stream of marks: text, ends of paragraphs, starts and ends of tables and cells. */
export class BlockWriter {
  private readonly stack: Container[] = [{ kind: 'root', blocks: [], span: 1, role: 'textbox' }];
  private runs: TextRun[] = [];
  /** A blank that is written only where text follows. */
  private blank: RunStyle | null = null;

  get isEmpty(): boolean {
    return this.runs.length === 0;
  }

  get depth(): number {
    return this.stack.length;
  }

  /** Text whose white space counts as one blank. */
  writeCollapsed(text: string, style: RunStyle): void {
    for (const piece of text.match(/[ \t\n\r\f]+|[^ \t\n\r\f]+/g) ?? []) {
      if (/^[ \t\n\r\f]/.test(piece)) {
        if (this.runs.length > 0 && !/[ \t\n]$/.test(this.runs.at(-1)?.text ?? '')) this.blank ??= style;
      } else {
        this.write(piece, style);
      }
    }
  }

  write(text: string, style: RunStyle): void {
    if (this.blank && !/^[\t\n]/.test(text)) appendRun(this.runs, ' ', this.blank);
    this.blank = null;
    appendRun(this.runs, text, style);
  }

  /** Ends the paragraph if there is text in it; true if it was written. */
  endParagraph(properties: Partial<Paragraph>): boolean {
    const runs = trimEnd(this.runs);
    this.runs = [];
    this.blank = null;
    if (runs.length === 0) return false;
    this.blocks().push(paragraph(runs, properties));
    return true;
  }

  openTable(): boolean {
    if (this.stack.length >= MAX_BLOCK_DEPTH * 2) return false;
    this.stack.push({ kind: 'table', rows: [] });
    return true;
  }

  openRow(): void {
    const table = this.stack.at(-1);
    if (table?.kind === 'table') table.rows.push({ cells: [] });
  }

  openCell(span: number): boolean {
    const table = this.stack.at(-1);
    if (table?.kind !== 'table') return false;
    if (table.rows.length === 0) table.rows.push({ cells: [] });
    this.stack.push({ kind: 'cell', blocks: [], span, role: 'textbox' });
    return true;
  }

  closeCell(): void {
    const cell = this.stack.at(-1);
    if (cell?.kind !== 'cell') return;
    this.stack.pop();
    const table = this.stack.at(-1);
    if (table?.kind === 'table') table.rows.at(-1)?.cells.push({ blocks: cell.blocks, span: cell.span });
  }

  closeTable(): void {
    const table = this.stack.at(-1);
    if (table?.kind !== 'table') return;
    this.stack.pop();
    const rows = table.rows.filter((row) => row.cells.length > 0);
    const block: Table = { kind: 'table', rows };
    if (rows.length > 0) this.blocks().push(block);
  }

  /** Closes all that is open and gives what was written. */
  end(): Block[] {
    this.endParagraph({});
    while (this.stack.length > 1) {
      if (this.stack.at(-1)?.kind === 'cell') this.closeCell();
      else this.closeTable();
    }
    return (this.stack[0] as OpenBlocks).blocks;
  }

  /** Where a paragraph goes: text between the cells of a table belongs before the table. */
  private blocks(): Block[] {
    for (let at = this.stack.length - 1; at >= 0; at--) {
      const container = this.stack[at] as Container;
      if (container.kind !== 'table') return container.blocks;
    }
    return [];
  }
}

function trimEnd(runs: readonly TextRun[]): TextRun[] {
  const result = [...runs];
  for (let last = result.at(-1); last; last = result.at(-1)) {
    const text = last.text.replace(/[ \t\n]+$/, '');
    result.pop();
    if (text !== '') {
      result.push({ ...last, text });
      break;
    }
  }
  return result;
}
