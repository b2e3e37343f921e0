import type { Page } from '@vitamill/domain';
import type { DraftRegion, LineDraft } from './line-draft.js';

/** Lines within this share of the page's height from its edge can be running headers and footers. */
const EDGE = 0.09;
const PAGE_NUMBER =
  /^(?:[-\u2013\u2014|\s]*(?:\p{L}{1,10}\.?\s*)?\d{1,3}\s*(?:\/|of|von|de|van|di|sur|av|z|ze|iz|\u0438\u0437|\u0437)?\s*\d{0,3}[-\u2013\u2014|\s]*)$/iu;
const TRAILING_NUMBER = /[-\u2013\u2014|\u00B7\s]\s*\p{L}{0,8}\.?\s*\d{1,2}\s*(?:\/|of|von|de|van|di|sur)\s*\d{1,2}$/iu;

const textOf = (line: LineDraft): string => line.segments.map((s) => s.text).join(' ');
const patternOf = (line: LineDraft): string => textOf(line).replace(/\d+/g, '0').toLowerCase();

/** Moves running headers and footers out of the text: the first header stays readable as such, the rest are footers. */
export function markRepeatedLines(regions: readonly DraftRegion[], pages: readonly Page[]): DraftRegion[] {
  const heights = new Map(pages.map((p) => [p.number, p.height]));
  const edgeOf = (line: LineDraft): 'top' | 'bottom' | null => {
    const height = heights.get(line.page);
    if (!height || !line.bbox) return null;
    if (line.bbox[3] < EDGE * height) return 'top';
    return line.bbox[1] > (1 - EDGE) * height ? 'bottom' : null;
  };
  const pagesOf = new Map<string, Set<number>>();
  for (const { lines } of regions)
    for (const line of lines) {
      const edge = edgeOf(line);
      if (!edge) continue;
      const key = `${edge}|${patternOf(line)}`;
      pagesOf.set(key, (pagesOf.get(key) ?? new Set()).add(line.page));
    }
  const footers: LineDraft[] = [];
  const kept = regions.map(({ kind, lines }) => ({
    kind,
    lines: lines.filter((line) => {
      const edge = edgeOf(line);
      if (!edge) return true;
      const seen = pagesOf.get(`${edge}|${patternOf(line)}`)!;
      const numbered = PAGE_NUMBER.test(textOf(line)) || (edge === 'bottom' && TRAILING_NUMBER.test(textOf(line)));
      const repeated = seen.size > 1 && pages.length > 1 && (edge === 'bottom' || line.page !== Math.min(...seen));
      if (numbered || repeated) footers.push(line);
      return !(numbered || repeated);
    }),
  }));
  const result = kept.filter((r) => r.lines.length > 0);
  return footers.length > 0 ? [...result, { kind: 'page-footer', lines: footers }] : result;
}
