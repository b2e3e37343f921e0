import type { Page, TextItem } from '@vitamill/domain';
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { addDrawnBullets } from './drawn-bullets.js';
import type { GlyphRun } from './glyph-runs.js';
import { findHiddenReason, isTextLayerOfScan } from './hidden-text.js';
import { cutRunAtLinks, itemsForBareLinks, type PageLink, readLinks } from './links.js';
import type { Matrix } from './matrix.js';
import { dropOverprints } from './overprint.js';
import type { PageContent } from './page-content.js';
import { readShapes } from './page-shapes.js';
import { describeFont, type LoadedFont, type PdfFont } from './pdf-font.js';
import { PillFinder } from './pills.js';
import { readOperators } from './read-operators.js';
import { type DraftItem, itemsFromRun } from './runs-to-items.js';
import { joinSmallCapitals } from './small-capitals.js';
import { judgeTextLayer } from './text-layer-quality.js';

/** What a page draws, still without its links. */
export interface DrawnPage {
  readonly number: number;
  readonly content: PageContent;
  readonly transform: Matrix;
}

/** Follows what the page draws. */
export async function drawPage(
  proxy: PDFPageProxy,
  number: number,
  fonts: Map<string, PdfFont>,
  isLayerVisible: (group: unknown) => boolean,
): Promise<DrawnPage> {
  const { width, height, transform } = proxy.getViewport({ scale: 1 });
  const list = await proxy.getOperatorList();
  const fontOf = (id: string): PdfFont => {
    const known = fonts.get(id);
    if (known) return known;
    const font = describeFont(proxy.commonObjs.has(id) ? (proxy.commonObjs.get(id) as LoadedFont) : {});
    fonts.set(id, font);
    return font;
  };
  const toShown = transform as unknown as Matrix;
  return {
    number,
    content: readOperators(list, { width, height, transform: toShown, fontOf, isLayerVisible }),
    transform: toShown,
  };
}

/** The page with its text as items, its shapes and its links. */
export function composePage({ number, content, transform }: DrawnPage, annotations: readonly unknown[]): Page {
  const pills = new PillFinder(content.painted);
  const links = readLinks(annotations, transform);
  const texts = dropOverprints(content.runs.flatMap((run) => itemsOfRun(run, links, pills)));
  const drafts = addDrawnBullets(joinSmallCapitals(texts), content.painted);
  const scan = isTextLayerOfScan(drafts, content);
  const reasons = drafts.map((draft) => findHiddenReason(draft, content, scan));
  const items = drafts.map((draft, i) => toItem(draft, reasons[i] ?? null));
  return {
    number,
    width: Math.round(content.width * 100) / 100,
    height: Math.round(content.height * 100) / 100,
    items: [...items, ...itemsForBareLinks(links, items)],
    shapes: readShapes(content),
    needsOcr: judgeTextLayer(drafts, content, (i) => (reasons[i] ?? null) !== null, scan),
  };
}

function itemsOfRun(run: GlyphRun, links: readonly PageLink[], pills: PillFinder): DraftItem[] {
  if (links.length === 0) return itemsFromRun(run, pills);
  return cutRunAtLinks(run, links).flatMap((part) => {
    const items = itemsFromRun(part.run, pills);
    return part.href ? items.map((item) => ({ ...item, href: part.href })) : items;
  });
}

function toItem(draft: DraftItem, hidden: TextItem['hidden']): TextItem {
  const { text, bbox, style, rotation, href, icon } = draft;
  return { text, bbox, style, rotation, href, hidden, icon, ocrConfidence: null };
}
