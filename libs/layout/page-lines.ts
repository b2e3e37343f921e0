import { type BBox, type Page, type Shape, unionOfBoxes } from '@vitamill/domain';
import type { Chunk } from './chunk.js';
import type { LayoutHints } from './hints.js';
import { type LineDraft, styleOfSegments, toSegment, withoutBullet } from './line-draft.js';

const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

/** Whether a rule runs along the line or a bar lies behind it. Underlined words and borders of columns do not count. */
function isRuled(box: BBox, shapes: readonly Shape[], regionWidth: number, fontSize: number): boolean {
  return shapes.some(({ kind, bbox }) => {
    const overlap = Math.min(box[2], bbox[2]) - Math.max(box[0], bbox[0]);
    if (overlap < Math.min(box[2] - box[0], bbox[2] - bbox[0]) * 0.5) return false;
    const height = bbox[3] - bbox[1];
    const width = bbox[2] - bbox[0];
    if (width < 0.35 * regionWidth) return false;
    if (kind === 'rule' || height < 3)
      return Math.min(Math.abs(bbox[1] - box[3]), Math.abs(box[1] - bbox[3])) < 0.7 * fontSize;
    // a bar lies behind all of the line; what lies behind one word of it is a tag
    const behind = bbox[0] <= box[0] + 2 && bbox[2] >= box[2] - 2;
    return behind && bbox[1] <= box[1] + 2 && bbox[3] >= box[3] - 2 && height < 3.2 * fontSize;
  });
}

/** "... of the year." above "Clerk (2012 – 2015), Harbour Trading": a sentence has ended, and dates stand in brackets. */
const beginsEntry = (previous: string, text: string, hints: LayoutHints): boolean => {
  const close = text.indexOf(')');
  return /[.!?]$/.test(previous) && /^\p{Lu}/u.test(text) && close > 0 && hints.hasEdgeRange(text.slice(0, close));
};

/**
 * The chunks of one region as lines, from the top. `limit` is how far to the right its text could go: up to the next
 * column or the margin.
 */
