// What happens to clean pictures of pages. Noise comes from a seeded generator: every run sees the same pixels.
import sharp from 'sharp';
import { photographPage, TILTS } from '../../../dist/libs/ocr/testing/photo-of-page.js';

/** A generator of numbers in 0..1, the same for the same seed. */
export function randomOf(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Changes every pixel of a grey picture: `change(value, x, y, { width, height })`. */
export async function perPixel(picture, change) {
  const { data, info } = await picture.extractChannel(0).raw().toBuffer({ resolveWithObject: true });
  for (let i = 0; i < data.length; i++) {
    data[i] = Math.max(0, Math.min(255, change(data[i], i % info.width, Math.floor(i / info.width), info)));
  }
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 1 } });
}

const skewed = (degrees) => (picture) => picture.rotate(degrees, { background: '#ffffff' });

/** Condition -> how the clean page becomes it. */
export const DEGRADATIONS = {
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
  'photo on a table': async (picture) =>
    sharp(await photographPage(await picture.png().toBuffer(), TILTS['from the side'], 'wood')),
};
export const CONDITIONS = Object.keys(DEGRADATIONS);
