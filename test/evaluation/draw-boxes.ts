import { PDFiumLibrary } from '@hyzyla/pdfium';
import type { ParsedCv } from '@vitamill/domain';
import sharp from 'sharp';

/** One colour a kind of value. */
const COLOURS: readonly (readonly [RegExp, string, string])[] = [
  [/^\/contact\/(name|headline)/, '#d62728', 'name, headline'],
  [/^\/contact/, '#ff7f0e', 'contact'],
  [/^\/summary/, '#8c564b', 'summary'],
  [/^\/(experience|education)\/\d+\/start/, '#2ca02c', 'dates'],
  [/^\/experience\/\d+\/title/, '#1f77b4', 'job title'],
  [/^\/experience\/\d+\/employer/, '#17becf', 'employer'],
  [/^\/experience/, '#aec7e8', 'rest of a position'],
  [/^\/education\/\d+\/institution/, '#9467bd', 'institution'],
  [/^\/education/, '#c5b0d5', 'degree and rest of a study'],
  [/^\/skills/, '#bcbd22', 'skill'],
  [/^\/languages/, '#e377c2', 'language'],
  [/^\//, '#7f7f7f', 'other'],
];
export const LEGEND: readonly (readonly [string, string])[] = COLOURS.map(([, colour, name]) => [name, colour]);

const colourOf = (pointer: string): string => COLOURS.find(([pattern]) => pattern.test(pointer))![1];

/** Pixels of a page's width in the documentation. */
const WIDTH = 1000;

/** The first page of a PDF as WebP, with a box around every value that was read from it. */
export async function drawBoxes(pdf: Uint8Array, parsed: ParsedCv): Promise<Buffer> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(pdf);
  try {
    const { data, width, height } = await document.getPage(0).render({ scale: 2, render: 'bitmap' });
    const page = await sharp(data, { raw: { width, height, channels: 4 } })
      .resize(WIDTH)
      .png()
      .toBuffer();
    const tall = Math.round((height * WIDTH) / width);
    const boxes = Object.entries(parsed.provenance).flatMap(([pointer, { spans }]) =>
      spans.flatMap(({ page: number, bbox }) => {
        if (number !== 1 || !bbox) return [];
        const [x0, y0, x1, y1] = bbox;
        return [
          `<rect x="${(x0 * WIDTH - 2).toFixed(1)}" y="${(y0 * tall - 1).toFixed(1)}" width="${((x1 - x0) * WIDTH + 4).toFixed(1)}" height="${((y1 - y0) * tall + 2).toFixed(1)}" fill="${colourOf(pointer)}" fill-opacity="0.12" stroke="${colourOf(pointer)}" stroke-width="1.6"/>`,
        ];
      }),
    );
    const overlay = Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${tall}">${boxes.join('')}</svg>`,
    );
    return await sharp(page)
      .composite([{ input: overlay }])
      .webp({ quality: 60 })
      .toBuffer();
  } finally {
    document.destroy();
    library.destroy();
  }
}
