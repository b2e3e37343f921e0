import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runInNewContext } from 'node:vm';
import type { PDFDocumentLoadingTask } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { DirectPort } from './direct-port.js';
import { tolerateStrayRejections } from './stray-rejections.js';

const PACKAGE_FOLDER = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

/** pdf.js believes that it can load fonts, so that it does not trace every glyph; none is ever loaded. */
const DOCUMENT_WITHOUT_FONTS = { fonts: { add() {}, delete() {} } };

export interface OpenedDocument {
  readonly task: PDFDocumentLoadingTask;
  close(): Promise<void>;
}

type PdfJs = Pick<typeof import('pdfjs-dist/legacy/build/pdf.mjs'), 'getDocument' | 'PDFWorker'> &
  Pick<typeof import('pdfjs-dist/legacy/build/pdf.worker.mjs'), 'WorkerMessageHandler'>;

let loading: Promise<PdfJs> | null = null;

/**
 * Loads pdf.js on first use. Its build for older engines replaces Array.prototype.push for a difference that nobody
 * meets (the error on an array of fixed length); the replacement slows the whole process, so the engine's is put back.
 */
function loadPdfJs(): Promise<PdfJs> {
  loading ??= (async () => {
    const push = fastPush();
    const { getDocument, PDFWorker } = await import('pdfjs-dist/legacy/build/pdf.mjs');
    const { WorkerMessageHandler } = await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
    Object.defineProperty(Array.prototype, 'push', push);
    tolerateStrayRejections();
    return { getDocument, PDFWorker, WorkerMessageHandler };
  })();
  return loading;
}

/**
 * The engine's push. Where somebody has loaded pdf.js before us it is gone from this realm, and calls into another realm
 * are slow: then one that does the usual case, one element onto an array, by itself.
 */
function fastPush(): PropertyDescriptor {
  const own = Object.getOwnPropertyDescriptor(Array.prototype, 'push') as PropertyDescriptor;
  if (Function.prototype.toString.call(own.value).includes('[native code]')) return own;
  const native = runInNewContext('Array.prototype.push') as typeof Array.prototype.push;
  const { push } = {
    push(this: unknown[], ...items: unknown[]): number {
      if (items.length !== 1 || !Array.isArray(this)) return native.apply(this, items);
      this[this.length] = items[0];
      return this.length;
    },
  };
  return { ...own, value: push };
}

/** Starts pdf.js on `bytes` (which it may keep and change) in this thread, without network, eval, pictures or output. */
export async function openDocument(bytes: Uint8Array): Promise<OpenedDocument> {
  const { getDocument, PDFWorker, WorkerMessageHandler } = await loadPdfJs();
  const [apiPort, workerPort] = DirectPort.pair();
  WorkerMessageHandler.initializeFromPort(workerPort);
  const worker = PDFWorker.create({ port: apiPort as never, verbosity: 0 });
  const task = getDocument({
    data: bytes,
    worker,
    verbosity: 0,
    cMapUrl: join(PACKAGE_FOLDER, 'cmaps/'),
    cMapPacked: true,
    standardFontDataUrl: join(PACKAGE_FOLDER, 'standard_fonts/'),
    useWorkerFetch: false,
    useWasm: false,
    // Keeps pdf.js from reading font files for fonts that are not embedded; text does not need them.
    useSystemFonts: true,
    disableFontFace: false,
    fontExtraProperties: true,
    ownerDocument: DOCUMENT_WITHOUT_FONTS as never,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    // No picture is decoded; where they stand is told from the transform left behind.
    maxImageSize: 0,
    enableXfa: false,
    disableAutoFetch: true,
  });
  return {
    task,
    async close() {
      await task.destroy();
      worker.destroy();
    },
  };
}
