// Renders pages of known text and degrades them.
import sharp from 'sharp';
import { DEGRADATIONS } from './degrade.mjs';
import { linesOf } from './texts.mjs';

const A4 = { width: 1654, height: 2339 };
const escapeXml = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

function layOut(lines, x, top) {
  let y = top;
  return lines.map(({ text, kind }) => {
    const size = kind === 'name' ? 48 : kind === 'heading' ? 33 : 28;
    y += kind === 'text' ? 40 : 66;
    const weight = kind === 'text' ? 'normal' : 'bold';
    return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}">${escapeXml(text)}</text>`;
  });
}

const page = (body) =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${A4.width}" height="${A4.height}" font-family="DejaVu Serif, serif"><rect width="100%" height="100%" fill="white"/>${body.join('')}</svg>`,
    ),
  )
    .flatten({ background: '#ffffff' })
    .greyscale();

/** A page as PNG and its text in reading order. */
export async function makePage(language, condition) {
  const columns = condition === 'two columns';
  const lines = linesOf(language, columns ? 38 : 74);
  const half = Math.ceil(lines.length / 2);
  const body = columns
    ? [...layOut(lines.slice(0, half), 110, 80), ...layOut(lines.slice(half), 890, 80)]
    : layOut(lines, 120, 80);
  const clean = sharp(await page(body).png().toBuffer()).greyscale();
  const picture = await DEGRADATIONS[condition](clean);
  return { bytes: await picture.png().toBuffer(), text: lines.map((line) => line.text).join(' ') };
}
