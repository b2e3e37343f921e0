import type { GreyPicture } from './grey-picture.js';
import { readAddresses } from './read-addresses.js';
import type { RecognisedLine } from './recogniser.js';

const picture: GreyPicture = { width: 400, height: 1000, data: new Uint8Array(400 * 1000) };
const line = (y: number, ...words: [string, number, number][]): RecognisedLine => ({
  height: 20,
  words: words.map(([text, x0, x1]) => ({ text, confidence: 0.9, box: [x0, y, x1, y + 20] })),
});
const textsOf = (lines: readonly RecognisedLine[]) => lines.map(({ words }) => words.map(({ text }) => text).join(' '));

describe('reading addresses', () => {
  it('reads the lines that may have one in English, and takes nothing else from it', async () => {
    const heights: number[] = [];
    const lines = [
      line(100, ['Nordsjø', 10, 90]),
      line(500, ['på', 10, 40], ['vagsland', 50, 120], ['example.com', 130, 220]),
    ];
    const read = await readAddresses(lines, picture, async (band) => {
      heights.push(band.height);
      return [line(24, ['pa', 10, 40], ['vagsland@example.com', 50, 220])];
    });
    expect(textsOf(read)).toEqual(['Nordsjø', 'på vagsland@example.com']);
    expect(read[1]!.words[1]!.box).toEqual([50, 500, 220, 520]);
    expect(heights).toEqual([68]);
  });

  it('reads nothing again where nothing looks like one', async () => {
    const lines = [line(100, ['Nordsjø', 10, 90], ['2015-2019.', 100, 190])];
    const read = await readAddresses(lines, picture, () => Promise.reject(new Error('not to be read')));
    expect(read).toBe(lines);
  });
});
