import type { HiddenReason } from '@vitamill/domain';
import type { PageContent, Painted } from './page-content.js';
import type { DraftItem } from './runs-to-items.js';

const PAGE_COLOUR = '#ffffff';
/** Steps of 255 a channel below which two colours cannot be told apart. */
const LEAST_DIFFERENCE = 12;

/** Why a reader cannot see the item; null where one can. */
export function findHiddenReason(item: DraftItem, content: PageContent, textLayerOfScan: boolean): HiddenReason | null {
  if (textLayerOfScan) return isOffPage(item, content) ? 'off-page' : null;
  if (item.invisible) return 'render-mode';
  if (isOffPage(item, content)) return 'off-page';
  if (item.style.fontSize < 1) return 'tiny';
  if (item.style.color === null || item.icon) return null;
  const behind = colourBehind(item, content.painted);
  return behind !== null && difference(behind, item.style.color) < LEAST_DIFFERENCE ? 'same-colour' : null;
}

function isOffPage({ bbox, clip }: DraftItem, { width, height }: PageContent): boolean {
  const visible = clip ?? [0, 0, width, height];
  const x0 = Math.max(visible[0], 0);
  const y0 = Math.max(visible[1], 0);
  const x1 = Math.min(visible[2], width);
  const y1 = Math.min(visible[3], height);
  return bbox[2] <= x0 || bbox[0] >= x1 || bbox[3] <= y0 || bbox[1] >= y1;
}

/** The colour last painted under the middle of the item before it was drawn; null where that cannot be told. */
function colourBehind(item: DraftItem, painted: readonly Painted[]): string | null {
  // Only text in a light or coloured ink can vanish on the page itself; black ink needs a dark box behind it.
  const x = (item.bbox[0] + item.bbox[2]) / 2;
  const y = (item.bbox[1] + item.bbox[3]) / 2;
  for (let i = Math.min(item.depth, painted.length) - 1; i >= 0; i--) {
    const { bbox, color, kind } = painted[i] as Painted;
    if (kind === 'stroke') continue;
    if (x >= bbox[0] && x <= bbox[2] && y >= bbox[1] && y <= bbox[3]) return color;
  }
  return PAGE_COLOUR;
}

function difference(a: string, b: string): number {
  let most = 0;
  for (let i = 1; i < 7; i += 2) {
    most = Math.max(most, Math.abs(Number.parseInt(a.slice(i, i + 2), 16) - Number.parseInt(b.slice(i, i + 2), 16)));
  }
  return most;
}

/** A picture of the page with its text laid invisibly over it: what a scanner with OCR makes. */
export function isTextLayerOfScan(items: readonly DraftItem[], content: PageContent): boolean {
  if (content.pictureShare < 0.5) return false;
  let visible = 0;
  let invisible = 0;
  for (const item of items) {
    if (item.invisible) invisible += item.text.length;
    else visible += item.text.length;
  }
  return invisible > 20 && visible < 0.1 * invisible;
}
