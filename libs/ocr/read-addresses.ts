import { bandOf, type GreyPicture } from './grey-picture.js';
import { joinAddresses } from './read-words.js';
import type { RecognisedLine, RecognisedWord } from './recogniser.js';

/** A dot between letters, or what stands in print for an at sign: part of an address, whatever became of the rest. */
const MAY_BE_ADDRESS = /[\p{L}\d_-]{2,}[.,]\p{L}{2,}|^[([]?[\w.-]+[©®@]|[©®@][\w.-]+/u;
const ADDRESS = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;
/** Heights of the line above and below it that are read with it: a bare line is found less surely. */
const AROUND = 1.2;

/**
 * The lines with the e-mail addresses as English data read them: the data of most languages do not know the at sign. Read
 * over the whole page, English beside them takes their accents away ("Nordsjg" for "Nordsjø"), so that it gets the bands
 * with addresses alone.
 */
export async function readAddresses(
  lines: readonly RecognisedLine[],
  picture: GreyPicture,
  readEnglish: (band: GreyPicture) => Promise<readonly RecognisedLine[]>,
): Promise<readonly RecognisedLine[]> {
  const addresses: RecognisedWord[] = [];
  for (const { top, bottom } of bandsOf(lines, picture)) {
    const read = await readEnglish(bandOf(picture, top, bottom - top));
    for (const word of read.flatMap(joinAddresses)) {
      const [x0, y0, x1, y1] = word.box;
      if (ADDRESS.test(word.text)) addresses.push({ ...word, box: [x0, y0 + top, x1, y1 + top] });
    }
  }
  return addresses.length === 0 ? lines : lines.map((line) => ({ ...line, words: withAddresses(line, addresses) }));
}

/** Rows of the picture that have words like addresses, those that touch as one. */
function bandsOf(lines: readonly RecognisedLine[], picture: GreyPicture): readonly { top: number; bottom: number }[] {
  const bands = lines
    .filter(({ words }) => words.some(({ text }) => MAY_BE_ADDRESS.test(text)))
    .map(({ words, height }) => ({
      top: Math.max(0, Math.floor(Math.min(...words.map(({ box }) => box[1])) - AROUND * height)),
      bottom: Math.min(picture.height, Math.ceil(Math.max(...words.map(({ box }) => box[3])) + AROUND * height)),
    }))
    .sort((a, b) => a.top - b.top);
  const joined: { top: number; bottom: number }[] = [];
  for (const band of bands) {
    const last = joined.at(-1);
    if (last && band.top <= last.bottom) last.bottom = Math.max(last.bottom, band.bottom);
    else joined.push(band);
  }
  return joined;
}

/** Each address in the place of the words whose middles lie in its box. */
function withAddresses({ words }: RecognisedLine, addresses: readonly RecognisedWord[]): readonly RecognisedWord[] {
  const taken = new Set<RecognisedWord>();
  return words.flatMap((word) => {
    const [x, y] = [(word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2];
    const address = addresses.find(({ box }) => x > box[0] && x < box[2] && y > box[1] && y < box[3]);
    if (!address) return [word];
    if (taken.has(address)) return [];
    taken.add(address);
    return [address];
  });
}
