import type { FlowDocument } from '@vitamill/domain';
import { decodeText } from '../decode-text.js';
import { failure, readOrFail } from '../failure.js';
import { documentOfHtml, ENCODING_GUESSED } from '../html/extract-html.js';
import type { FlowOptions } from '../options.js';

/** Characters of a line that was ended on purpose; longer ones were wrapped by an editor. */
const SHORT_LINE = 50;

/** Reads Markdown, HTML inside of it included. */
export async function extractMarkdown(bytes: Uint8Array, _options: FlowOptions): Promise<FlowDocument> {
  if (bytes.length === 0) throw failure('empty_file');
  return readOrFail(async () => {
    const [{ marked }, { readHtml }] = await Promise.all([import('marked'), import('../html/read-html.js')]);
    const { text, guessed } = await decodeText(bytes);
    const html = marked.parse(keepShortLines(openFrontMatter(text.replace(/\r\n?/g, '\n'))), {
      async: false,
      gfm: true,
    });
    return documentOfHtml(readHtml(html), 'markdown', guessed ? [ENCODING_GUESSED] : []);
  });
}

/** The block of `key: value` lines that site generators put first would be read as a heading. */
function openFrontMatter(text: string): string {
  const match = /^\ufeff?---\n([\s\S]{0,20000}?)\n(?:---|\.\.\.)(?:\n|$)/.exec(text);
  if (!match) return text;
  const lines = (match[1] ?? '').split('\n').filter((line) => line.trim() !== '');
  return `${lines.map((line) => `${line.trim()}  `).join('\n')}\n\n${text.slice(match[0].length)}`;
}

/**
 * Markdown joins the lines of a paragraph. Who writes short lines that begin with a capital or a number means lines,
 * as in an address: they get the two blanks that keep them apart.
 */
function keepShortLines(text: string): string {
  const lines = text.split('\n');
  return lines
    .map((line, at) => {
      const next = lines[at + 1] ?? '';
      const meant = line.trim() !== '' && line.length < SHORT_LINE && /^\s*[\p{Lu}\p{N}*_[+(@]/u.test(next);
      return meant ? `${line.trimEnd()}  ` : line;
    })
    .join('\n');
}
