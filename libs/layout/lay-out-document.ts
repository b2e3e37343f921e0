import {
  type Block,
  type ExtractedDocument,
  type HiddenText,
  type LaidOutDocument,
  type Line,
  type Page,
  type PagedDocument,
  type TextItem,
} from '@vitamill/domain';
import { type Chunk, cutIntoChunks, groupIntoRows } from './chunk.js';
import { linesOfFlow } from './flow-lines.js';
import type { LayoutHints } from './hints.js';
import type { DraftRegion, LineDraft } from './line-draft.js';
import { linesOfRegion } from './page-lines.js';
import { cutIntoRegions, type Region } from './regions.js';
import { markRepeatedLines } from './repeated-lines.js';
import { readRuledTables } from './ruled-tables.js';
import { joinWrappedLabels } from './table-rows.js';
import { uprightHeadings } from './turned-headings.js';

/** The font size that most characters of the document have, in points. */
function findBodyFontSize(pages: readonly Page[]): number {
  const weights = new Map<number, number>();
  for (const page of pages)
    for (const item of page.items)
      if (!item.hidden && item.style.fontSize > 0) {
        const size = Math.round(item.style.fontSize * 2) / 2;
        weights.set(size, (weights.get(size) ?? 0) + item.text.length);
      }
  let best = 10;
  let most = 0;
  for (const [size, weight] of weights)
    if (weight > most) {
      most = weight;
      best = size;
    }
  return best;
}

interface PlacedRegion {
  readonly page: Page;
  readonly region: Region;
  readonly lines: LineDraft[];
  readonly characters: number;
}

/**
 * Brings the regions of all pages into streams: text that goes on from one page to the next in the same column. The
 * widest column of a page continues the widest of the page before; sidebars follow the main text.
 */
function orderRegions(placed: readonly PlacedRegion[]): DraftRegion[] {
  const main: DraftRegion[] = [];
  const side: DraftRegion[] = [];
  const pages = [...new Set(placed.map((p) => p.page))];
  for (const page of pages) {
    const regions = placed.filter((p) => p.page === page);
    const width = (p: PlacedRegion): number => p.region.bbox[2] - p.region.bbox[0];
    for (const candidate of regions) {
      const beside = regions.filter(
        (other) =>
          other !== candidate &&
          Math.min(other.region.bbox[3], candidate.region.bbox[3]) -
            Math.max(other.region.bbox[1], candidate.region.bbox[1]) >
            0 &&
          (other.region.bbox[0] >= candidate.region.bbox[2] - 2 ||
            other.region.bbox[2] <= candidate.region.bbox[0] + 2),
      );
      const narrower =
        !candidate.region.isCard &&
        beside.some((other) => width(other) > 1.25 * width(candidate) && other.characters > candidate.characters);
      const kind: Line['regionKind'] = narrower
        ? 'sidebar'
        : beside.length > 0 || width(candidate) < 0.6 * page.width
          ? 'main'
          : 'band';
      (narrower ? side : main).push({ kind, lines: candidate.lines });
    }
  }
  return [...main, ...side];
}

/** How far text of the region could go to the right: to the next column beside it, or to the margin. */
function rightLimit(region: Region, regions: readonly Region[], margin: number): number {
  const beside = regions.filter(
    (other) =>
      other !== region &&
      other.bbox[0] >= region.bbox[2] - 1 &&
      Math.min(other.bbox[3], region.bbox[3]) > Math.max(other.bbox[1], region.bbox[1]),
  );
  return Math.min(margin, ...beside.map((other) => other.bbox[0]));
}

/** Text beside what it belongs to follows it without a gap. */
const placedBehind = ({ goesOn }: Region, lines: readonly LineDraft[]): LineDraft[] =>
  lines.map((line, i) => (goesOn && i === 0 ? { ...line, gapBefore: 0.1 } : line));

/** The pieces of a page: those of tables with rules cell by cell, the others as they stand in their rows. */
function chunksOf(items: readonly TextItem[], page: Page, bodyFontSize: number, hints: LayoutHints): Chunk[] {
  const { rows: tableRows, rest } = readRuledTables(items, page.shapes);
  const rows = groupIntoRows(rest);
  const chunks = joinWrappedLabels(cutIntoChunks(rows), bodyFontSize, hints);
  const bottoms = rows.map((row) => Math.max(...row.map((i) => i.bbox[3])));
  const inTables = tableRows.flatMap(({ bottom, cells }, i) => {
    const row = bottoms.filter((b) => b < bottom).length - 1 + (i + 1) / (tableRows.length + 1);
    return cells.map((cell) => ({ ...cell, row }));
  });
  return [...chunks, ...inTables];
}

