import type { Page, TextItem } from '@vitamill/domain';
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { findHiddenReason, isTextLayerOfScan } from './hidden-text.js';
import { cutRunAtLinks, itemsForBareLinks, readLinks } from './links.js';
import type { Matrix } from './matrix.js';
import { dropOverprints } from './overprint.js';
import { readShapes } from './page-shapes.js';
import { describeFont, type LoadedFont, type PdfFont } from './pdf-font.js';
import { PillFinder } from './pills.js';
import { readOperators } from './read-operators.js';
import { type DraftItem, itemsFromRun } from './runs-to-items.js';
import { joinSmallCapitals } from './small-capitals.js';
import { judgeTextLayer } from './text-layer-quality.js';

export interface PageReading {
  readonly page: Page;
  readonly operators: number;
}

const NO_FONT: PdfFont = describeFont({});

/** Reads one page: text with place and style, shapes, links. */
export async function readPage(
  proxy: PDFPageProxy,
  number: number,
  fonts: Map<string, PdfFont>,
  isLayerVisible: (group: unknown) => boolean,
): Promise<PageReading> {
  const viewport = proxy.getViewport({ scale: 1 });
  const transform = viewport.transform as unknown as Matrix;
  const [list, annotations] = await Promise.all([proxy.getOperatorList(), proxy.getAnnotations()]);
  const fontOf = (id: string): PdfFont => {
    const known = fonts.get(id);
    if (known) return known;
    const font = proxy.commonObjs.has(id) ? describeFont(proxy.commonObjs.get(id) as LoadedFont) : NO_FONT;
    fonts.set(id, font);
    return font;
  };
  const content = readOperators(list, {
    width: viewport.width,
    height: viewport.height,
    transform,
    fontOf,
    isLayerVisible,
  });
  const pills = new PillFinder(content.painted);
  const links = readLinks(annotations, transform);
  const drafts = joinSmallCapitals(
    dropOverprints(
      content.runs.flatMap((run) =>
        (links.length === 0 ? [{ run, href: null }] : cutRunAtLinks(run, links)).flatMap((part) =>
          itemsFromRun(part.run, pills).map((item) => (part.href ? { ...item, href: part.href } : item)),
        ),
      ),
    ),
  );
  const scan = isTextLayerOfScan(drafts, content);
  const reasons = new Map(drafts.map((draft) => [draft, findHiddenReason(draft, content, scan)]));
  const items = drafts.map((draft) => toItem(draft, reasons.get(draft) ?? null));
  return {
    page: {
      number,
      width: Math.round(viewport.width * 100) / 100,
      height: Math.round(viewport.height * 100) / 100,
      items: [...items, ...itemsForBareLinks(links, items)],
      shapes: readShapes(content),
      needsOcr: judgeTextLayer(drafts, content, (draft) => (reasons.get(draft) ?? null) !== null),
    },
    operators: content.operators,
  };
}

function toItem(draft: DraftItem, hidden: TextItem['hidden']): TextItem {
  const { text, bbox, style, rotation, href, icon } = draft;
  return { text, bbox, style, rotation, href, hidden, icon, ocrConfidence: null };
}
