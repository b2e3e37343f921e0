import { jest } from '@jest/globals';
import sharp from 'sharp';
import { decodeImage } from './decode-image.js';
import { findSheet } from './find-sheet.js';
import { straightenPerspective } from './perspective.js';
import { photographPage, TILTS } from './testing/photo-of-page.js';

const [WIDTH, HEIGHT] = [620, 877];
const draw = (body: string): Promise<Buffer> =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="DejaVu Sans, sans-serif" font-size="13"><rect width="100%" height="100%" fill="white"/>${body}</svg>`,
    ),
  )
    .flatten({ background: '#ffffff' })
    .png()
    .toBuffer();
const rows = (x: number, count: number, fill = 'black'): string =>
  Array.from(
    { length: count },
    (_, i) => `<text x="${x}" y="${60 + i * 22}" fill="${fill}">Planned the moorings of forty vessels ${i}</text>`,
  ).join('');
const find = async (bytes: Buffer) => findSheet(await decodeImage(bytes, 0, 6e7));

// A busy machine takes several times as long.
jest.setTimeout(60_000);

describe('finding the sheet in a photo', () => {
  it.each([
    ['wood', 'from below'],
    ['dark cloth', 'from the side'],
    ['grey desk', 'turned'],
  ] as const)('finds its corners on %s, taken %s', async (table, tilt) => {
    const photo = await decodeImage(await photographPage(await draw(rows(60, 34)), TILTS[tilt], table), 0, 6e7);
    const corners = await findSheet(photo);
    expect(corners).not.toBeNull();
    for (const [i, { x, y }] of corners!.entries()) {
      const [u, v] = TILTS[tilt][i]!;
      expect(Math.abs(x / photo.width - u)).toBeLessThan(0.015);
      expect(Math.abs(y / photo.height - v)).toBeLessThan(0.015);
    }
  });

  it('finds a sheet with a dark sidebar or a dark header whole or not at all', async () => {
    const designs = [
      `<rect width="200" height="100%" fill="#234"/>${rows(12, 20, 'white')}${rows(230, 34)}`,
      `<rect width="100%" height="150" fill="#234"/>${rows(60, 34)}<text x="60" y="60" fill="white" font-size="30">Miriam Oakfield</text>`,
    ];
    for (const design of designs) {
      const photo = await decodeImage(await photographPage(await draw(design), TILTS.turned, 'wood'), 0, 6e7);
      const corners = await findSheet(photo);
      for (const [i, { x }] of (corners ?? []).entries()) {
        expect(Math.abs(x / photo.width - TILTS.turned[i]![0])).toBeLessThan(0.02);
      }
    }
  });

  it('leaves scans, crooked scans, designs and pictures without a sheet as they are', async () => {
    const flat = await draw(rows(60, 34));
    const sidebar = await draw(`<rect width="200" height="100%" fill="#234"/>${rows(12, 20, 'white')}${rows(230, 34)}`);
    const framed = await draw(
      `<rect width="100%" height="100%" fill="#345"/><rect x="30" y="30" width="560" height="817" fill="white"/>${rows(60, 34)}`,
    );
    const crooked = (picture: Buffer, background: string) => sharp(picture).rotate(3, { background }).png().toBuffer();
    expect(await find(flat)).toBeNull();
    expect(await find(sidebar)).toBeNull();
    expect(await find(framed)).toBeNull();
    expect(await find(await crooked(flat, '#ffffff'))).toBeNull();
    expect(await find(await crooked(sidebar, '#ffffff'))).toBeNull();
    expect(await find(await crooked(sidebar, '#101010'))).toBeNull();
    const noise = sharp({
      create: {
        width: 700,
        height: 900,
        channels: 3,
        background: '#888',
        noise: { type: 'gaussian', mean: 128, sigma: 40 },
      },
    });
    expect(await find(await noise.png().toBuffer())).toBeNull();
  });

  it('makes a rectangle of it', async () => {
    const page = await draw('<rect x="124" y="175" width="372" height="527" fill="black"/>');
    const photo = await decodeImage(await photographPage(page, TILTS['from below'], 'wood'), 0, 6e7);
    const corners = TILTS['from below'].map(([x, y]) => ({ x: x * photo.width, y: y * photo.height }));
    const sheet = straightenPerspective(photo, corners as never);
    const at = (u: number, v: number) =>
      sheet.data[Math.floor(v * sheet.height) * sheet.width + Math.floor(u * sheet.width)]!;
    // The black rectangle reaches from a fifth to four fifths of the page, up to one percent.
    for (const t of [0.25, 0.5, 0.75]) {
      for (const [inside, outside] of [
        [0.21, 0.19],
        [0.79, 0.81],
      ] as const) {
        expect(at(inside, t)).toBeLessThan(60);
        expect(at(outside, t)).toBeGreaterThan(120);
        expect(at(t, inside)).toBeLessThan(60);
        expect(at(t, outside)).toBeGreaterThan(120);
      }
    }
  });
});
