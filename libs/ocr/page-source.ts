import { type PagedDocument, type ParseLimits } from '@vitamill/domain';
import { decodeImage } from './decode-image.js';
import type { GreyPicture } from './grey-picture.js';
import { openPdfRenderer } from './render-pdf.js';

/** Pictures of the pages of a document, whatever its format. */
export interface PageSource {
  /** The picture of a page, numbered from 1. */
  pictureOf(page: number): Promise<GreyPicture>;
  close(): void;
}

export async function openPageSource(
  bytes: Uint8Array,
  document: PagedDocument,
  limits: ParseLimits,
  dpi: number,
): Promise<PageSource> {
  if (document.format !== 'pdf') {
    return { pictureOf: (page) => decodeImage(bytes, page - 1, limits.maxPixels), close() {} };
  }
  const renderer = await openPdfRenderer(bytes);
  return { pictureOf: (page) => renderer.render(page - 1, dpi, limits.maxPixels), close: () => renderer.close() };
}
