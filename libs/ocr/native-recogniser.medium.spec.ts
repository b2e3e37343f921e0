import { jest } from '@jest/globals';
import sharp from 'sharp';
import { needing } from '../../test/support/needing.js';
import { DEFAULT_OCR_CONFIG } from './config.js';
import { toGrey } from './decode-image.js';
import { NativeRecogniser } from './native-recogniser.js';

jest.setTimeout(180_000);

const picture = () =>
  toGrey(
    sharp(
      Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="200" font-family="DejaVu Sans, sans-serif" font-size="32"><rect width="100%" height="100%" fill="white"/><text x="60" y="80">Harbour pilot at the port of Whitby</text><text x="60" y="140">Wrote the handbook for night manoeuvres</text></svg>',
      ),
    ),
  );
const never = new AbortController().signal;

needing('tesseract', describe)('the program tesseract as an engine', () => {
  const recogniser = new NativeRecogniser({ ...DEFAULT_OCR_CONFIG, engine: 'native' });
  afterAll(() => recogniser.close());

  it('gives lines and words with boxes from the packaged data', async () => {
    const lines = await recogniser.recognise(await picture(), ['eng'], never);
    expect(lines.map(({ words }) => words.map(({ text }) => text).join(' '))).toEqual([
      'Harbour pilot at the port of Whitby',
      'Wrote the handbook for night manoeuvres',
    ]);
    const [x0, , , y1] = lines[0]!.words[0]!.box;
    expect(Math.abs(x0 - 63)).toBeLessThan(4);
    expect(Math.abs(y1 - 80)).toBeLessThan(4);
    expect(lines[0]!.height).toBeGreaterThan(20);
  });

  it('stops when it is called off', async () => {
    const controller = new AbortController();
    const reading = recogniser.recognise(await picture(), ['eng'], controller.signal);
    controller.abort(new Error('called off'));
    await expect(reading).rejects.toThrow('called off');
  });
});

describe('an engine whose program is missing', () => {
  it('fails the recognition', async () => {
    const recogniser = new NativeRecogniser({ ...DEFAULT_OCR_CONFIG, engine: 'native', program: 'no-such-program' });
    await expect(recogniser.recognise(await picture(), ['eng'], never)).rejects.toThrow(/status 127/);
    await recogniser.close();
  });
});
