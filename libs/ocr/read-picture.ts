import { FITTING_CONFIDENCE, firstLanguagesOfOtherScripts, languageOfWords } from './choose-language.js';
import type { GreyPicture } from './grey-picture.js';
import { dataNamesOf, FIRST_LANGUAGE, lacksAtSign } from './languages.js';
import {
  isBlank,
  liesOnItsSide,
  type PreparedPicture,
  preparePicture,
  type QuarterTurns,
  turnByQuarters,
} from './prepare-picture.js';
import { readAddresses } from './read-addresses.js';
import { meanConfidence, type ReadWord, readWords, runsAcross } from './read-words.js';
import type { Recogniser } from './recogniser.js';
import { densestStrip } from './strip.js';

export interface PictureReading {
  readonly words: readonly ReadWord[];
  readonly confidence: number;
  /** ISO 639-1 of the data that it was read with. */
  readonly language: string;
  readonly prepared: PreparedPicture;
  readonly quarterTurns: QuarterTurns;
  /** The picture turned upright, before it was straightened and scaled. */
  readonly upright: GreyPicture;
}

const STRIP = 0.14;
/** Below this a page may stand on its head or be in another script. */
const DOUBTFUL = 0.7;
/** What another way of reading must gain before it is believed. */
const CLEARLY_BETTER = 0.08;
/** Times that a page is read once more, each in the language that the words before were in. */
const MOST_READINGS = 2;

/**
 * Reads a picture of a page. `expected` is the language it is believed to be in; the words decide. A page that stands
 * upright and is in that language is recognised once.
 */
export async function readPicture(
  picture: GreyPicture,
  expected: string | null,
  recogniser: Recogniser,
  signal: AbortSignal,
): Promise<PictureReading> {
  const read = async (part: GreyPicture, language: string): Promise<readonly ReadWord[]> =>
    readWords(await recogniser.recognise(part, dataNamesOf(language), signal), part, language);
  const readPage = async (page: GreyPicture, language: string): Promise<readonly ReadWord[]> => {
    const lines = await recogniser.recognise(page, dataNamesOf(language), signal);
    if (!lacksAtSign(language)) return readWords(lines, page, language);
    const readEnglish = (band: GreyPicture) => recogniser.recognise(band, dataNamesOf('en'), signal);
    return readWords(await readAddresses(lines, page, readEnglish), page, language);
  };
  const confidenceOf = async (part: GreyPicture, language: string): Promise<number> => {
    const words = await read(densestStrip(part, STRIP), language);
    return words.length < 3 || !runsAcross(words) ? 0 : meanConfidence(words);
  };
  /** The better of the turns by a quarter, and of standing as it is; null where nothing can be read either way. */
  const findSide = async (): Promise<typeof position | null> => {
    let best = { stood: null as typeof position | null, confidence: 0 };
    for (const quarterTurns of [1, 3, 0] as const) {
      const stood = quarterTurns === 0 ? position : await stand(quarterTurns);
      const confidence = await confidenceOf(stood.prepared.picture, language);
      if (confidence > best.confidence) best = { stood, confidence };
    }
    return best.stood;
  };
  const stand = async (quarterTurns: QuarterTurns) => {
    const upright = await turnByQuarters(picture, quarterTurns);
    return { quarterTurns, upright, prepared: await preparePicture(upright) };
  };

  let language = expected ?? FIRST_LANGUAGE.latin;
  let position = await stand(0);
  if (isBlank(position.prepared.ink)) return { words: [], confidence: 0, language, ...position };
  if (liesOnItsSide(position.prepared.ink)) position = (await findSide()) ?? position;
  if (expected === null) {
    const words = await read(densestStrip(position.prepared.picture, STRIP), language);
    if (meanConfidence(words) >= DOUBTFUL) language = languageOfWords(words.map(({ text }) => text)) ?? language;
  }

  let words = await readPage(position.prepared.picture, language);
  // Lines that run up the page are read as well as others, but nothing stands where it belongs.
  if (!runsAcross(words)) {
    const side = await findSide();
    if (side && side !== position) {
      position = side;
      words = await readPage(position.prepared.picture, language);
    }
  }
  if (meanConfidence(words) < DOUBTFUL) {
    const better = await findBetterReading();
    if (better) {
      ({ language, position } = better);
      words = await readPage(position.prepared.picture, language);
    }
  }
  // Read with English data Czech looks like Slovak; what Slovak data read of it looks like Czech.
  const tried = new Set([language]);
  for (;;) {
    const told = languageOfWords(words.map(({ text }) => text));
    if (told === null || tried.has(told) || tried.size > MOST_READINGS) break;
    tried.add(told);
    const again = await readPage(position.prepared.picture, told);
    if (meanConfidence(again) <= meanConfidence(words) - CLEARLY_BETTER / 2) break;
    words = again;
    language = told;
  }
  return { words, confidence: meanConfidence(words), language, ...position };

  async function findBetterReading(): Promise<{ language: string; position: typeof position } | null> {
    const strip = position.prepared.picture;
    let best = { language, position, confidence: (await confidenceOf(strip, language)) + CLEARLY_BETTER };
    const start = best;
    for (const other of firstLanguagesOfOtherScripts(language)) {
      const confidence = await confidenceOf(strip, other);
      if (confidence > best.confidence) best = { language: other, position, confidence };
    }
    if (best.confidence < FITTING_CONFIDENCE) {
      const turned = await stand(((position.quarterTurns + 2) % 4) as QuarterTurns);
      for (const candidate of [language, ...firstLanguagesOfOtherScripts(language)]) {
        const confidence = await confidenceOf(turned.prepared.picture, candidate);
        if (confidence > best.confidence) best = { language: candidate, position: turned, confidence };
        if (confidence > FITTING_CONFIDENCE) break;
      }
    }
    return best === start ? null : best;
  }
}
