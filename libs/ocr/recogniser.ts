import type { GreyPicture } from './grey-picture.js';

export interface RecognisedWord {
  readonly text: string;
  /** 0..1 */
  readonly confidence: number;
  /** Pixels of the picture: left, top, right, bottom. */
  readonly box: readonly [number, number, number, number];
}

/** A line as the engine found it, its words in reading order. */
export interface RecognisedLine {
  readonly words: readonly RecognisedWord[];
  /** Pixels from the top of the high letters to the foot of the low ones. */
  readonly height: number;
}

/** An engine that finds lines and words on a picture. The same picture gives the same lines, whatever was read before. */
export interface Recogniser {
  /**
   * Reads with the data of these languages (tesseract's names, the first leads). `signal` stops the engine in the middle
   * of its work; the promise then rejects with the signal's reason.
   */
  recognise(
    picture: GreyPicture,
    languages: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly RecognisedLine[]>;
  close(): Promise<void>;
}
