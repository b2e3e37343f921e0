import { type PagedDocument, type ParseLimits } from '@vitamill/domain';
import { decodeHeic, isHeic } from './decode-heic.js';
import { decodeImage } from './decode-image.js';
import { findSheet } from './find-sheet.js';
import type { GreyPicture } from './grey-picture.js';
import { type Quadrilateral, straightenPerspective } from './perspective.js';
import { openPdfRenderer } from './render-pdf.js';

export interface PagePicture {
  readonly picture: GreyPicture;
  /** Where the sheet lay that was cut out of a photo, in shares of the photo's size; null where all of it is the page. */
  readonly sheet: Quadrilateral | null;
}

/** Pictures of the pages of a document, whatever its format. */
export interface PageSource {
  /** The picture of a page, numbered from 1. */
  pictureOf(page: number): Promise<PagePicture>;
  close(): void;
}

export async function openPageSource(
  bytes: Uint8Array,
  document: PagedDocument,
  limits: ParseLimits,
  dpi: number,
): Promise<PageSource> {
  if (document.format !== 'pdf') {
    const decode = (page: number): Promise<GreyPicture> =>
      isHeic(bytes) ? decodeHeic(bytes, limits.maxPixels) : decodeImage(bytes, page - 1, limits.maxPixels);
    return { pictureOf: async (page) => cutOutSheet(await decode(page)), close() {} };
  }
  const renderer = await openPdfRenderer(bytes);
  return {
    pictureOf: async (page) => ({ picture: await renderer.render(page - 1, dpi, limits.maxPixels), sheet: null }),
    close: () => renderer.close(),
  };
}

async function cutOutSheet(photo: GreyPicture): Promise<PagePicture> {
  const corners = await findSheet(photo);
  if (!corners) return { picture: photo, sheet: null };
  const [a, b, c, d] = corners.map(({ x, y }) => ({ x: x / photo.width, y: y / photo.height })) as [
    ...[Quadrilateral[0], Quadrilateral[1], Quadrilateral[2], Quadrilateral[3]],
  ];
  return { picture: straightenPerspective(photo, corners), sheet: [a, b, c, d] };
}
