import type { Page } from '@vitamill/domain';
import type { PageContent } from './page-content.js';
import type { DraftItem } from './runs-to-items.js';

/** Below this many characters a text layer is no more than a stamp on a picture. */
const STAMP = 80;

/** Whether the text of a page can be used, and if not, why a picture of the page must be read instead. */
export function judgeTextLayer(
  items: readonly DraftItem[],
  content: PageContent,
  hidden: (index: number) => boolean,
): Page['needsOcr'] {
  let characters = 0;
  let unmapped = 0;
  let text = '';
  for (const [i, item] of items.entries()) {
    if (item.icon) {
      unmapped += item.unmappedGlyphs;
      characters += item.unmappedGlyphs;
      continue;
    }
    if (hidden(i)) continue;
    characters += item.text.length;
    unmapped += item.unmappedGlyphs;
    if (text.length < 20_000) text += `${item.text} `;
  }
  if (characters - unmapped < 3) {
    if (unmapped > 20) return 'unmapped-fonts';
    return content.pictureShare > 0.03 || content.outlines > 150 ? 'no-text' : null;
  }
  if (characters < STAMP && content.pictureShare > 0.6) return 'no-text';
  if (characters < STAMP && content.outlines > 1500) return 'no-text';
  if (unmapped > 0.25 * characters) return 'unmapped-fonts';
  return isGarbled(text) ? 'broken-text-layer' : null;
}

/** Statistics that no text of a CV in an alphabet has: hardly any letters, no vowels, or nothing but vowels. */
export function isGarbled(text: string): boolean {
  const solid = text.replace(/\s+/g, '');
  if (solid.length < 60) return false;
  const replaced = count(solid, /[\ufffd\u25a1\u0000-\u001f\u0080-\u009f]/g);
  if (replaced > 0.2 * solid.length) return true;
  const letters = count(solid, /\p{L}/gu);
  const digits = count(solid, /\p{N}/gu);
  if (letters + digits < 0.5 * solid.length) return true;
  const alphabetic = count(solid, /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/gu);
  if (alphabetic < 100 || alphabetic < 0.5 * letters) return false;
  const vowels = count(solid.normalize('NFD'), /[aeiouyıæøœαεηιουωаеёиоуыэюяіїєў]/giu);
  const share = vowels / alphabetic;
  return share < 0.18 || share > 0.75;
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
