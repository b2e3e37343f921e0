import type { Block, Frame, Paragraph, Table, TableCell } from '@vitamill/domain';
import type { Backdrop } from '../colours.js';
import { MAX_BLOCK_DEPTH } from '../options.js';
import { childOf, childrenOf, elementsOf, pathOf, type XmlElement } from '../xml.js';
import type { PartContext, Surroundings } from './context.js';
import { readParagraph } from './paragraph.js';
import { fillOf, styleChain } from './styles.js';

const WRAPPERS = new Set([
  'w:sdtContent',
  'w:customXml',
  'w:ins',
  'w:moveTo',
  'w:smartTag',
  'wx:sect',
  'wx:sub-section',
  // Paragraphs with a common border.
  'wx:pBdrGroup',
  'mc:Choice',
  'aml:content',
]);

/** Reads the paragraphs and tables below `parent`. Columns of sections become frames. */
export function readBlocks(parent: XmlElement, context: PartContext, around: Surroundings): Block[] {
  const state = { done: [] as Block[], section: [] as Block[], breaks: [] as number[], open: null as Paragraph | null };
  readInto(parent, context, around, state);
  closeSection(state, childOf(parent, 'w:sectPr'));
  return state.done;
}

interface State {
  readonly done: Block[];
  /** Blocks of the section being read, and where its column breaks stand. */
  section: Block[];
  breaks: number[];
  /** A paragraph whose end was deleted. */
  open: Paragraph | null;
}

function readInto(parent: XmlElement, context: PartContext, around: Surroundings, state: State): void {
  for (const element of elementsOf(parent)) {
    switch (element.name) {
      case 'w:p': {
        const { pieces, textboxes, joinsNext } = readParagraph(element, context, around, readBlocks);
        pieces.forEach((piece, at) => {
          if (at > 0) state.breaks.push(state.section.length);
          const joined = state.open ? { ...state.open, runs: [...state.open.runs, ...piece.runs] } : piece;
          state.open = joinsNext && at === pieces.length - 1 ? joined : null;
          if (!state.open) addParagraph(state.section, joined, childOf(childOf(element, 'w:pPr'), 'w:framePr'));
        });
        state.section.push(...textboxes);
        const sectPr = pathOf(element, 'w:pPr', 'w:sectPr');
        if (sectPr) closeSection(state, sectPr);
        break;
      }
      case 'w:tbl':
        state.section.push(...readTable(element, context, around));
        break;
      case 'w:sdt':
        readInto(childOf(element, 'w:sdtContent') ?? element, context, around, state);
        break;
      case 'mc:AlternateContent': {
        const chosen = childOf(element, 'mc:Choice') ?? childOf(element, 'mc:Fallback');
        if (chosen) readInto(chosen, context, around, state);
        break;
      }
      case 'w:altChunk':
        context.seen.externalReference ||=
          context.relationships.get(element.attributes['r:id'] ?? '')?.external === true;
        break;
      case 'w:del':
      case 'w:moveFrom':
        context.seen.trackedChanges = true;
        break;
      default:
        if (WRAPPERS.has(element.name)) readInto(element, context, around, state);
    }
  }
}

/** Paragraphs of one old-style frame stand together; a drop cap belongs to the paragraph it begins. */
function addParagraph(blocks: Block[], paragraph: Paragraph, framePr: XmlElement | null): void {
  const last = blocks.at(-1);
  if (framePr && /drop|margin/.test(framePr.attributes['w:dropCap'] ?? '')) {
    DROP_CAPS.set(paragraph, true);
    blocks.push(paragraph);
  } else if (last?.kind === 'paragraph' && DROP_CAPS.has(last)) {
    blocks[blocks.length - 1] = { ...paragraph, runs: [...last.runs, ...paragraph.runs] };
  } else if (framePr) {
    const box = last?.kind === 'frame' && OLD_FRAMES.has(last) ? last : null;
    const frame: Frame = { kind: 'frame', role: 'textbox', blocks: [...(box?.blocks ?? []), paragraph] };
    OLD_FRAMES.set(frame, true);
    if (box) blocks[blocks.length - 1] = frame;
    else blocks.push(frame);
  } else blocks.push(paragraph);
}

