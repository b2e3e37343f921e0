import type { Block, FlowDocument } from '@vitamill/domain';
import { decodeText } from './decode-text.js';
import { failure } from './failure.js';
import { type FlowOptions, NO_METADATA } from './options.js';
import { cleanText, hasText, paragraph } from './runs.js';

/** Points that a blank at the start of a line stands for: half the size of the usual 11 point text. */
const POINTS_PER_BLANK = 5.5;
const UNDERLINE = /^\s*([=\-_~*#])\1{2,}\s*$/;

/** Reads plain text: lines stay lines, wide gaps become tabs, underlined lines become headings. */
export async function extractText(bytes: Uint8Array, _options: FlowOptions): Promise<FlowDocument> {
  if (bytes.length === 0) throw failure('empty_file');
  const { text, guessed } = await decodeText(bytes);
  const blocks = blocksOfText(text);
  if (!hasText(blocks)) throw failure('no_text');
  return {
    kind: 'flow',
    format: 'text',
    metadata: NO_METADATA,
    embedded: [],
    issues: guessed
      ? [
          {
            code: 'encoding_guessed',
            severity: 'info',
            message: 'The encoding of the text was told from its letters.',
            path: null,
          },
        ]
      : [],
    blocks,
  };
}

/** One paragraph a line; a blank line is an empty paragraph. */
export function blocksOfText(text: string): Block[] {
  const lines = cleanText(text.replace(/\r\n?/g, '\n').replace(/[\u000c\u000b]/g, '\n')).split('\n');
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const content = line.trim();
    if (UNDERLINE.test(line)) {
      if (!blocks.length || content === '') continue;
      blocks.push(paragraph(''));
      continue;
    }
    const mark = UNDERLINE.exec(lines[at + 1] ?? '')?.[1];
    const headed = mark !== undefined && content !== '' && content.length <= 60;
    // A rule above a heading that has one below as well is its frame.
    blocks.push(
      paragraph(content.replace(/ *\t[ \t]*| {3,}/g, '\t'), {
        indent: indentOf(line) * POINTS_PER_BLANK,
        headingLevel: headed ? (mark === '=' ? 1 : 2) : null,
        bordered: headed,
      }),
    );
    if (headed) at++;
  }
  return blocks;
}

function indentOf(line: string): number {
  let width = 0;
  for (const char of line) {
    if (char === ' ' || char === '\u00a0') width++;
    else if (char === '\t') width += 8 - (width % 8);
    else break;
  }
  return line.trim() === '' ? 0 : width;
}
