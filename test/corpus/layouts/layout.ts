import type { Wishes } from '../invent-cv.js';
import type { PrintedCv } from '../printed-cv.js';
import type { Random } from '../random.js';

/** One design of a CV. It prints all of the person that it is given. */
export interface Layout {
  readonly name: string;
  /** What an evaluation slices by. */
  readonly traits: readonly string[];
  readonly wishes?: Wishes;
  /** HTML of A4 pages for Chromium to print. */
  render(cv: PrintedCv, random: Random): string;
}
