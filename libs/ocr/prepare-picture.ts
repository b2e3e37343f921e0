import { strengthenFaintInk } from './contrast.js';
import { cutMargins } from './cut-margins.js';
import { asSharp, toGrey } from './decode-image.js';
import { invertFilledAreas } from './filled-areas.js';
import type { GreyPicture } from './grey-picture.js';
import { type InkMap, mapInk } from './ink.js';
import { evenOutLight } from './lighting.js';
import { removeOutlines } from './outlines.js';
import { estimateSkew, turnInk } from './skew.js';
import { type StraightPicture, straighten } from './straighten.js';
import { typicalTextHeight } from './text-height.js';

export type QuarterTurns = 0 | 1 | 2 | 3;

/** Pixels of a line's ink: smaller is read with errors, larger costs time and reads no better. */
const SMALLEST_TEXT = 15;
const IDEAL_TEXT = 25;
const LARGEST_TEXT = 70;
const MOST_ENLARGED = 3;
const MOST_PIXELS = 24_000_000;
const INK_SIDE = 1000;
/** Pixels of the ink map: a letter of small print has about ten. */
const ONE_LETTER = 8;
/** How much sharper rows must show across the page before it is taken to lie on its side. */
const LYING = 1.4;

/** Whether there is less ink than one letter has: engines take long to find nothing. */
export function isBlank({ data }: InkMap): boolean {
  let ink = 0;
  for (const value of data) ink += value;
  return ink < ONE_LETTER;
}

/** Whether the lines of the text run up or down the picture. */
export function liesOnItsSide(ink: InkMap): boolean {
  return estimateSkew(turnInk(ink)).sharpness > LYING * estimateSkew(ink).sharpness;
}

export async function turnByQuarters(picture: GreyPicture, quarterTurns: QuarterTurns): Promise<GreyPicture> {
  return quarterTurns === 0 ? picture : toGrey(asSharp(picture).rotate(quarterTurns * 90));
}

export interface PreparedPicture extends StraightPicture {
  /** Degrees clockwise that it was turned by. */
  readonly degrees: number;
  /** Of the picture before it was turned. */
  readonly ink: InkMap;
}

/** Evens out the light, turns the lines level and brings the letters to a size that is read well. */
export async function preparePicture(picture: GreyPicture): Promise<PreparedPicture> {
  const even = await strengthenFaintInk(invertFilledAreas(await evenOutLight(picture)));
  const ink = await mapInk(even, INK_SIDE);
  const { degrees } = estimateSkew(ink);
  // Skewed lines run into each other: their height is measured on the straightened copy.
  const level = degrees === 0 ? ink : await mapInk((await straighten(even, degrees, 1 / ink.scale)).picture, INK_SIDE);
  const scale = scaleFor(typicalTextHeight(level), degrees === 0 ? ink.scale : ink.scale * level.scale, even);
  const straight = await straighten(even, degrees, scale);
  const bare = { ...straight, picture: removeOutlines(straight.picture) };
  return { ...cutMargins(bare), degrees, ink };
}

function scaleFor(height: number | null, scale: number, picture: GreyPicture): number {
  const most = Math.sqrt(MOST_PIXELS / (picture.width * picture.height));
  if (height === null) return Math.min(1, most);
  const text = height * scale;
  if (text < SMALLEST_TEXT) return Math.min(most, MOST_ENLARGED, IDEAL_TEXT / text);
  return Math.min(1, most, text > LARGEST_TEXT ? (IDEAL_TEXT * 1.6) / text : 1);
}
