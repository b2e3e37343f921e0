import type { GreyPicture } from './grey-picture.js';
import type { RecognisedLine, RecognisedWord } from './recogniser.js';

/** What engines take the round or square mark of a list entry for. */
const MISREAD = /^[eoO0Q*+«»°®©¢·.,:;'’`"“”~<>•●■▪◆=-]$/;
const MARK = '•';

/** Shape of a mark, in heights of its line (from the high letters' top to the low ones' foot). */
const SMALLEST = 0.15;
const LARGEST = 0.6;
const LEAST_FILLED = 0.6;
/** How far left of its entry a mark stands at most. */
const REACH = 2.6;

/**
 * The lines with the marks of list entries as they are drawn: a solid dot or square is told by its shape, which engines
 * read as a letter or a quote, or leave out.
 */
export function restoreListMarks(lines: readonly RecognisedLine[], picture: GreyPicture): readonly RecognisedLine[] {
  return lines.map((line) => {
    const [first, ...rest] = line.words;
    if (!first) return line;
    if (MISREAD.test(first.text.trim())) {
      const mark = rest.length > 0 ? findMark(picture, first.box, line.height, rest[0]!.box[3]) : null;
      return mark ? { ...line, words: [{ ...first, text: MARK, confidence: 0.9 }, ...rest] } : line;
    }
    if (!/^[\p{L}\p{N}"“„«(]/u.test(first.text)) return line;
    const [x0, , , y1] = first.box;
    const zone = [x0 - REACH * line.height, y1 - 1.1 * line.height, x0 - 0.12 * line.height, y1] as const;
    const mark = findMark(picture, zone, line.height, y1);
    const word: RecognisedWord | null = mark && { text: MARK, confidence: 0.9, box: mark };
    return word ? { ...line, words: [word, ...line.words] } : line;
  });
}

/** The box of a mark that stands alone in the right part of `zone`; null where there is none. */
function findMark(
  { data, width, height }: GreyPicture,
  zone: RecognisedWord['box'],
  lineHeight: number,
  foot: number,
): RecognisedWord['box'] | null {
  const x0 = Math.max(0, Math.floor(zone[0]));
  const y0 = Math.max(0, Math.floor(zone[1]));
  const x1 = Math.min(width, Math.ceil(zone[2]));
  const y1 = Math.min(height, Math.ceil(zone[3]));
  if (x1 - x0 < 3 || y1 - y0 < 3) return null;
  let darkest = 255;
  let lightest = 0;
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      darkest = Math.min(darkest, data[y * width + x]!);
      lightest = Math.max(lightest, data[y * width + x]!);
    }
  }
  if (lightest - darkest < 60) return null;
  const threshold = (darkest + lightest) / 2;
  const isInk = (x: number, y: number): boolean => data[y * width + x]! < threshold;
  const hasInk = (x: number): boolean => {
    for (let y = y0; y < y1; y++) if (isInk(x, y)) return true;
    return false;
  };
  let right = x1 - 1;
  while (right >= x0 && !hasInk(right)) right -= 1;
  let left = right;
  while (left >= x0 && hasInk(left)) left -= 1;
  if (right < x0) return null;
  left += 1;
  let [top, bottom, ink] = [y1, y0, 0];
  for (let y = y0; y < y1; y++) {
    for (let x = left; x <= right; x++) {
      if (!isInk(x, y)) continue;
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      ink += 1;
    }
  }
  const [across, down] = [(right - left + 1) / lineHeight, (bottom - top + 1) / lineHeight];
  const isCompact = across / down > 0.6 && across / down < 1.65;
  const fits = Math.min(across, down) >= SMALLEST && Math.max(across, down) <= LARGEST;
  const filled = ink / ((right - left + 1) * (bottom - top + 1));
  // A full stop stands on the base line, a mark in the middle of the small letters or above.
  const middle = (foot - (top + bottom) / 2) / lineHeight;
  if (!isCompact || !fits || filled < LEAST_FILLED || middle < 0.2 || middle > 0.85) return null;
  return [left, top, right + 1, bottom + 1];
}
