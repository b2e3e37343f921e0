// Turns a PDF into what a scanner, a fax or a camera makes of it: a PDF of pictures, without text.
import { PDFiumLibrary } from '@hyzyla/pdfium';
import sharp from 'sharp';
import { DEGRADATIONS, perPixel, randomOf } from './degrade.mjs';

/** How twins are made in turn: name -> resolution and what happens to the picture of each page. */
export const SCANNERS = {
  'flatbed 200 dpi': { dpi: 200, change: (picture) => picture },
  'office scanner 150 dpi, JPEG 60': { dpi: 150, quality: 60, change: (picture) => noisy(picture, 12) },
  'crooked 2°, 300 dpi': { dpi: 300, change: (picture) => picture.rotate(2, { background: '#fdfdfd' }) },
  'fax 204 dpi, black and white': { dpi: 204, change: (picture) => noisy(picture, 40).then((p) => p.threshold(150)) },
  'phone: shadow, -4°, JPEG 70': {
    dpi: 180,
    quality: 70,
    change: async (picture) => {
      const tilted = picture.rotate(-4, { background: '#c8c4bc' });
      return DEGRADATIONS.shadow(await noisy(tilted, 14));
    },
  },
};

async function noisy(picture, strength) {
  const random = randomOf(11);
  const grey = sharp(await picture.png().toBuffer()).greyscale();
  return perPixel(grey, (value) => value + (random() + random() + random() - 1.5) * strength);
}

/** Pictures of the pages of a PDF as the scanner of that name takes them, as JPEG, with their size in points. */
export async function scanPages(bytes, scanner) {
  const { dpi, quality = 85, change } = SCANNERS[scanner];
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(bytes);
  const pages = [];
  for (const page of document.pages()) {
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const { data } = await page.render({
      scale: dpi / 72,
      render: ({ data, width, height }) =>
        sharp(data, { raw: { width, height, channels: 4 } })
          .flatten({ background: '#ffffff' })
          .png({ compressionLevel: 1 })
          .toBuffer(),
    });
    const changed = await change(sharp(data).greyscale());
    const { data: jpeg, info } = await changed.jpeg({ quality }).toBuffer({ resolveWithObject: true });
    pages.push({ jpeg, pixels: info, width: originalWidth, height: originalHeight });
  }
  document.destroy();
  library.destroy();
  return pages;
}