const DROP_CAPS = new WeakMap<Paragraph, true>();
const OLD_FRAMES = new WeakMap<Frame, true>();

function closeSection(state: State, sectPr: XmlElement | null): void {
  if (state.open) state.section.push(state.open);
  const columns = childOf(sectPr, 'w:cols');
  const count = Math.max(Number(columns?.attributes['w:num'] ?? 1), childrenOf(columns, 'w:col').length);
  // Without breaks the text flows from column to column: its order is the reading order already.
  if (count > 1 && state.breaks.length > 0) {
    const edges = [0, ...state.breaks, state.section.length];
    for (let at = 0; at + 1 < edges.length; at++) {
      const blocks = state.section.slice(edges[at], edges[at + 1]);
      if (blocks.length > 0) state.done.push({ kind: 'frame', role: 'column', blocks });
    }
  } else state.done.push(...state.section);
  state.section = [];
  state.breaks = [];
  state.open = null;
}

function readTable(table: XmlElement, context: PartContext, around: Surroundings): Block[] {
  const tableStyle = pathOf(table, 'w:tblPr', 'w:tblStyle')?.attributes['w:val'] ?? null;
  const painted = styleChain(context.styles, tableStyle).some((style) => style.paints);
  const tableFill = fillOf(pathOf(table, 'w:tblPr', 'w:shd'));
  const backdrop: Backdrop = painted ? 'unknown' : (tableFill ?? around.backdrop);
  const inner = { backdrop, tableStyle, depth: around.depth + 1 };
  const rows: { cells: TableCell[] }[] = [];
  for (const row of unwrapped(table, 'w:tr')) {
    const trPr = childOf(row, 'w:trPr');
    if (childOf(trPr, 'w:del')) {
      context.seen.trackedChanges = true;
      continue;
    }
    const cells: TableCell[] = [];
    pushGap(cells, childOf(trPr, 'w:gridBefore'));
    for (const cell of unwrapped(row, 'w:tc')) cells.push(readCell(cell, context, inner));
    pushGap(cells, childOf(trPr, 'w:gridAfter'));
    rows.push({ cells });
  }
  if (around.depth >= MAX_BLOCK_DEPTH) return rows.flatMap((row) => row.cells.flatMap((cell) => cell.blocks));
  return [{ kind: 'table', rows } satisfies Table];
}

function readCell(cell: XmlElement, context: PartContext, around: Surroundings): TableCell {
  const tcPr = childOf(cell, 'w:tcPr');
  const span = Math.max(1, Number(childOf(tcPr, 'w:gridSpan')?.attributes['w:val'] ?? 1) || 1);
  const merge = childOf(tcPr, 'w:vMerge') ?? childOf(tcPr, 'w:vmerge');
  if (merge && merge.attributes['w:val'] !== 'restart') return { blocks: [], span };
  const backdrop = fillOf(childOf(tcPr, 'w:shd')) ?? around.backdrop;
  return { blocks: readBlocks(cell, context, { ...around, backdrop }), span };
}

function pushGap(cells: TableCell[], gap: XmlElement | null): void {
  const span = Number(gap?.attributes['w:val'] ?? 0);
  if (span > 0) cells.push({ blocks: [], span });
}

/** Rows or cells, also those inside content controls. */
function unwrapped(parent: XmlElement, name: string): XmlElement[] {
  return elementsOf(parent).flatMap((element) => {
    if (element.name === name) return [element];
    if (element.name === 'w:sdt') return unwrapped(childOf(element, 'w:sdtContent') ?? element, name);
    return WRAPPERS.has(element.name) ? unwrapped(element, name) : [];
  });
}
