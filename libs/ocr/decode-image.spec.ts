import { DEFAULT_PARSE_LIMITS } from '@vitamill/domain';
import sharp, { type Sharp } from 'sharp';
import { decodeImage } from './decode-image.js';
import type { GreyPicture } from './grey-picture.js';

const [WIDTH, HEIGHT] = [60, 40];
/** White, with a black bar at the top and a grey one at the left: every turn of it looks different. */
const drawn = (): Sharp =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect width="100%" height="100%" fill="white"/><rect width="100%" height="12" fill="black"/><rect y="12" width="12" height="28" fill="#777"/></svg>`,
    ),
  );

const at = ({ data, width }: GreyPicture, x: number, y: number): number => data[y * width + x]!;

async function expectAsDrawn(bytes: Uint8Array, tolerance = 12): Promise<void> {
  const picture = await decodeImage(bytes, 0, DEFAULT_PARSE_LIMITS.maxPixels);
  expect([picture.width, picture.height]).toEqual([WIDTH, HEIGHT]);
  for (const [x, y, value] of [
    [30, 4, 0],
    [50, 30, 255],
  ] as const)
    expect(Math.abs(at(picture, x, y) - value)).toBeLessThanOrEqual(tolerance);
  expect(at(picture, 4, 30)).toBeGreaterThan(60);
  expect(at(picture, 4, 30)).toBeLessThan(190);
}

describe('decoding a picture to grey', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('shows it as EXIF orientation %d says', async (orientation) => {
    // The stored picture is what, turned as the tag says, is the drawn one.
    const flopped = async (p: Sharp): Promise<Sharp> => sharp(await p.flop().png().toBuffer());
    const undo: Record<number, (picture: Sharp) => Sharp | Promise<Sharp>> = {
      1: (p) => p,
      2: (p) => p.flop(),
      3: (p) => p.rotate(180),
      4: (p) => p.flip(),
      5: async (p) => (await flopped(p)).rotate(270),
      6: (p) => p.rotate(270),
      7: async (p) => (await flopped(p)).rotate(90),
      8: (p) => p.rotate(90),
    };
    const turned = await undo[orientation]!(sharp(await drawn().png().toBuffer()));
    const stored = await turned.png().toBuffer();
    await expectAsDrawn(await sharp(stored).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer());
  });

  it('reads 16 bits a channel', async () => {
    await expectAsDrawn(await drawn().toColourspace('rgb16').png().toBuffer());
    await expectAsDrawn(await drawn().flatten().greyscale().toColourspace('grey16').png().toBuffer());
  });

  it('reads CMYK, palettes and transparency on white', async () => {
    await expectAsDrawn(await drawn().flatten().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer(), 40);
    await expectAsDrawn(await drawn().png({ palette: true, colours: 4 }).toBuffer());
    const clear = await sharp({ create: { width: 8, height: 8, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer();
    expect([...(await decodeImage(clear, 0, 1000)).data].every((value) => value === 255)).toBe(true);
  });

  it('reads one bit a pixel as fax machines pack it', async () => {
    const fax = sharp(await drawn().flatten().png().toBuffer())
      .threshold(60)
      .toColourspace('b-w');
    const picture = await decodeImage(
      await fax.tiff({ compression: 'ccittfax4', bitdepth: 1 }).toBuffer(),
      0,
      DEFAULT_PARSE_LIMITS.maxPixels,
    );
    expect(at(picture, 30, 4)).toBe(0);
    expect(at(picture, 50, 30)).toBe(255);
  });

  it('takes the first frame of an animation', async () => {
    const frame = await drawn().flatten().raw().toBuffer();
    const animated = await sharp(Buffer.concat([frame, Buffer.alloc(frame.length, 255)]), {
      raw: { width: WIDTH, height: HEIGHT * 2, channels: 3, pageHeight: HEIGHT },
    })
      .gif({ delay: [100, 100] })
      .toBuffer();
    await expectAsDrawn(animated, 20);
  });

  it('decodes no more pixels than allowed', async () => {
    await expect(decodeImage(await drawn().png().toBuffer(), 0, 1000)).rejects.toBeDefined();
  });
});
