import type { FlowDocument, Issue } from '@vitamill/domain';
import { decodeText } from '../decode-text.js';
import { failure, readOrFail } from '../failure.js';
import type { FlowOptions } from '../options.js';
import { hasText } from '../runs.js';
import type { HtmlContent } from './read-html.js';
import { pageOfWebArchive } from './web-archive.js';

/** Browsers look for the encoding in the first kilobyte; programs that write long comments need more. */
const HEAD_BYTES = 4096;

/** Reads a web page as a browser would show it before any script ran. */
export async function extractHtml(bytes: Uint8Array, _options: FlowOptions): Promise<FlowDocument> {
  if (bytes.length === 0) throw failure('empty_file');
  return readOrFail(async () => {
    const page = pageOfWebArchive(bytes);
    const { text, guessed } = await decodeText(page.bytes, page.charset ?? declaredCharset(page.bytes));
    const { readHtml } = await import('./read-html.js');
    return documentOfHtml(readHtml(text), 'html', guessed ? [ENCODING_GUESSED] : []);
  });
}

export const ENCODING_GUESSED: Issue = {
  code: 'encoding_guessed',
  severity: 'info',
  message: 'The encoding of the text was told from its letters.',
  path: null,
};

/** The document that HTML makes, whatever file the HTML came out of. */
export function documentOfHtml(
  content: HtmlContent,
  format: FlowDocument['format'],
  issues: readonly Issue[],
): FlowDocument {
  if (!hasText(content.blocks) && content.embedded.length === 0) throw failure('no_text');
  return {
    kind: 'flow',
    format,
    metadata: content.metadata,
    embedded: content.embedded,
    issues: content.refersOutside
      ? [
          ...issues,
          {
            code: 'external_reference_ignored',
            severity: 'warning',
            message: 'References to content outside of the file were not followed.',
            path: null,
          },
        ]
      : issues,
    blocks: content.blocks,
  };
}

function declaredCharset(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD_BYTES));
  const match =
    /<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head) ??
    /^\s*<\?xml\b[^>]{0,100}?encoding\s*=\s*["']([\w.-]+)/i.exec(head);
  return match?.[1] ?? null;
}
