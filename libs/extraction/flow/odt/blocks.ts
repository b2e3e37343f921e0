import type { Block, Frame, HiddenReason, Paragraph, TableCell, TextRun } from '@vitamill/domain';
import { type Backdrop, vanishesOn } from '../colours.js';
import { headingLevelOf } from '../docx/styles.js';
import { replacePrivateGlyphs } from '../glyphs.js';
import { MAX_BLOCK_DEPTH } from '../options.js';
import { appendRun, cleanText, hasText, paragraph, type RunStyle } from '../runs.js';
import { childOf, childrenOf, elementsOf, type XmlElement } from '../xml.js';
import type { OdtStyles, StyleProperties } from './styles.js';

/** What surrounds a block. */
export interface Surroundings {
  readonly backdrop: Backdrop;
  readonly hidden: boolean;
  readonly depth: number;
  readonly list: { readonly style: string | undefined; readonly level: number } | null;
}

export const ON_PAGE: Surroundings = { backdrop: null, hidden: false, depth: 0, list: null };

const TINY = 1;
const MAX_REPEATED = 100;
/** Points by which a level of a list moves to the right where its style does not say. */
const LIST_STEP = 18;
/** Hold blocks and say nothing about them. */
const CONTAINERS = new Set(
  (
    'text:index-body text:index-title text:table-of-content text:alphabetical-index text:user-index ' +
    'text:illustration-index text:bibliography office:text text:numbered-paragraph draw:g draw:a draw:page'
  ).split(' '),
);
const SHAPES = new Set(
  'draw:frame draw:custom-shape draw:rect draw:ellipse draw:polygon draw:path draw:caption draw:circle draw:line'.split(
    ' ',
  ),
);
const DROPPED = new Set(
  (
    'office:annotation office:annotation-end text:note-citation text:tracked-changes svg:title svg:desc draw:image ' +
    'draw:object draw:object-ole office:event-listeners office:forms text:ruby-text text:bibliography-mark ' +
    'text:hidden-text text:meta-field-source draw:plugin draw:control'
  ).split(' '),
);

/** Reads the blocks of one part: the body, or the headers and footers of the pages. */
export class OdtBlockReader {
  /** Foot and end notes, in their order. */
  readonly notes: Block[] = [];

  constructor(private readonly styles: OdtStyles) {}

  read(parent: XmlElement, around: Surroundings): Block[] {
    return elementsOf(parent).flatMap((element) => this.readBlock(element, around));
  }

  private readBlock(element: XmlElement, around: Surroundings): Block[] {
    switch (element.name) {
      case 'text:p':
      case 'text:h':
        return this.readParagraph(element, around, null);
      case 'text:list':
        return this.readList(element, around);
      case 'table:table':
        return this.readTable(element, around);
      case 'text:section': {
        const hidden = around.hidden || element.attributes['text:display'] === 'none';
        return this.read(element, { ...around, hidden });
      }
      default:
        if (SHAPES.has(element.name)) return this.readShape(element, around);
        return CONTAINERS.has(element.name) ? this.read(element, around) : [];
    }
  }

  private readParagraph(element: XmlElement, around: Surroundings, list: Paragraph['list']): Block[] {
    const style = this.styles.find('paragraph', element.attributes['text:style-name']);
    const runs: TextRun[] = [];
    const frames: Block[] = [];
    this.readInline(
      element,
      { ...around, backdrop: style.paragraphFill ?? around.backdrop },
      style,
      null,
      runs,
      frames,
    );
    const level = headingLevel(element, style);
    const left = (style.left ?? 0) + (around.list ? LIST_STEP * (around.list.level + 1) : 0);
    const block = paragraph(runs, {
      headingLevel: level,
      list: level === null ? list : null,
      indent: list ? left : Math.max(0, left + (style.firstLine ?? 0)),
      align: style.align ?? null,
      bordered: style.bordered ?? typeof style.paragraphFill === 'string',
    });
    return [block, ...frames];
  }

  private readInline(
    parent: XmlElement,
    around: Surroundings,
    style: StyleProperties,
    href: string | null,
    runs: TextRun[],
    frames: Block[],
  ): void {
    const write = (text: string): void =>
      appendRun(runs, replacePrivateGlyphs(cleanText(text), style.font ?? null), this.runStyle(style, around, href));
    for (const child of parent.children) {
      if (typeof child === 'string') {
        const text = child.replace(/[\t\r\n ]+/g, ' ');
        // White space at the start and beside another blank counts for nothing.
        const before = runs.at(-1)?.text ?? '';
        write(before === '' || / $/.test(before) ? text.replace(/^ /, '') : text);
        continue;
      }
      switch (child.name) {
        case 'text:tab':
          write('\t');
          break;
        case 'text:line-break':
          write('\n');
          break;
        case 'text:s':
          write(' '.repeat(Math.min(200, Math.max(1, Number.parseInt(child.attributes['text:c'] ?? '1', 10) || 1))));
          break;
        case 'text:span': {
          const own = this.styles.find('text', child.attributes['text:style-name']);
          this.readInline(child, around, { ...style, ...withoutUndefined(own) }, href, runs, frames);
          break;
        }
        case 'text:a':
          this.readInline(child, around, style, linkOf(child) ?? href, runs, frames);
          break;
        case 'text:note':
          if (around.depth < MAX_BLOCK_DEPTH)
            this.notes.push(
              ...this.read(childOf(child, 'text:note-body') ?? child, { ...ON_PAGE, depth: around.depth + 1 }),
            );
          break;
        default:
          if (SHAPES.has(child.name) || child.name === 'draw:g' || child.name === 'draw:a')
            frames.push(...this.readBlock(child, { ...around, list: null }));
          else if (!DROPPED.has(child.name)) this.readInline(child, around, style, href, runs, frames);
      }
    }
  }

