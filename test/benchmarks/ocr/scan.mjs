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

/** A PDF that shows one JPEG a page and nothing else. */
export function writePictureDocument(pages) {
  const chunks = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const offsets = [];
  let length = chunks[0].length;
  const put = (...parts) => {
    for (const part of parts) {
      const chunk = Buffer.isBuffer(part) ? part : Buffer.from(part, 'latin1');
      chunks.push(chunk);
      length += chunk.length;
    }
  };
  const object = (...parts) => {
    offsets.push(length);
    put(`${offsets.length} 0 obj\n`, ...parts, '\nendobj\n');
  };
  object('<</Type/Catalog/Pages 2 0 R>>');
  object(`<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, i) => `${3 + 3 * i} 0 R`).join(' ')}]>>`);
  for (const [i, { jpeg, pixels, width, height }] of pages.entries()) {
    const at = 3 + 3 * i;
    const content = `q ${width} 0 0 ${height} 0 0 cm /P Do Q`;
    object(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]/Resources<</XObject<</P ${at + 2} 0 R>>>>/Contents ${at + 1} 0 R>>`,
    );
    object(`<</Length ${content.length}>>\nstream\n${content}\nendstream`);
    object(
      `<</Type/XObject/Subtype/Image/Width ${pixels.width}/Height ${pixels.height}/ColorSpace/${pixels.channels === 1 ? 'DeviceGray' : 'DeviceRGB'}/BitsPerComponent 8/Filter/DCTDecode/Length ${jpeg.length}>>\nstream\n`,
      jpeg,
      '\nendstream',
    );
  }
  const start = length;
  put(
    `xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n`,
    ...offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`),
    `trailer\n<</Size ${offsets.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`,
  );
  return Buffer.concat(chunks);
}
