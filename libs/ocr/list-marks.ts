import type { GreyPicture } from './grey-picture.js';
import type { RecognisedLine, RecognisedWord } from './recogniser.js';

/** What engines take the round or square mark of a list entry for: single letters, Cyrillic and Greek too, and signs. */
const MISREAD = /^(?:[eoO0QеоОοΟ]|e[eo]|[^\p{L}\p{N}\s]{1,3})$/u;
const DASH = /^[-–—]$/;
const KNOWN_MARK = /^[-–—•]$/;
const MARK = '•';

/** Shape of a mark, in heights of its line (from the high letters' top to the low ones' foot). */
const SMALLEST = 0.15;
const LARGEST = 0.6;
const LEAST_FILLED = 0.6;
/** How far left of its entry a mark stands at most. */
const REACH = 2.6;
/** White space before it that a part of a line begins behind. */
const GAP = 1.2;

/** A year, or a month and a year, at the beginning of what follows a mark. */
const DATE = /^(?:\p{L}{3,10}\.? ?|\d{1,2} ?[./-] ?)?(?:19|20)\d\d(?!\d)/u;
/** White space, in heights of the line, that no two words of a sentence have between them. */
const APART = 1;

/**
 * A line without the ring of a time line that stands well before its date: engines take it for a letter, a letter and a
 * dash, or signs. Rings that are drawn are no text either.
 */
export function withoutRing(line: RecognisedLine): RecognisedLine {
  const [ring, ...others] = line.words;
  if (!ring || !MISREAD.test(ring.text.trim()) || KNOWN_MARK.test(ring.text.trim())) return line;
  const rest = DASH.test(others[0]?.text.trim() ?? '') ? others.slice(1) : others;
  const [first, second] = rest;
  if (!first || first.box[0] - ring.box[2] < APART * line.height) return line;
  return DATE.test(`${first.text} ${second?.text ?? ''}`) ? { ...line, words: rest } : line;
}

/**
 * The lines with the marks of list entries as they are drawn: a solid dot or square is told by its shape, which engines
 * read as a letter or a quote, or leave out.
 */
export function restoreListMarks(lines: readonly RecognisedLine[], picture: GreyPicture): readonly RecognisedLine[] {
  return lines
    .map((line) => ({ ...line, words: line.words.flatMap((_, i) => withMark(line, i, picture)) }))
    .map(withoutRing);
}

/** The word at `i`, itself a mark or with the mark before it. Engines join lines of columns: each part may have one. */
function withMark({ words, height }: RecognisedLine, i: number, picture: GreyPicture): readonly RecognisedWord[] {
  const word = words[i]!;
  const before = words[i - 1];
  const next = words[i + 1];
  if (before && word.box[0] - before.box[2] < GAP * height) return [word];
  if (MISREAD.test(word.text.trim())) {
    const mark = next ? findMark(picture, word.box, height, next.box[3]) : null;
    return [mark ? { ...word, text: MARK, confidence: 0.9 } : word];
  }
  if (!/^[\p{L}\p{N}"“„«(]/u.test(word.text)) return [word];
  const [x0, , , y1] = word.box;
  const left = Math.max(x0 - REACH * height, before ? before.box[2] + 0.3 * height : 0);
  const mark = findMark(picture, [left, y1 - 1.1 * height, x0 - 0.12 * height, y1], height, y1);
  return mark ? [{ text: MARK, confidence: 0.9, box: mark }, word] : [word];
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
