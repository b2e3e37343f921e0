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
  const pdf = new PdfWriter();
  for (const page of pages) pdf.addPicture(page);
  return pdf.end();
}

/** A PDF whose first page is a picture and whose second has lines of text. */
export function writeMixedDocument(picture, lines) {
  const pdf = new PdfWriter();
  pdf.addPicture(picture);
  pdf.addText(lines);
  return pdf.end();
}

/** Objects 1 and 2 are the catalog and the list of pages; they come last. */
class PdfWriter {
  objects = new Map();
  pages = [];

  add(...parts) {
    const number = this.objects.size + 3;
    this.objects.set(number, parts);
    return number;
  }

  addPage(width, height, resources, content) {
    const stream = this.add(`<</Length ${content.length}>>\nstream\n${content}\nendstream`);
    const box = `/MediaBox[0 0 ${width} ${height}]`;
    this.pages.push(this.add(`<</Type/Page/Parent 2 0 R${box}/Resources<<${resources}>>/Contents ${stream} 0 R>>`));
  }

  addPicture({ jpeg, pixels, width, height }) {
    const colours = pixels.channels === 1 ? 'DeviceGray' : 'DeviceRGB';
    const image = this.add(
      `<</Type/XObject/Subtype/Image/Width ${pixels.width}/Height ${pixels.height}/ColorSpace/${colours}` +
        `/BitsPerComponent 8/Filter/DCTDecode/Length ${jpeg.length}>>\nstream\n`,
      jpeg,
      '\nendstream',
    );
    this.addPage(width, height, `/XObject<</P ${image} 0 R>>`, `q ${width} 0 0 ${height} 0 0 cm /P Do Q`);
  }

  addText(lines) {
    const font = this.add('<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>');
    const shown = lines.map((line, i) => `BT /F ${i === 0 ? 14 : 10} Tf 60 ${780 - i * 18} Td (${line}) Tj ET`);
    this.addPage(595, 842, `/Font<</F ${font} 0 R>>`, shown.join('\n'));
  }

  end() {
    const chunks = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
    let length = chunks[0].length;
    const put = (part) => {
      const chunk = Buffer.isBuffer(part) ? part : Buffer.from(part, 'latin1');
      chunks.push(chunk);
      length += chunk.length;
    };
    const kids = this.pages.map((number) => `${number} 0 R`).join(' ');
    const all = new Map([
      [1, ['<</Type/Catalog/Pages 2 0 R>>']],
      [2, [`<</Type/Pages/Count ${this.pages.length}/Kids[${kids}]>>`]],
      ...this.objects,
    ]);
    const offsets = [];
    for (const [number, parts] of all) {
      offsets.push(length);
      for (const part of [`${number} 0 obj\n`, ...parts, '\nendobj\n']) put(part);
    }
    const start = length;
    const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
    put(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${rows}`);
    put(`trailer\n<</Size ${offsets.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`);
    return Buffer.concat(chunks);
  }
}
