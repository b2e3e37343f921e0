import type { GlyphRun, PlacedGlyph } from './glyph-runs.js';
import type { Painted } from './page-content.js';

/** Heights in em of the boxes that can stand behind a single line. */
const LOWEST = 0.9;
const HIGHEST = 3.2;

/** Tells whether two neighbouring glyphs stand on different boxes: skills set as tags, bars behind dates. */
export class PillFinder {
  private readonly boxes: readonly Painted[];

  constructor(painted: readonly Painted[]) {
    this.boxes = painted.filter(
      ({ bbox }) => bbox[3] - bbox[1] > 5 && bbox[3] - bbox[1] < 60 && bbox[2] - bbox[0] < 400,
    );
  }

  part(run: GlyphRun, left: PlacedGlyph, right: PlacedGlyph): boolean {
    if (this.boxes.length === 0 || run.style.dx !== 1) return false;
    const { size } = run.style;
    const y = run.v - 0.3 * size;
    const x0 = (left.u0 + left.u1) / 2;
    const x1 = (right.u0 + right.u1) / 2;
    return this.boxes.some(({ bbox }) => {
      const height = bbox[3] - bbox[1];
      if (y < bbox[1] || y > bbox[3] || height < LOWEST * size || height > HIGHEST * size) return false;
      return (x0 >= bbox[0] && x0 <= bbox[2]) !== (x1 >= bbox[0] && x1 <= bbox[2]);
    });
  }
}
