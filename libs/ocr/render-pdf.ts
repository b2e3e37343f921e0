import { PDFiumLibrary } from '@hyzyla/pdfium';
import type { GreyPicture } from './grey-picture.js';

export interface PdfRenderer {
  /** A page (from 0) in grey. */
  render(index: number, dpi: number, maxPixels: number): Promise<GreyPicture>;
  close(): void;
}

/** Opens a PDF for rendering. An instance of pdfium lives as long as the document: its memory never shrinks. */
export async function openPdfRenderer(bytes: Uint8Array): Promise<PdfRenderer> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(bytes);
  return {
    async render(index, dpi, maxPixels) {
      const page = document.getPage(index);
      const { originalWidth, originalHeight } = page.getOriginalSize();
      const pixels = originalWidth * originalHeight * (dpi / 72) ** 2;
      const scale = (dpi / 72) * Math.min(1, Math.sqrt(maxPixels / pixels));
      const { data, width, height } = await page.render({
        scale,
        colorSpace: 'Gray',
        renderFormFields: true,
        render: async (options) => options.data,
      });
      return { data, width, height };
    },
    close() {
      document.destroy();
      library.destroy();
    },
  };
}