export function linesOfRegion(
  chunks: readonly Chunk[],
  page: Page,
  bodyFontSize: number,
  hints: LayoutHints,
  limit: number,
): LineDraft[] {
  const byRow = new Map<number, Chunk[]>();
  for (const chunk of chunks) byRow.set(chunk.row, [...(byRow.get(chunk.row) ?? []), chunk]);
  const rows = [...byRow.entries()]
    .sort((a, b) => a[0] - b[0])
    .map(([, row]) => row.sort((a, b) => a.bbox[0] - b.bbox[0]));
  const boxes = rows.map((row) => unionOfBoxes(row.map((c) => c.bbox))!);
  const left = Math.min(...boxes.map((b) => b[0]));
  const right = Math.max(...boxes.map((b) => b[2]));
  // where the longest line alone reaches the right edge and could have gone on, nothing was wrapped
  const full = boxes.filter((b) => right - b[2] < 5 * bodyFontSize).length;
  const wraps = full >= 4 || right > limit - 5 * bodyFontSize;
  // in narrow columns lists look like wrapped text: there, only words tell
  const narrow = right - left < 20 * bodyFontSize && full < 4;
  const firstTexts = rows.map((row) => row[0]!.text);
  const lowerShare = firstTexts.filter((t) => /^\p{Ll}/u.test(t)).length / firstTexts.length;
  const pitches = boxes
    .slice(1)
    .map((box, i) => box[3] - boxes[i]![3])
    .filter((d) => d > 0.5 * bodyFontSize && d < 3 * bodyFontSize);
  const pitch = pitches.length > 0 ? median(pitches) : 1.3 * bodyFontSize;
  // beside a column of dates on the right, text is wrapped before that column
  const besideDates = rows
    .filter((row) => row.length === 2 && hints.isDate(row[1]!.text))
    .map((row) => row[0]!.bbox[2]);
  besideDates.sort((a, b) => b - a);
  const [farthest, second] = besideDates;
  const textRight =
    farthest !== undefined && second !== undefined && farthest - second < 2.5 * bodyFontSize ? farthest : null;
  const lines: LineDraft[] = [];
  rows.forEach((row, i) => {
    const { bullet, segments } = withoutBullet(row.map(toSegment));
    const box = boxes[i]!;
    if (segments.length === 0 || segments.every((s) => !s.text && !s.icon)) return;
    const style = styleOfSegments(segments);
    const above = boxes[i - 1];
    const advance = above ? box[3] - above[3] : 0;
    const gap = above ? Math.max(0, advance / Math.max(pitch, style.fontSize * 1.1) - 1) : 2;
    const previous = lines.at(-1);
    const firstWord = segments[0]!.text.split(' ')[0]!.length * 0.5 * style.fontSize;
    const sameStyle =
      previous !== undefined &&
      Math.abs(previous.style.fontSize - style.fontSize) < 0.6 &&
      previous.segments.at(-1)!.style.bold === segments[0]!.style.bold &&
      previous.segments.at(-1)!.style.italic === segments[0]!.style.italic;
    const textLeft = segments[0]!.bbox![0];
    const previousLeft = previous ? previous.segments[0]!.bbox![0] : 0;
    const wrappedBesideDate =
      previous !== undefined &&
      previous.segments.length === 2 &&
      hints.isDate(previous.segments[1]!.text) &&
      ((textRight !== null &&
        textRight - previous.segments[0]!.bbox![2] < firstWord + 0.6 * style.fontSize &&
        previous.segments[0]!.text.length > 40) ||
        previous.segments[1]!.bbox![0] - previous.segments[0]!.bbox![2] < firstWord + 0.3 * style.fontSize) &&
      bullet === null &&
      segments.length === 1 &&
      gap < 0.35 &&
      Math.abs(textLeft - previousLeft) < style.fontSize &&
      box[2] <= Math.max(textRight ?? 0, previous.segments[1]!.bbox![0]) + style.fontSize &&
      Math.abs(previous.style.fontSize - style.fontSize) < 0.6;
    const goesOnSmall = /^\p{Ll}/u.test(segments[0]!.text) && lowerShare < 0.4;
    const open =
      previous !== undefined &&
      bullet === null &&
      segments.length === 1 &&
      sameStyle &&
      gap < 0.35 &&
      Math.abs(textLeft - previousLeft) < (previous.bullet ? 2 : 1.2) * style.fontSize &&
      (previous.segments.length === 1 ||
        (previous.segments.length === 2 && hints.isDate(previous.segments[1]!.text))) &&
      previous.segments[0]!.text.length >= 12 &&
      hints.endsOpen(previous.segments[0]!.text) &&
      !hints.isLabel(previous.segments[0]!.text);
    const wrapped =
      previous !== undefined &&
      (!narrow || goesOnSmall || /[,&-]$/.test(previous.segments.at(-1)!.text)) &&
      (wraps || (previous.segments.at(-1)!.text.length >= 40 && /^\p{Ll}/u.test(segments[0]!.text))) &&
      !hints.hasEdgeRange(segments[0]!.text) &&
      !beginsEntry(previous.segments.at(-1)!.text, segments[0]!.text, hints) &&
      bullet === null &&
      segments.length === 1 &&
      sameStyle &&
      gap < 0.35 &&
      Math.abs(textLeft - previousLeft) < (previous.bullet ? 2 : 1.2) * style.fontSize &&
      (previous.segments.length === 1 || previous.bullet !== null) &&
      right - previous.bbox![2] < firstWord + 0.6 * style.fontSize &&
      right - left > 12 * style.fontSize;
    const confidences = row.flatMap((c) => c.items.flatMap((item) => item.ocrConfidence ?? []));
    const repairs = row.flatMap((c) =>
      c.items.flatMap(({ ocrRead, text }) => (ocrRead === undefined ? [] : [{ read: ocrRead, as: text }])),
    );
    lines.push({
      ...(repairs.length > 0 ? { ocrRepairs: repairs } : {}),
      page: page.number,
      bbox: box,
      segments,
      style,
      bullet,
      headingLevel: null,
      ruled: isRuled(box, page.shapes, right - left, bodyFontSize),
      ocrConfidence: confidences.length > 0 ? confidences.reduce((a, b) => a + b, 0) / confidences.length : null,
      indent: (textLeft - left) / bodyFontSize,
      gapBefore: gap,
      continues: wrapped || wrappedBesideDate || open,
    });
  });
  return lines;
}
