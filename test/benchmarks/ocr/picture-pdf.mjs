// Writes PDFs of pictures, and of pictures beside text, as scanners and hasty people make them.

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
