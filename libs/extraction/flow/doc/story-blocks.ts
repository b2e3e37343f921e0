import type { Block, Paragraph, TableCell, TextRun } from '@vitamill/domain';
import { replacePrivateGlyphs } from '../glyphs.js';
import { hyperlinkOf } from '../hyperlink-field.js';
import { appendRun, cleanText, paragraph, type RunStyle } from '../runs.js';
import type { CharacterFormat, ParagraphFormat } from './formatting.js';
import type { Story, WordText } from './word-stories.js';

const CELL = '\u0007';
const PARAGRAPH_ENDS = '\r\u000c\u0007';
// Pictures, notes, drawn objects and comments stand as single characters in the text.
const MARKS = /[\u0001\u0002\u0005\u0008\u0000\u0003\u0004\u0006]/;
const ALIGN: readonly Paragraph['align'][] = ['left', 'center', 'right', 'justify'];

/** The characters of one story -> blocks: paragraphs by their marks, tables by the marks of cells and rows. */
export function blocksOfStory(word: WordText, story: Story): Block[] {
  const blocks: Block[] = [];
  const fields: { code: string; inResult: boolean }[] = [];
  let runs: TextRun[] = [];
  let rows: { cells: TableCell[] }[] = [];
  let cells: TableCell[] = [];
  let cell: Block[] = [];

  const endTable = (): void => {
    if (cells.length > 0) rows.push({ cells });
    if (rows.length > 0) blocks.push({ kind: 'table', rows });
    blocks.push(...cell);
    rows = [];
    cells = [];
    cell = [];
  };
  const endParagraph = (format: ParagraphFormat, mark: string): void => {
    const block = paragraph(runs, propertiesOf(format));
    runs = [];
    if (mark !== CELL && !format.inTable) {
      if (rows.length > 0 || cells.length > 0 || cell.length > 0) endTable();
      blocks.push(block);
      return;
    }
    const rowEnd =
      mark === CELL && (format.rowEnd || (cell.length === 0 && block.runs.length === 0 && cells.length > 1));
    if (rowEnd) {
      if (cells.length > 0) rows.push({ cells });
      cells = [];
      cell = [];
      return;
    }
    cell.push(block);
    if (mark === CELL) {
      cells.push({ blocks: cell, span: 1 });
      cell = [];
    }
  };

  const end = Math.min(story.end, word.text.length);
  for (let at = story.start; at < end; at++) {
    const char = word.text[at] as string;
    const field = fields.at(-1);
    if (char === '\u0013') fields.push({ code: '', inResult: false });
    else if (char === '\u0014') {
      if (field) field.inResult = true;
    } else if (char === '\u0015') fields.pop();
    else if (field && !field.inResult) field.code += field.code.length < 4000 ? char : '';
    else if (PARAGRAPH_ENDS.includes(char)) endParagraph(word.paragraphs.at(at), char);
    else if (!MARKS.test(char)) {
      const format = word.characters.at(at);
      if (format.deleted) continue;
      const href = fields.map((open) => hyperlinkOf(open.code)).findLast((target) => target !== null) ?? null;
      appendRun(runs, characterText(char), styleOf(format, href));
    }
  }
  if (runs.length > 0) endParagraph({}, '\r');
  if (rows.length > 0 || cells.length > 0 || cell.length > 0) endTable();
  return blocks;
}

function characterText(char: string): string {
  if (char === '\t') return char;
  if (char === '\u001e') return '-';
  if (char === '\u000b' || char === '\n') return '\n';
  return replacePrivateGlyphs(cleanText(char), null);
}

function styleOf(format: CharacterFormat, href: string | null): RunStyle {
  const tiny = format.fontSize !== undefined && format.fontSize <= 1;
  return {
    bold: format.bold ?? false,
    italic: format.italic ?? false,
    fontSize: format.fontSize ?? null,
    color: format.color ?? null,
    href,
    // Shades of cells are not read: white text may stand on one, so that a colour hides nothing here.
    hidden: format.hidden ? 'vanish' : tiny ? 'tiny' : null,
  };
}

function propertiesOf(format: ParagraphFormat): Partial<Paragraph> {
  const { style = 0, outline = 9 } = format;
  const level = outline < 9 ? outline + 1 : style >= 1 && style <= 9 ? style : null;
  // 0 takes a paragraph out of its list; 0x7ff stands for numbering of Word 6.
  const listed = format.list !== undefined && format.list !== 0 && level === null;
  return {
    headingLevel: level === null ? null : Math.min(6, level),
    list: listed ? { level: Math.min(8, format.listLevel ?? 0), ordered: false } : null,
    indent: Math.max(0, (format.left ?? 0) / 20),
    align: format.align === undefined ? null : (ALIGN[format.align] ?? null),
    bordered: format.bordered ?? false,
  };
}
