import { jest } from '@jest/globals';
import sharp from 'sharp';
import { strengthenFaintInk } from './contrast.js';
import { toGrey } from './decode-image.js';
import { invertFilledAreas } from './filled-areas.js';
import type { GreyPicture } from './grey-picture.js';
import { mapInk } from './ink.js';
import { evenOutLight, noiseOf } from './lighting.js';
import { restoreListMarks } from './list-marks.js';
import { liesOnItsSide, preparePicture } from './prepare-picture.js';

// Taken once: under jest each look at a global costs more than the sum.
const { imul, max, min } = Math;

const PAGE = { width: 1240, height: 1754 };
const draw = (body: string): Promise<GreyPicture> =>
  toGrey(
    sharp(
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="${PAGE.width}" height="${PAGE.height}" font-family="DejaVu Sans, sans-serif" font-size="22"><rect width="100%" height="100%" fill="white"/>${body}</svg>`,
      ),
    ),
  );
// Each row begins with another word: letters that stand exactly below each other would be columns.
const WORDS = 'Planned the moorings of forty vessels every week and trained younger pilots in use of radar'.split(' ');
const rows = (x: number, count: number, fill = 'black', from = 120): string =>
  Array.from({ length: count }, (_, i) => {
    const words = [0, 1, 2, 3, 4].map((k) => WORDS[(i * 7 + k * 3) % WORDS.length]);
    return `<text x="${x}" y="${from + i * 40}" fill="${fill}">${words.join(' ')}</text>`;
  }).join('');
const darkest = ({ data, width }: GreyPicture, x0: number, y0: number, x1: number, y1: number): number => {
  let least = 255;
  for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) least = Math.min(least, data[y * width + x]!);
  return least;
};
const lightest = (picture: GreyPicture, x0: number, y0: number, x1: number, y1: number): number => {
  const data = picture.data.map((value) => 255 - value);
  return 255 - darkest({ ...picture, data }, x0, y0, x1, y1);
};

/** The picture on paper of that brightness, with noise of a seeded generator: up to 1.5 times `strength` either way. */
function addNoise(picture: GreyPicture, paper: number, strength: number): GreyPicture {
  let state = 7;
  const random = (): number => {
    state = (imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const data = picture.data.map((value) => {
    const noise = (random() + random() + random() - 1.5) * strength;
    return max(0, min(255, (value * paper) / 255 + noise));
  });
  return { ...picture, data };
}

// Jest compares millions of numbers one by one.
const isSame = (a: GreyPicture, b: GreyPicture): boolean => Buffer.compare(a.data, b.data) === 0;

// A busy machine takes several times as long.
jest.setTimeout(180_000);

describe('preparing a picture', () => {
  it('takes the edges of a sidebar and of the sheet for no rows of ink', async () => {
    const sidebar =
      '<rect width="380" height="100%" fill="#234"/><rect x="1215" width="25" height="100%" fill="#999"/>';
    const picture = await draw(`${sidebar}${rows(30, 12, 'white')}${rows(430, 30)}`);
    expect(liesOnItsSide(await mapInk(picture, 1000))).toBe(false);
    const turned = await toGrey(
      sharp(picture.data, { raw: { width: picture.width, height: picture.height, channels: 1 } }).rotate(90),
    );
    expect(liesOnItsSide(await mapInk(turned, 1000))).toBe(true);
  });

  it('turns white letters on a pill and on a sidebar into black on white', async () => {
    const picture = await draw(
      `<rect width="380" height="1000" fill="#234"/>${rows(30, 5, 'white')}` +
        '<rect x="600" y="300" width="320" height="48" rx="24" fill="#555"/><text x="640" y="332" fill="white">feb. 2021 - today</text>' +
        rows(430, 3, 'black', 500),
    );
    const changed = invertFilledAreas(picture);
    expect(lightest(changed, 620, 304, 638, 344)).toBeGreaterThan(240);
    expect(darkest(changed, 640, 310, 900, 340)).toBeLessThan(60);
    expect(lightest(changed, 5, 400, 25, 900)).toBeGreaterThan(240);
    expect(darkest(changed, 30, 90, 380, 125)).toBeLessThan(60);
    // Black on white stays to the bit.
    for (let y = 470; y < 620; y++) {
      const at = y * PAGE.width;
      const [now, before] = [changed, picture].map(({ data }) => data.subarray(at + 430, at + 1100));
      expect(Buffer.compare(now!, before!)).toBe(0);
    }
  });

  it('keeps large letters that are as dark as a fill', async () => {
    const picture = await draw('<text x="60" y="300" font-size="190" font-weight="bold">MOBLE</text>');
    expect(isSame(invertFilledAreas(picture), picture)).toBe(true);
  });

  it('makes a grey heading dark and leaves a page of black ink as it is', async () => {
    const grey = '<text x="100" y="1500" font-size="34" fill="#bbb">Work experience and more of it</text>';
    const picture = await draw(rows(100, 20) + grey);
    const changed = await strengthenFaintInk(picture);
    expect(darkest(picture, 100, 1460, 700, 1510)).toBeGreaterThan(170);
    expect(darkest(changed, 100, 1460, 700, 1510)).toBeLessThan(110);
    const black = await draw(rows(100, 20));
    expect(isSame(await strengthenFaintInk(black), black)).toBe(true);
  });

  it('takes noise for no ink, on white and on grey paper, and finds a grey heading in it', async () => {
    const heading =
      '<text x="100" y="1500" font-size="34" font-weight="bold" fill="#999">Work experience and more</text>';
    for (const paper of [255, 225]) {
      const black = await evenOutLight(addNoise(await draw(rows(100, 20)), paper, 70));
      expect(isSame(await strengthenFaintInk(black), black)).toBe(true);
    }
    const picture = addNoise(await draw(rows(100, 20) + heading), 255, 20);
    const changed = await strengthenFaintInk(picture);
    expect(darkest(picture, 100, 1460, 700, 1510)).toBeGreaterThan(120);
    expect(darkest(changed, 100, 1460, 700, 1510)).toBeLessThan(70);
  });

  it('takes dense black text on greyish paper for no tinted area', async () => {
    const page = await draw(`<g font-size="30">${rows(60, 36)}</g>`);
    for (const paper of [215, 225]) {
      const picture = addNoise(page, paper, 0);
      expect(isSame(await strengthenFaintInk(picture), picture)).toBe(true);
    }
  });

  it('filters noise that is cut off at white as soon as noise on grey paper', async () => {
    const page = await draw(rows(100, 20));
    for (const [paper, strength] of [
      [255, 90],
      [225, 60],
    ] as const) {
      const noisy = addNoise(page, paper, strength);
      expect(noiseOf(await evenOutLight(noisy))).toBeLessThan(noiseOf(noisy) / 3);
    }
    const slight = addNoise(page, 255, 40);
    expect(isSame(await evenOutLight(slight), slight)).toBe(true);
  });

  it('hands on a clean page untouched but for its empty margins, and knows where its words stood', async () => {
    const picture = await draw(rows(100, 20));
    const { picture: cut, toPage } = await preparePicture(picture);
    const [left, top] = toPage([0, 0, 0, 0]);
    expect(left).toBeGreaterThan(60);
    expect(left).toBeLessThan(100);
    expect(top).toBeGreaterThan(60);
    expect(cut.height).toBeLessThan(900);
    for (let y = 0; y < cut.height; y++) {
      const at = (y + top) * picture.width + left;
      const [now, before] = [
        cut.data.subarray(y * cut.width, (y + 1) * cut.width),
        picture.data.subarray(at, at + cut.width),
      ];
      expect(Buffer.compare(now, before)).toBe(0);
    }
    // All of the ink is there.
    const dark = ({ data }: GreyPicture) => data.reduce((count, value) => count + (value < 128 ? 1 : 0), 0);
    expect(dark(cut)).toBe(dark(picture));
  });

  it('tells the dot of a list entry that was read as a letter or left out', async () => {
    const picture = await draw(
      '<circle cx="90" cy="192" r="5"/><text x="110" y="200">Planned</text><text x="110" y="260">Wrote</text>' +
        '<text x="80" y="320">e</text><text x="110" y="320">Costruzione</text>',
    );
    const line = (y: number, first: string, x: number, ...more: readonly string[]) => ({
      height: 26,
      words: [
        { text: first, confidence: 0.9, box: [x, y - 20, x + (first.length > 3 ? 90 : 16), y + 2] as const },
        ...more.map((text) => ({ text, confidence: 0.9, box: [110, y - 20, 200, y + 2] as const })),
      ],
    });
    const textsOf = (lines: Parameters<typeof restoreListMarks>[0]) =>
      restoreListMarks(lines, picture).map(({ words }) => words.map(({ text }) => text));
    expect(textsOf([line(200, '«', 82, 'Planned')])).toEqual([['•', 'Planned']]);
    expect(textsOf([line(200, '»*.', 82, 'Planned')])).toEqual([['•', 'Planned']]);
    expect(textsOf([line(260, '-', 82, 'Wrote')])).toEqual([['-', 'Wrote']]);
    expect(textsOf([line(200, 'Planned', 110)])).toEqual([['•', 'Planned']]);
    // A word of the next column to the left stands in the same line.
    const left = { text: 'Radar', confidence: 0.9, box: [5, 180, 45, 202] as const };
    const joined = { height: 26, words: [left, ...line(200, 'Planned', 110).words] };
    expect(textsOf([joined])).toEqual([['Radar', '•', 'Planned']]);
    expect(textsOf([line(260, 'Wrote', 110)])).toEqual([['Wrote']]);
    expect(textsOf([line(320, 'e', 80, 'Costruzione')])).toEqual([['e', 'Costruzione']]);
  });
});
