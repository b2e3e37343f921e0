import type { Page } from '@vitamill/domain';
import { hasMisreadBytes, isLikeNoLanguage } from './language-likeness.js';
import type { PageContent } from './page-content.js';
import type { DraftItem } from './runs-to-items.js';

/** Below this many characters a text layer is no more than a stamp on a picture. */
const STAMP = 80;
/** Below this a page that is mostly a picture may hold most of its words in it; whoever reads it keeps the richer text. */
const CAPTION = 400;

/** Whether the text of a page can be used, and if not, why a picture of the page must be read instead. */
export function judgeTextLayer(
  items: readonly DraftItem[],
  content: PageContent,
  hidden: (index: number) => boolean,
  textLayerOfScan: boolean,
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
  // Some old writers use code points as glyph numbers: then the text is fine as it is.
  if (unmapped > 0.25 * characters && readsLikeALanguage(text)) unmapped = 0;
  if (characters - unmapped < 3) {
    if (unmapped >= 5) return 'unmapped-fonts';
    return content.pictureShare > 0.03 || content.outlines > 150 ? 'no-text' : null;
  }
  if (characters < CAPTION && content.pictureShare > 0.6 && !textLayerOfScan) return 'no-text';
  if (characters < STAMP && content.outlines > 1500) return 'no-text';
  if (unmapped > 0.25 * characters) return 'unmapped-fonts';
  if (isReplaced(text) || hasMisreadBytes(text)) return 'broken-text-layer';
  return isGarbled(text) || isLikeNoLanguage(items.filter((_, i) => !hidden(i))) ? 'unlikely-text-layer' : null;
}

/** Whether a fifth of the text are the characters that stand for such as could not be told. */
function isReplaced(text: string): boolean {
  const solid = text.replace(/\s+/g, '');
  return solid.length >= 60 && count(solid, /[\ufffd\u25a1\u0000-\u001f\u0080-\u009f]/g) > 0.2 * solid.length;
}

/** Statistics that no text of a CV in an alphabet has: hardly any letters, no vowels, or nothing but vowels. */
function isGarbled(text: string): boolean {
  const solid = text.replace(/\s+/g, '');
  if (solid.length < 60) return false;
  const letters = count(solid, /\p{L}/gu);
  const digits = count(solid, /\p{N}/gu);
  if (solid.length > 200 && letters + digits < 0.4 * solid.length) return true;
  const alphabetic = count(solid, /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/gu);
  if (alphabetic < 100 || alphabetic < 0.5 * letters) return false;
  const share = vowelShare(solid, alphabetic);
  return share < 0.18 || share > 0.75;
}

function readsLikeALanguage(text: string): boolean {
  const solid = text.replace(/\s+/g, '');
  const alphabetic = count(solid, /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/gu);
  if (alphabetic < 60 || alphabetic < 0.7 * solid.length) return false;
  const share = vowelShare(solid, alphabetic);
  return share > 0.27 && share < 0.6;
}

const vowelShare = (text: string, alphabetic: number): number =>
  count(text.normalize('NFD'), /[aeiouyıæøœαεηιουωаеёиоуыэюяіїєў]/giu) / alphabetic;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
