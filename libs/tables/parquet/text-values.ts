import { GrowingBytes } from '../growing-bytes.js';
import type { TableValue } from '../table.js';
import { appendHybrid, bitsOf } from './run-length.js';
import { MOST_TEXTS, TextDictionary } from './text-dictionary.js';
import type { ColumnValues, EncodedValues } from './values.js';

/** Different texts before it is looked at whether a dictionary is worth it. */
const FEW_TEXTS = 500;
/** Bytes of the length before a text. */
const LENGTH = 4;

/** Whether the text at a place comes before another in the order of their bytes, which is the one of code points. */
function isLess(texts: Buffer, start: number, otherStart: number): boolean {
  const length = texts.readInt32LE(start);
  const otherLength = texts.readInt32LE(otherStart);
  for (let index = LENGTH; index < LENGTH + Math.min(length, otherLength); index++) {
    const difference = (texts[start + index] ?? 0) - (texts[otherStart + index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return length < otherLength;
}

/** A copy of the text at a place. */
function textAt(texts: Buffer, start: number): Uint8Array {
  const first = start + LENGTH;
  return new Uint8Array(texts.subarray(first, first + texts.readInt32LE(start)));
}

/**
 * Texts, by their place in a dictionary while many are the same. A column whose texts mostly differ does without from then
 * on: what its first rows are, the others are as well.
 */
export class TextValues implements ColumnValues {
  /** The texts themselves, or those of the dictionary. */
  private readonly texts = new GrowingBytes();
  private readonly packed = new GrowingBytes();
  private dictionary: TextDictionary | null = new TextDictionary();
  private places = new Uint16Array(1_024);
  private count = 0;

  get size(): number {
    return this.texts.length + 2 * this.count;
  }

  append(value: NonNullable<TableValue>): boolean {
    const { dictionary, texts } = this;
    const start = texts.length;
    texts.appendCountedText(typeof value === 'string' ? value : String(value));
    if (!dictionary) return true;
    const { size } = dictionary;
    const place = dictionary.placeOf(texts.buffer, start, texts.length);
    this.appendPlace(place);
    if (place < size) texts.length = start;
    else if (place === MOST_TEXTS - 1 || (place >= FEW_TEXTS && place * 2 > this.count)) this.giveUp(dictionary);
    return true;
  }

  encode(): EncodedValues {
    const { written } = this.texts;
    let smallest = 0;
    let greatest = 0;
    for (let start = 0; start < written.length; start += LENGTH + written.readInt32LE(start)) {
      if (isLess(written, start, smallest)) smallest = start;
      else if (isLess(written, greatest, start)) greatest = start;
    }
    const isEmpty = written.length === 0;
    const bounds = {
      smallest: isEmpty ? undefined : textAt(written, smallest),
      greatest: isEmpty ? undefined : textAt(written, greatest),
    };
    if (!this.dictionary || isEmpty) return { encoding: 'PLAIN', bytes: written, dictionary: null, ...bounds };
    const { size } = this.dictionary;
    const width = Math.max(1, bitsOf(size - 1));
    this.packed.clear();
    this.packed.appendByte(width);
    appendHybrid(this.packed, this.places, this.count, width);
    const dictionary = { bytes: written, count: size };
    return { encoding: 'RLE_DICTIONARY', bytes: this.packed.written, dictionary, ...bounds };
  }

  clear(): void {
    this.texts.clear();
    this.dictionary?.clear();
    this.count = 0;
  }

  private appendPlace(place: number): void {
    if (this.count === this.places.length) {
      const grown = new Uint16Array(this.places.length * 2);
      grown.set(this.places);
      this.places = grown;
    }
    this.places[this.count++] = place;
  }

  private giveUp(dictionary: TextDictionary): void {
    const known = Buffer.from(this.texts.written);
    this.texts.clear();
    for (let index = 0; index < this.count; index++) {
      const start = dictionary.startOf(this.places[index] ?? 0);
      this.texts.appendBytes(known.subarray(start, start + LENGTH + known.readInt32LE(start)));
    }
    this.dictionary = null;
    this.count = 0;
    this.places = new Uint16Array();
  }
}
