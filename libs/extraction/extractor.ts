import {
  type DocumentFormat,
  type ExtractedDocument,
  type Extractor,
  ParseError,
  type ParseLimits,
} from '@vitamill/domain';

import { extractData } from './data/extract-data.js';
import { extractDoc } from './flow/doc/extract-doc.js';
import { extractDocx } from './flow/docx/extract-docx.js';
import { extractText } from './flow/extract-text.js';
import { extractHtml } from './flow/html/extract-html.js';
import { extractMarkdown } from './flow/markdown/extract-markdown.js';
import { extractOdt } from './flow/odt/extract-odt.js';
import { extractRtf } from './flow/rtf/extract-rtf.js';
import { detectFormat } from './format/detect-format.js';
import { extractImage } from './image/extract-image.js';
import { extractPdf } from './pdf/extract-pdf.js';

export interface ReadOptions {
  readonly filename: string | null;
  readonly limits: ParseLimits;
  readonly signal?: AbortSignal;
}

type Reader = (bytes: Uint8Array, options: ReadOptions) => Promise<ExtractedDocument>;

const READERS: Partial<Record<DocumentFormat, Reader>> = {
  pdf: extractPdf,
  docx: extractDocx,
  doc: extractDoc,
  odt: extractOdt,
  rtf: extractRtf,
  html: extractHtml,
  markdown: extractMarkdown,
  text: extractText,
  data: extractData,
  image: extractImage,
};

/** Reads a file of any supported format; which one it is, its content tells. */
export function createExtractor(): Extractor {
  return {
    async extract(bytes, options) {
      if (bytes.length === 0) throw new ParseError('empty_file', 'extract');
      if (bytes.length > options.limits.maxBytes) throw new ParseError('too_large', 'extract');
      const format = detectFormat(bytes, options.filename)?.format;
      const read = format && READERS[format];
      if (!read) throw new ParseError('unsupported_type', 'extract');
      options.signal?.throwIfAborted();
      return read(bytes, options);
    },
  };
}
