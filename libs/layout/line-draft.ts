import type { BBox, Line, LineSegment, TextItem, TextStyle } from '@vitamill/domain';
import { takeOffBullet } from './bullets.js';
import { type Chunk, dominantStyle } from './chunk.js';

/** A line before its place in the document is known. */
export interface LineDraft {
  readonly page: number;
  readonly bbox: BBox | null;
  readonly segments: readonly LineSegment[];
  readonly style: TextStyle;
  readonly bullet: string | null;
  readonly headingLevel: number | null;
  readonly ruled: boolean;
  readonly ocrConfidence: number | null;
  readonly ocrRepairs?: Line['ocrRepairs'];
  readonly indent: number;
  readonly gapBefore: number;
  readonly continues: boolean;
}

/** Lines of one region. `stream` says which text they continue from page to page. */
export interface DraftRegion {
  readonly kind: Line['regionKind'];
  readonly lines: readonly LineDraft[];
}

const linksOf = (items: readonly TextItem[]): LineSegment['links'] => {
  const links: { text: string; href: string }[] = [];
  for (const item of items) {
    if (!item.href) continue;
    const last = links.at(-1);
    if (last && last.href === item.href) last.text = `${last.text} ${item.text}`.trim();
    else links.push({ text: item.text.trim(), href: item.href });
  }
  return links;
};

/** One chunk as a segment of a line. */
export function toSegment(chunk: Chunk): LineSegment {
  return {
    text: chunk.text,
    bbox: chunk.bbox,
    style: chunk.style,
    links: linksOf(chunk.items),
    icon: chunk.items.find((i) => i.icon && i.icon !== 'other')?.icon ?? chunk.items.find((i) => i.icon)?.icon ?? null,
    spans: chunk.spans,
  };
}

/** Takes the bullet off the first segment; a segment that was nothing but the bullet goes. */
export function withoutBullet(segments: readonly LineSegment[]): { bullet: string | null; segments: LineSegment[] } {
  const [first, ...rest] = segments;
  if (!first) return { bullet: null, segments: [] };
  const { bullet, text } = takeOffBullet(first.text);
  if (!bullet) return { bullet: null, segments: [...segments] };
  if (!text) return { bullet, segments: rest };
  const cut = first.text.length - text.length;
  const spans = first.spans
    .map((s) => ({ ...s, start: Math.max(0, s.start - cut), end: Math.max(0, s.end - cut) }))
    .filter((s) => s.end > s.start);
  return { bullet, segments: [{ ...first, text, spans }, ...rest] };
}

/** The style of most characters of the segments. */
export const styleOfSegments = (segments: readonly LineSegment[]): TextStyle => dominantStyle(segments);
