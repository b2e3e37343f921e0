import type { BBox, TextItem } from '@vitamill/domain';
import type { GlyphRun } from './glyph-runs.js';
import { type Matrix, transformBox } from './matrix.js';

export interface PageLink {
  readonly href: string;
  readonly boxes: readonly BBox[];
}

interface Annotation {
  readonly subtype?: string;
  readonly url?: string;
  readonly unsafeUrl?: string;
  readonly rect?: readonly number[];
  readonly quadPoints?: ArrayLike<number> | null;
}

const FOLLOWED = /^(?:https?:\/\/|mailto:|tel:|ftp:\/\/|www\.|callto:|skype:)/i;

/** The links of a page with the boxes that react to them, as shown. */
export function readLinks(annotations: readonly unknown[], transform: Matrix): PageLink[] {
  const links: PageLink[] = [];
  for (const annotation of annotations as readonly Annotation[]) {
    if (annotation.subtype !== 'Link' || !annotation.rect) continue;
    const href = (annotation.url ?? annotation.unsafeUrl ?? '').trim();
    if (!FOLLOWED.test(href)) continue;
    links.push({ href, boxes: boxesOf(annotation, transform) });
  }
  return links;
}

function boxesOf({ rect, quadPoints }: Annotation, transform: Matrix): BBox[] {
  const [x0, y0, x1, y1] = rect as readonly [number, number, number, number];
  const whole = transformBox(transform, x0, y0, x1, y1);
  if (!quadPoints || quadPoints.length < 8 || quadPoints.length % 8 !== 0) return [whole];
  const boxes: BBox[] = [];
  for (let i = 0; i < quadPoints.length; i += 8) {
    const xs = [0, 2, 4, 6].map((k) => quadPoints[i + k] as number);
    const ys = [1, 3, 5, 7].map((k) => quadPoints[i + k] as number);
    boxes.push(transformBox(transform, Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)));
  }
  return boxes;
}

/**
 * Cuts runs where a link begins or ends, so that an item is either covered by a link or not. Runs that no link touches
 * are handed back as they are.
 */
export function cutRunAtLinks(run: GlyphRun, links: readonly PageLink[]): { run: GlyphRun; href: string | null }[] {
  const near = links.filter((link) => link.boxes.some((box) => touches(run, box)));
  if (near.length === 0) return [{ run, href: null }];
  const parts: { run: GlyphRun; href: string | null }[] = [];
  for (const glyph of run.glyphs) {
    const href = glyph.text.trim() === '' && !run.icon ? undefined : linkAt(run, (glyph.u0 + glyph.u1) / 2, near);
    const last = parts.at(-1);
    if (last && (href === undefined || last.href === href)) last.run.glyphs.push(glyph);
    else parts.push({ run: { ...run, glyphs: [glyph] }, href: href ?? null });
  }
  return parts;
}

function linkAt(run: GlyphRun, u: number, links: readonly PageLink[]): string | null {
  const { dx, dy, size } = run.style;
  const v = run.v - 0.3 * size;
  const x = u * dx - v * dy;
  const y = u * dy + v * dx;
  const hit = links.find((link) =>
    link.boxes.some((box) => x >= box[0] - 0.5 && x <= box[2] + 0.5 && y >= box[1] - 1 && y <= box[3] + 1),
  );
  return hit?.href ?? null;
}

function touches(run: GlyphRun, box: BBox): boolean {
  const { dx, dy, size } = run.style;
  const first = run.glyphs[0];
  const last = run.glyphs.at(-1);
  if (!first || !last) return false;
  const v = run.v - 0.3 * size;
  const xs = [first.u0 * dx - v * dy, last.u1 * dx - v * dy];
  const ys = [first.u0 * dy + v * dx, last.u1 * dy + v * dx];
  return (
    Math.max(...xs) >= box[0] &&
    Math.min(...xs) <= box[2] &&
    Math.max(...ys) >= box[1] - 1 &&
    Math.min(...ys) <= box[3] + 1
  );
}

/** A link over a picture or over nothing still tells an address: it becomes an icon without text. */
export function itemsForBareLinks(links: readonly PageLink[], items: readonly TextItem[]): TextItem[] {
  const used = new Set(items.map((item) => item.href));
  const bare: TextItem[] = [];
  for (const { href, boxes } of links) {
    const bbox = boxes[0];
    if (used.has(href) || !bbox || bbox[2] - bbox[0] < 1 || bbox[3] - bbox[1] < 1) continue;
    used.add(href);
    bare.push({
      text: '',
      bbox,
      style: { fontSize: Math.min(bbox[3] - bbox[1], 12), bold: false, italic: false, color: null },
      rotation: 0,
      href,
      hidden: null,
      icon: /^mailto:/i.test(href) ? 'mail' : /^(?:tel|callto):/i.test(href) ? 'phone' : 'link',
      ocrConfidence: null,
    });
  }
  return bare;
}
