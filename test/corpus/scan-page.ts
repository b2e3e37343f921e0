import { PDFiumLibrary } from '@hyzyla/pdfium';
import sharp from 'sharp';
import type { Random } from './random.js';

/** The pages of a PDF as a scanner would give them: 200 dpi, slightly askew, grey paper, noise, JPEG. */
export async function scanPages(
  pdf: Uint8Array,
  random: Random,
): Promise<{ jpeg: Buffer; width: number; height: number }[]> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(pdf);
  const scans: { jpeg: Buffer; width: number; height: number }[] = [];
  for (const page of document.pages()) {
    const { data, width, height } = await page.render({ scale: 200 / 72, render: 'bitmap' });
    const angle = (random.next() - 0.5) * 2.4;
    const grey = await sharp(data, { raw: { width, height, channels: 4 } })
      .flatten({ background: '#fff' })
      .greyscale()
      .rotate(angle, { background: '#fff' })
      .resize(width, height, { fit: 'cover' })
      .blur(0.5)
      .linear(0.86, 22)
      .raw()
      .toBuffer();
    for (let i = 0; i < grey.length; i++)
      grey[i] = Math.max(0, Math.min(255, grey[i]! + Math.round((random.next() - 0.5) * 14)));
    const jpeg = await sharp(grey, { raw: { width, height, channels: 1 } })
      .toColourspace('b-w')
      .jpeg({ quality: 45 })
      .toBuffer();
    scans.push({ jpeg, width, height });
  }
  document.destroy();
  library.destroy();
  return scans;
}

/** A PDF of pictures, as scanners write it: no letter in it. */
export function pdfOfPictures(pages: readonly { jpeg: Buffer; width: number; height: number }[]): Buffer {
  const objects: Buffer[] = [];
  const add = (head: string, stream?: Buffer): void => {
    const body = stream
      ? Buffer.concat([Buffer.from(`${head}\nstream\n`, 'latin1'), stream, Buffer.from('\nendstream', 'latin1')])
      : Buffer.from(head, 'latin1');
    objects.push(body);
  };
  const pageIds = pages.map((_, i) => 3 + i * 3);
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(`<< /Type /Pages /Count ${pages.length} /Kids [${pageIds.map((id) => `${id} 0 R`).join(' ')}] >>`);
  for (const [i, { jpeg, width, height }] of pages.entries()) {
    const [w, h] = [(width * 72) / 200, (height * 72) / 200];
    const content = Buffer.from(`q ${w} 0 0 ${h} 0 0 cm /Im0 Do Q`, 'latin1');
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${w} ${h}] /Contents ${pageIds[i]! + 1} 0 R /Resources << /XObject << /Im0 ${pageIds[i]! + 2} 0 R >> >> >>`,
    );
    add(`<< /Length ${content.length} >>`, content);
    add(
      `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>`,
      jpeg,
    );
  }
  const parts = [Buffer.from('%PDF-1.4\n', 'latin1')];
  const offsets: number[] = [];
  let at = parts[0]!.length;
  for (const [i, body] of objects.entries()) {
    const whole = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`, 'latin1'), body, Buffer.from('\nendobj\n', 'latin1')]);
    offsets.push(at);
    at += whole.length;
    parts.push(whole);
  }
  const xref = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${xref}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`,
      'latin1',
    ),
  );
  return Buffer.concat(parts);
}
