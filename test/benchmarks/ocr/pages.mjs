// Renders pages of known text and degrades them. Noise comes from a seeded generator: every run sees the same pixels.
import sharp from 'sharp';
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

function randomOf(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

async function perPixel(picture, change) {
  const { data, info } = await picture.extractChannel(0).raw().toBuffer({ resolveWithObject: true });
  for (let i = 0; i < data.length; i++) {
    data[i] = Math.max(0, Math.min(255, change(data[i], i % info.width, Math.floor(i / info.width), info)));
  }
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 1 } });
}

const skewed = (degrees) => (picture) => picture.rotate(degrees, { background: '#ffffff' });

/** Condition -> how the clean page becomes it. */
const DEGRADATIONS = {
  clean: (picture) => picture,
  '150 dpi': (picture) => picture.resize(1240),
  'skew 1°': skewed(1),
  'skew 3°': skewed(-3),
  'skew 6°': skewed(6),
  noise: (picture) => {
    const random = randomOf(7);
    return perPixel(picture, (value) => value + (random() + random() + random() - 1.5) * 70);
  },
  shadow: (picture) =>
    perPixel(
      picture,
      (value, x, y, { width, height }) => value * (0.35 + 0.65 * Math.min(1, (x / width + y / height) * 0.75)),
    ),
  'upside down': (picture) => picture.rotate(180),
  'on its side': (picture) => picture.rotate(90),
  'two columns': (picture) => picture,
};
export const CONDITIONS = Object.keys(DEGRADATIONS);

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
