import { readFile } from 'node:fs/promises';
import { DEFAULT_PARSE_LIMITS, type ParseLimits } from '@vitamill/domain';
import sharp from 'sharp';
import { extractImage } from './extract-image.js';

const limits = DEFAULT_PARSE_LIMITS;
const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#ffffff' } });

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error) => error.code ?? error,
  );
const pagesOf = async (bytes: Uint8Array, bounds: ParseLimits = limits) =>
  (await extractImage(bytes, { limits: bounds })).pages;

describe('extractImage', () => {
  it('gives one page without text that OCR is to read', async () => {
    const [page] = await pagesOf(await picture(1654, 2339).png().withMetadata({ density: 200 }).toBuffer());
    expect(page).toMatchObject({ number: 1, needsOcr: 'no-text', items: [], shapes: [] });
    expect(page?.width).toBeCloseTo(595.4, 0);
    expect(page?.height).toBeCloseTo(842, 0);
  });

  it('takes the long side for that of A4 where the resolution is unknown', async () => {
    const [page] = await pagesOf(await picture(3000, 4000).jpeg().toBuffer());
    expect(page).toMatchObject({ width: 631.5, height: 842 });
  });

  it('gives the size as EXIF says that the picture is shown', async () => {
    const [page] = await pagesOf(
      await picture(400, 300).jpeg().withMetadata({ orientation: 6, density: 72 }).toBuffer(),
    );
    expect(page).toMatchObject({ width: 300, height: 400 });
  });

  it('refuses too many pixels without decoding them', async () => {
    const bytes = await picture(400, 300).png().toBuffer();
    expect(await codeOf(pagesOf(bytes, { ...limits, maxPixels: 100_000 }))).toBe('too_large');
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    view.setUint32(16, 30_000);
    view.setUint32(20, 30_000);
    expect(['too_large', 'damaged']).toContain(await codeOf(pagesOf(bytes)));
  });

  it('reads the size of a BMP, which sharp does not', async () => {
    const header = Buffer.alloc(54);
    header.write('BM');
    header.writeUInt32LE(40, 14);
    header.writeInt32LE(600, 18);
    header.writeInt32LE(-800, 22);
    header.writeInt32LE(3937, 38);
    expect((await pagesOf(header))[0]).toMatchObject({ width: 432, height: 576 });
  });

  it('tells damage, emptiness and HEIC', async () => {
    const bytes = await picture(40, 30).png().toBuffer();
    expect(await codeOf(pagesOf(bytes.subarray(0, 20)))).toBe('damaged');
    expect(await codeOf(pagesOf(new Uint8Array(0)))).toBe('empty_file');
    expect(await codeOf(pagesOf(Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')))).toBe('unsupported_type');
  });

  it('gives a page of a HEIC file where its decoder is installed', async () => {
    const heic = await readFile(new URL('../../ocr/testing/three-lines.heic', import.meta.url));
    expect(await pagesOf(heic)).toMatchObject([{ number: 1, width: 842, height: 421, needsOcr: 'no-text' }]);
    expect(await codeOf(extractImage(heic, { limits: { ...limits, maxPixels: 1000 } }))).toBe('too_large');
  });

  it('gives a page for each of a TIFF', async () => {
    const pages = await pagesOf(twoPageTiff());
    expect(pages.map(({ number, width, height }) => [number, width, height])).toEqual([
      [1, 842, 421],
      [2, 421, 842],
    ]);
    const document = await extractImage(twoPageTiff(), { limits: { ...limits, maxPages: 1 } });
    expect(document.issues.map(({ code }) => code)).toEqual(['page_limit_reached']);
  });
});

/** Two grey pages, 16 by 8 and 8 by 16. */
function twoPageTiff(): Uint8Array {
  const directories = [
    [16, 8],
    [8, 16],
  ].map(([width, height], i, all) => {
    const tags = [
      [256, 3, width],
      [257, 3, height],
      [258, 3, 8],
      [259, 3, 1],
      [262, 3, 1],
      [273, 4, 8],
      [277, 3, 1],
      [278, 3, height],
      [279, 4, 128],
    ] as const;
    const directory = Buffer.alloc(2 + tags.length * 12 + 4);
    directory.writeUInt16LE(tags.length, 0);
    tags.forEach(([tag, type, value], k) => {
      directory.writeUInt16LE(tag, 2 + k * 12);
      directory.writeUInt16LE(type, 4 + k * 12);
      directory.writeUInt32LE(1, 6 + k * 12);
      directory.writeUInt32LE(value as number, 10 + k * 12);
    });
    directory.writeUInt32LE(i + 1 < all.length ? 136 + directory.length : 0, directory.length - 4);
    return directory;
  });
  const head = Buffer.alloc(8);
  head.write('II*\0', 'latin1');
  head.writeUInt32LE(136, 4);
  return new Uint8Array(Buffer.concat([head, Buffer.alloc(128, 255), ...directories]));
}
