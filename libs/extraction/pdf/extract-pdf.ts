import { type Issue, type Page, type PagedDocument, ParseError, type ParseLimits } from '@vitamill/domain';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { readEmbeddedData } from '../embedded/embedded-data.js';
import { StatedTexts } from './actual-text.js';
import { openDocument } from './open-document.js';
import type { PdfFont } from './pdf-font.js';
import { composePage, drawPage } from './read-page.js';
import { refuseBombs } from './refuse-bombs.js';
import { withNewTrailer } from './repair-trailer.js';
import { withSurroundings } from './surroundings.js';

export interface ExtractPdfOptions {
  readonly limits: ParseLimits;
  readonly signal?: AbortSignal;
}

/** Drawing operators of a whole document; a real CV has some thousands a page. */
const MOST_OPERATORS = 6_000_000;

/**
 * Reads text, style, shapes, links and attachments of a PDF. Throws ParseError: `encrypted` where a password is needed,
 * `damaged` where nothing can be recovered, `too_large` where the work has no end in sight.
 */
export async function extractPdf(bytes: Uint8Array, options: ExtractPdfOptions): Promise<PagedDocument> {
  if (bytes.length === 0) throw new ParseError('empty_file', 'extract');
  refuseBombs(bytes, options.limits.maxUnpackedBytes);
  try {
    return await openAndRead(bytes, options);
  } catch (error) {
    const parseError = toParseError(error);
    const repaired = parseError instanceof ParseError && parseError.code === 'damaged' ? withNewTrailer(bytes) : null;
    if (!repaired) throw parseError;
    try {
      return await openAndRead(repaired, options);
    } catch (again) {
      throw toParseError(again);
    }
  }
}

async function openAndRead(bytes: Uint8Array, options: ExtractPdfOptions): Promise<PagedDocument> {
  return withSurroundings(async () => {
    // pdf.js keeps and changes what it is given, and takes no Buffer.
    const opened = await openDocument(new Uint8Array(bytes));
    try {
      return await readDocument(await opened.task.promise, bytes, options);
    } finally {
      await opened.close();
    }
  });
}

async function readDocument(
  pdf: PDFDocumentProxy,
  bytes: Uint8Array,
  { limits, signal }: ExtractPdfOptions,
): Promise<PagedDocument> {
  const issues: Issue[] = [];
  const count = Math.min(pdf.numPages, limits.maxPages);
  if (pdf.numPages > limits.maxPages) {
    issues.push({
      code: 'page_limit_reached',
      severity: 'warning',
      message: `Only the first ${limits.maxPages} pages were read.`,
      path: null,
    });
  }
  const [metadata, attachments, layers] = await Promise.all([
    pdf.getMetadata().catch(() => null),
    pdf.getAttachments().catch(() => null),
    pdf.getOptionalContentConfig({ intent: 'display' }).catch(() => null),
  ]);
  const info = (metadata?.info ?? {}) as Record<string, unknown>;
  if (info.EncryptFilterName) {
    issues.push({
      code: 'owner_protected',
      severity: 'info',
      message: 'The file restricts copying or printing; its text was read as shown.',
      path: null,
    });
  }
  const isLayerVisible = (group: unknown): boolean => {
    if (!layers || !group) return true;
    try {
      return layers.isVisible(group);
    } catch {
      return true;
    }
  };
  const pages: Page[] = [];
  const fonts = new Map<string, PdfFont>();
  const stated = new StatedTexts(bytes);
  let operators = 0;
  let unreadable = 0;
  let lastError: unknown = null;
  for (let number = 1; number <= count; number++) {
    signal?.throwIfAborted();
    try {
      const proxy = await pdf.getPage(number);
      const drawn = await drawPage(proxy, number, fonts, isLayerVisible);
      const links = await readLinkAnnotations(pdf, number - 1);
      proxy.cleanup();
      stated.restore(drawn.content.spans);
      pages.push(composePage(drawn, links));
      operators += drawn.content.operators;
    } catch (error) {
      if (error instanceof RangeError) throw error;
      lastError = error;
      unreadable++;
      pages.push({ number, width: 595, height: 842, items: [], shapes: [], needsOcr: null });
      issues.push({
        code: 'page_unreadable',
        severity: 'warning',
        message: 'A page is damaged and was left out.',
        path: null,
        page: number,
      });
    }
    if (operators > MOST_OPERATORS) throw new ParseError('too_large', 'extract');
  }
  if (unreadable === pages.length) throw new ParseError('damaged', 'extract', { cause: lastError });
  return {
    kind: 'paged',
    format: 'pdf',
    metadata: {
      title: textOf(info.Title),
      author: textOf(info.Author),
      modified: dateOf(info.ModDate) ?? dateOf(info.CreationDate),
      language: textOf(info.Language),
    },
    embedded: readEmbeddedData(attachments),
    issues,
    pages,
  };
}

/** AnnotationType.LINK of pdf.js. */
const LINK = 2;

/**
 * The links of one page. The obvious page.getAnnotations() reads the page's text once more to tell what each link
 * covers; this call hands out what was parsed for drawing.
 */
async function readLinkAnnotations(pdf: PDFDocumentProxy, pageIndex: number): Promise<readonly unknown[]> {
  // Asked only whether it has a page, so that no set of all other pages is needed.
  const allOthers = { has: (index: number) => index !== pageIndex } as Set<number>;
  return (await pdf.getAnnotationsByType(new Set([LINK]), allOthers).catch(() => null)) ?? [];
}

function toParseError(error: unknown): unknown {
  if (error instanceof ParseError) return error;
  const name = error instanceof Error ? error.name : '';
  if (name === 'AbortError' || name === 'TimeoutError') return error;
  if (name === 'PasswordException') return new ParseError('encrypted', 'extract');
  // Array buffers that cannot be allocated, recursion without end.
  if (error instanceof RangeError) return new ParseError('too_large', 'extract');
  return new ParseError('damaged', 'extract', { cause: error });
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;

/** D:20240131... -> 2024-01-31 */
function dateOf(value: unknown): string | null {
  const match = typeof value === 'string' ? /^D?:?(\d{4})(\d{2})(\d{2})/.exec(value) : null;
  return match ? `${match[1]}-${match[2]}-${match[3]}` : null;
}
