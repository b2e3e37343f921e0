import type { GreyPicture } from './grey-picture.js';
import { restoreListMarks } from './list-marks.js';
import type { RecognisedLine, RecognisedWord } from './recogniser.js';
import { repairInLanguage, repairOcrWord } from './repair-ocr-word.js';
import { markBold, strokeWidthIn } from './stroke-weight.js';
import { typeSizeOf } from './type-size.js';

export interface ReadWord {
  readonly text: string;
  /** As the engine read it, where it was mended. */
  readonly read?: string;
  /** Pixels of the picture that was read. */
  readonly box: readonly [number, number, number, number];
  /** 0..1 */
  readonly confidence: number;
  /** Pixels from the top of the high letters to the foot of the low ones, the same over a line. */
  readonly lineHeight: number;
  /** Pixels, of the line's type; null where no word told it. */
  readonly typeSize: number | null;
  readonly bold: boolean;
}

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/gu;
/** Words surer than this stay, whatever they look like. */
const SURE = 0.6;
const HOPELESS = 0.2;
/** Surer than what the edge of a sheet on a table is taken for. */
const SURELY_TEXT = 0.93;
/** Letters of a line that may be a speck or a part of a drawing. */
const SPECK = 2;
const BULLETS = /^[•·●▪■◦‣*–—+»>-]$/;

/** The words of the recognised lines in their order, without what pictures, icons and rules were taken for. */
export function readWords(
  lines: readonly RecognisedLine[],
  picture: GreyPicture,
  language: string,
): readonly ReadWord[] {
  const words: (ReadWord & { stroke: number })[][] = [];
  for (const line of restoreListMarks(lines, picture)) {
    if (isPictureNoise(line)) continue;
    const typeSize = typeSizeOf(line);
    const row: (ReadWord & { stroke: number })[] = [];
    words.push(row);
    for (const { text, confidence, box } of withoutOuterBars(joinAddresses(line))) {
      const trimmed = text.trim();
      if (isGarbage(trimmed, confidence, box[3] - box[1], line.height)) continue;
      if (trimmed.length <= 3 && confidence < SURELY_TEXT && touchesEdge(box, picture)) continue;
      const mended = repairInLanguage(repairOcrWord(trimmed), language);
      row.push({
        text: mended,
        ...(mended === trimmed ? {} : { read: trimmed }),
        box,
        confidence,
        lineHeight: line.height,
        typeSize,
        bold: false,
        stroke: strokeWidthIn(picture, box) / line.height,
      });
    }
  }
  const bold = markBold(words);
  return words.flatMap((row, i) => row.map(({ stroke: _, ...word }, k) => ({ ...word, bold: bold[i]?.[k] ?? false })));
}

/** An address that was torn at its at sign is one word. */
export function joinAddresses({ words, height }: RecognisedLine): readonly RecognisedWord[] {
  const joined: RecognisedWord[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    const torn =
      last && /^@[\w-]+\.|^@$/.test(word.text) ? /[\w.+-]$/.test(last.text) : last && /[\w.+-]@$/.test(last.text);
    if (!last || !torn || word.box[0] - last.box[2] > height) {
      joined.push(word);
      continue;
    }
    joined[joined.length - 1] = {
      text: last.text + word.text,
      confidence: Math.min(last.confidence, word.confidence),
      box: [
        Math.min(last.box[0], word.box[0]),
        Math.min(last.box[1], word.box[1]),
        Math.max(last.box[2], word.box[2]),
        Math.max(last.box[3], word.box[3]),
      ],
    };
  }
  return joined;
}

/** Bars part what stands in a line: at its ends they are rules beside it. */
function withoutOuterBars(words: readonly RecognisedWord[]): readonly RecognisedWord[] {
  const isBar = ({ text }: RecognisedWord): boolean => /^[|¦]+$/.test(text.trim());
  const first = words.findIndex((word) => !isBar(word));
  return words.slice(Math.max(0, first), words.findLastIndex((word) => !isBar(word)) + 1);
}

function touchesEdge([x0, y0, x1, y1]: ReadWord['box'], { width, height }: GreyPicture): boolean {
  return x0 <= 2 || y0 <= 2 || x1 >= width - 2 || y1 >= height - 2;
}

/** Mean confidence of the words, weighted by their letters; 0 where there are none. */
export function meanConfidence(words: readonly ReadWord[]): number {
  let sum = 0;
  let letters = 0;
  for (const { text, confidence } of words) {
    sum += confidence * text.length;
    letters += text.length;
  }
  return letters > 0 ? sum / letters : 0;
}

function isPictureNoise({ words }: RecognisedLine): boolean {
  const text = words.map((word) => word.text).join('');
  const known = text.match(LETTER_OR_DIGIT)?.length ?? 0;
  const mean = words.reduce((sum, word) => sum + word.confidence, 0) / Math.max(1, words.length);
  if (known === 0) return !words.every((word) => BULLETS.test(word.text) && word.confidence > 0.5);
  if (known <= SPECK && mean < 0.5) return true;
  return mean < 0.35 && (known < 6 || known / text.length < 0.6);
}

function isGarbage(text: string, confidence: number, height: number, lineHeight: number): boolean {
  if (text === '') return true;
  const known = text.match(LETTER_OR_DIGIT)?.length ?? 0;
  if (known > 0) return confidence < HOPELESS && (known < 3 || known / text.length < 0.5);
  // Rules and borders: higher than any letter of the line.
  if (height > lineHeight * 1.6) return true;
  if (BULLETS.test(text) || text === '|' || text === '&' || text === '/') return confidence < 0.3;
  return confidence < SURE;
}

/** Whether the lines run across the picture: the longer words of lines that run up or down are higher than wide. */
export function runsAcross(words: readonly ReadWord[]): boolean {
  let across = 0;
  let letters = 0;
  for (const { text, box } of words) {
    if (text.length < 4) continue;
    letters += text.length;
    if (box[2] - box[0] >= box[3] - box[1]) across += text.length;
  }
  return across >= letters / 2;
}
