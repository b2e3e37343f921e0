import { Parser } from 'htmlparser2';
import type { RecognisedLine, RecognisedWord } from './recogniser.js';

/** Kinds of lines in hOCR as tesseract writes it: text, headings of pages, captions, text that floats. */
const LINES = new Set(['ocr_line', 'ocr_header', 'ocr_caption', 'ocr_textfloat']);

/** Lines of an hOCR document (tesseract's `hocr` output), in its order. */
export function readHocr(hocr: string): readonly RecognisedLine[] {
  const lines: { words: RecognisedWord[]; height: number }[] = [];
  let word: { text: string; title: string } | null = null;
  let depth = 0;
  const parser = new Parser(
    {
      onopentag(_name, attributes) {
        if (word) depth += 1;
        const title = attributes.title ?? '';
        if (LINES.has(attributes.class ?? '')) {
          const [, top = 0, , bottom = 0] = boxOf(title);
          const height = Number(/\bx_size ([\d.]+)/.exec(title)?.[1] ?? 0);
          lines.push({ words: [], height: height > 0 ? height : Math.max(1, bottom - top) });
        } else if (attributes.class === 'ocrx_word') {
          word = { text: '', title };
          depth = 0;
        }
      },
      ontext(text) {
        if (word) word.text += text;
      },
      onclosetag() {
        if (!word) return;
        if (depth > 0) {
          depth -= 1;
          return;
        }
        const confidence = Number(/\bx_wconf (-?[\d.]+)/.exec(word.title)?.[1] ?? 0) / 100;
        lines.at(-1)?.words.push({ text: word.text, confidence: Math.max(0, confidence), box: boxOf(word.title) });
        word = null;
      },
    },
    { decodeEntities: true },
  );
  parser.end(hocr);
  return lines;
}

function boxOf(title: string): [number, number, number, number] {
  const [, x0, y0, x1, y1] = /\bbbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)/.exec(title) ?? [];
  return [Number(x0 ?? 0), Number(y0 ?? 0), Number(x1 ?? 0), Number(y1 ?? 0)];
}