function linesOfPages(document: PagedDocument, hints: LayoutHints, bodyFontSize: number): DraftRegion[] {
  const placed = document.pages.flatMap((page) => {
    const visible = page.items.filter((i) => !i.hidden && (i.text.trim() || i.icon));
    const { upright, aside: turned } = uprightHeadings(visible, page.shapes, hints);
    const chunks = chunksOf(upright, page, bodyFontSize, hints);
    const regions = cutIntoRegions(chunks, bodyFontSize, hints);
    const aside: Region[] =
      turned.length > 0 ? [{ chunks: cutIntoChunks(groupIntoRows(turned)), bbox: turned[0]!.bbox, isCard: false }] : [];
    const margin = Math.min(...chunks.map((c) => c.bbox[0]), page.width / 4);
    return [...regions, ...aside].map((region) => ({
      page,
      region,
      lines: placedBehind(
        region,
        linesOfRegion(
          joinWrappedLabels(region.chunks, bodyFontSize, hints),
          page,
          bodyFontSize,
          hints,
          rightLimit(region, regions, page.width - margin),
        ),
      ),
      characters: region.chunks.reduce((sum, c) => sum + c.text.length, 0),
    }));
  });
  return markRepeatedLines(orderRegions(placed), document.pages);
}

const textOf = (blocks: readonly Block[]): HiddenText[] =>
  blocks.flatMap((block): HiddenText[] => {
    if (block.kind === 'table') return block.rows.flatMap((row) => row.cells.flatMap((cell) => textOf(cell.blocks)));
    if (block.kind === 'frame') return textOf(block.blocks);
    return block.runs.flatMap((run) =>
      run.hidden && run.text.trim() ? [{ page: 1, bbox: null, text: run.text, reason: run.hidden }] : [],
    );
  });

/** Items or blocks -> lines in reading order, with what tells headings, lists and columns apart. */
export function layOutDocument(document: ExtractedDocument, hints: LayoutHints): LaidOutDocument {
  const paged = document.kind === 'paged';
  const bodyFontSize = paged ? findBodyFontSize(document.pages) : 10;
  const regions = paged
    ? linesOfPages(document, hints, bodyFontSize)
    : linesOfFlow(document.blocks, document.format === 'text', hints);
  const lines: Line[] = [];
  regions.forEach((region, number) => {
    for (const draft of region.lines) {
      const segments = draft.segments.filter((s) => s.text || s.icon);
      if (segments.length === 0) continue;
      // property by property: a spread of so many takes longer than all else here
      lines.push({
        ...(draft.ocrRepairs ? { ocrRepairs: draft.ocrRepairs } : {}),
        page: draft.page,
        bbox: draft.bbox,
        segments,
        style: draft.style,
        bullet: draft.bullet,
        headingLevel: draft.headingLevel,
        ruled: draft.ruled,
        ocrConfidence: draft.ocrConfidence,
        indent: draft.indent,
        continues: draft.continues,
        // the top of a later page says nothing about the space above
        gapBefore:
          paged && lines.length > 0 && lines.at(-1)!.page !== draft.page && draft.gapBefore >= 2
            ? 0.1
            : draft.gapBefore,
        index: lines.length,
        text: segments
          .map((s) => s.text)
          .filter(Boolean)
          .join('  '),
        region: number,
        regionKind: region.kind,
      });
    }
  });
  const sizes = new Map<number, number>();
  if (!paged)
    for (const line of lines) sizes.set(line.style.fontSize, (sizes.get(line.style.fontSize) ?? 0) + line.text.length);
  return {
    lines,
    pageSizes: paged ? document.pages.map(({ width, height }) => ({ width, height })) : [],
    hidden: paged
      ? document.pages.flatMap((page) =>
          page.items.flatMap((i) =>
            i.hidden && i.text.trim() ? [{ page: page.number, bbox: i.bbox, text: i.text, reason: i.hidden }] : [],
          ),
        )
      : textOf(document.blocks),
    bodyFontSize: paged ? bodyFontSize : ([...sizes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 10),
  };
}
