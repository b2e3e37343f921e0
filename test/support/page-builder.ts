import type { HiddenReason, PagedDocument, Shape, TextItem } from '@vitamill/domain';

/** A4 in points. */
const PAGE = { width: 595, height: 842 };
/** Width of a character in font sizes, as of a usual sans serif. */
const CHARACTER = 0.5;

interface ItemStyle {
  readonly size?: number;
  readonly bold?: boolean;
  readonly color?: string;
  readonly hidden?: HiddenReason;
  readonly href?: string;
  readonly rotation?: number;
  readonly ocrConfidence?: number;
}

export const widthOfText = (text: string, size = 10): number => text.length * CHARACTER * size;

/** A text whose left top corner stands at x, y (points from the left top of the page). */
export function at(x: number, y: number, text: string, style: ItemStyle = {}): TextItem {
  const { size = 10, bold = false, color = '#000000', hidden = null, href = null, rotation = 0 } = style;
  return {
    text,
    bbox: [x, y, x + widthOfText(text, size), y + size],
    style: { fontSize: size, bold, italic: false, color },
    rotation,
    href,
    hidden,
    icon: null,
    ocrConfidence: style.ocrConfidence ?? null,
  };
}

/** A text that ends at `right`. */
export const endingAt = (right: number, y: number, text: string, style: ItemStyle = {}): TextItem =>
  at(right - widthOfText(text, style.size), y, text, style);

/** Lines below each other from `y`, 14 points apart; an empty string leaves a line out. */
export const column = (x: number, y: number, texts: readonly string[], style: ItemStyle = {}): TextItem[] =>
  texts.flatMap((text, i) => (text ? [at(x, y + 14 * i, text, style)] : []));

/** A line drawn from x0 to x1. */
export const rule = (x0: number, x1: number, y: number): Shape => ({
  kind: 'rule',
  bbox: [x0, y, x1, y + 0.5],
  color: '#000000',
});

/** A document of pages with these items. */
export function pagedDocument(
  pages: readonly (readonly TextItem[])[],
  shapes: readonly (readonly Shape[])[] = [],
): PagedDocument {
  return {
    kind: 'paged',
    format: 'pdf',
    pages: pages.map((items, i) => ({
      ...PAGE,
      number: i + 1,
      items,
      shapes: shapes[i] ?? [],
      needsOcr: null,
    })),
    metadata: { title: null, author: null, modified: null, language: null },
    embedded: [],
    issues: [],
  };
}