  private runStyle(style: StyleProperties, around: Surroundings, href: string | null): RunStyle {
    const color = style.color ?? null;
    const backdrop = style.textFill ?? around.backdrop ?? (this.styles.paintedBehind ? 'unknown' : null);
    const fontSize = style.fontSize ?? null;
    let hidden: HiddenReason | null = null;
    if (style.hidden || around.hidden) hidden = 'vanish';
    else if (fontSize !== null && fontSize <= TINY) hidden = 'tiny';
    else if (vanishesOn(color, backdrop)) hidden = 'same-colour';
    return { bold: style.bold ?? false, italic: style.italic ?? false, fontSize, color, href, hidden };
  }

  private readList(list: XmlElement, around: Surroundings): Block[] {
    const outer = around.list;
    const level = outer ? outer.level + 1 : 0;
    const style = list.attributes['text:style-name'] ?? outer?.style;
    const inside: Surroundings = { ...around, list: { style, level } };
    return elementsOf(list).flatMap((item) => {
      let mark: Paragraph['list'] = null;
      const ordered = this.styles.ordered(style, level);
      if (item.name === 'text:list-item' && ordered !== null) mark = { level: Math.min(8, level), ordered };
      return elementsOf(item).flatMap((element) => {
        if (element.name !== 'text:p' && element.name !== 'text:h') return this.readBlock(element, inside);
        const blocks = this.readParagraph(element, inside, mark);
        mark = null;
        return blocks;
      });
    });
  }

  private readTable(table: XmlElement, around: Surroundings): Block[] {
    const rows: { cells: TableCell[] }[] = [];
    const readRows = (parent: XmlElement, outer: Surroundings): void => {
      for (const element of elementsOf(parent)) {
        if (/^table:table-(?:header-rows|rows|row-group)$/.test(element.name)) readRows(element, outer);
        else if (element.name === 'table:table-row') {
          const inRow = this.filled(outer, 'table-row', element);
          rows.push({ cells: elementsOf(element).flatMap((cell) => this.readCell(cell, inRow)) });
        }
      }
    };
    readRows(table, { ...this.filled(around, 'table', table), depth: around.depth + 1, list: null });
    const kept = rows.filter((row) => row.cells.length > 0);
    if (around.depth >= MAX_BLOCK_DEPTH) return kept.flatMap((row) => row.cells.flatMap((cell) => cell.blocks));
    return kept.length > 0 ? [{ kind: 'table', rows: kept }] : [];
  }

  private readCell(cell: XmlElement, around: Surroundings): TableCell[] {
    if (cell.name !== 'table:table-cell') return [];
    const count = (name: string): number => Math.max(1, Number.parseInt(cell.attributes[name] ?? '1', 10) || 1);
    const read: TableCell = {
      blocks: this.read(cell, this.filled(around, 'table-cell', cell)),
      span: Math.min(1000, count('table:number-columns-spanned')),
    };
    // Empty cells at the end of a row are written once for hundreds of columns.
    const repeated = hasText(read.blocks) ? Math.min(MAX_REPEATED, count('table:number-columns-repeated')) : 1;
    return Array.from({ length: repeated }, () => read);
  }

  private filled(around: Surroundings, family: string, element: XmlElement): Surroundings {
    const fill = this.styles.find(family, element.attributes['table:style-name']).boxFill;
    return fill === undefined ? around : { ...around, backdrop: fill };
  }

  /** A text box or a shape with words on it. */
  private readShape(shape: XmlElement, around: Surroundings): Block[] {
    const fill = this.styles.find('graphic', shape.attributes['draw:style-name']).boxFill;
    const inside: Surroundings = {
      ...around,
      backdrop: fill ?? around.backdrop,
      depth: around.depth + 1,
      list: null,
    };
    const boxes = childrenOf(shape, 'draw:text-box');
    const blocks = (boxes.length > 0 ? boxes : [shape]).flatMap((box) => this.read(box, inside));
    if (!hasText(blocks) || around.depth >= MAX_BLOCK_DEPTH) return hasText(blocks) ? blocks : [];
    const frame: Frame = { kind: 'frame', role: 'textbox', blocks };
    return [frame];
  }
}

function headingLevel(element: XmlElement, style: StyleProperties): number | null {
  const outline =
    element.name === 'text:h' ? Number.parseInt(element.attributes['text:outline-level'] ?? '1', 10) : style.outline;
  const name = style.name ?? '';
  const named = { id: name, name, type: 'paragraph', basedOn: null, run: {}, paragraph: {}, paints: false };
  return headingLevelOf([named], outline && outline >= 1 ? outline - 1 : undefined);
}

const linkOf = (link: XmlElement): string | null => {
  const target = link.attributes['xlink:href'] ?? '';
  return target === '' || target.startsWith('#') ? null : target;
};

const withoutUndefined = (style: StyleProperties): StyleProperties =>
  Object.fromEntries(Object.entries(style).filter(([, value]) => value !== undefined));
