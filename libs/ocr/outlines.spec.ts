import sharp from 'sharp';
import { toGrey } from './decode-image.js';
import type { GreyPicture } from './grey-picture.js';
import { removeOutlines } from './outlines.js';

const draw = (body: string): Promise<GreyPicture> =>
  toGrey(
    sharp(
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="300" font-family="DejaVu Sans, sans-serif" font-size="20"><rect width="100%" height="100%" fill="white"/>${body}</svg>`,
      ),
    ),
  );
const isSame = (a: GreyPicture, b: GreyPicture): boolean => Buffer.compare(a.data, b.data) === 0;
const WORDS = '<text x="60" y="107">Python</text><text x="260" y="107">Kafka</text>';
const frame = (x: number, width: number, radius: number): string =>
  `<rect x="${x}" y="80" width="${width}" height="40" rx="${radius}" fill="none" stroke="#888" stroke-width="2"/>`;

describe('outlines', () => {
  it('of pills and labels go, the words in them stay to the bit', async () => {
    const words = await draw(WORDS);
    expect(isSame(removeOutlines(await draw(`${frame(40, 130, 20)}${frame(240, 110, 4)}${WORDS}`)), words)).toBe(true);
  });

  it('and upright rules go, straight and slightly askew', async () => {
    const words = await draw(WORDS);
    for (const rule of ['M40 60v200', 'M240 60l3 200', 'M240 60v120'])
      expect(
        isSame(removeOutlines(await draw(`<path d="${rule}" stroke="#444" stroke-width="3"/>${WORDS}`)), words),
      ).toBe(true);
  });

  it('that enclose nothing, tables and letters stay', async () => {
    for (const body of [
      frame(40, 130, 20),
      `<text x="40" y="150" font-size="70">COOD 800</text>${WORDS}`,
      `<text x="40" y="230" font-size="70" font-weight="lighter">lIl lIl</text>${WORDS}`,
      `<path d="M240 90v30" stroke="black" stroke-width="2"/>${WORDS}`,
      `<path d="M40 40h400v200h-400zM40 120h400M240 40v200" fill="none" stroke="black"/>${WORDS}`,
      `<path d="M40 125h300" stroke="black" stroke-width="2"/>${WORDS}`,
    ]) {
      const picture = await draw(body);
      expect(isSame(removeOutlines(picture), picture)).toBe(true);
    }
  });
});
