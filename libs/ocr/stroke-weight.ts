import type { GreyPicture } from './grey-picture.js';
import type { RecognisedWord } from './recogniser.js';

// Taken once: where modules run in a context of their own, as under jest, each look at a global costs more than the sum.
const { ceil, floor, max, min } = Math;

/** Ink, as a share of full black, below which a pixel is no part of a stroke. */
const FAINT = 0.25;

/** Usual width of the upright strokes in a box, in pixels and parts of them; 0 where there are too few. */
export function strokeWidthIn({ data, width, height }: GreyPicture, box: RecognisedWord['box']): number {
  const x0 = max(1, floor(box[0]));
  const y0 = max(1, floor(box[1]));
  const x1 = min(width - 1, ceil(box[2]));
  const y1 = min(height - 1, ceil(box[3]));
  let darkest = 255;
  let lightest = 0;
  let sum = 0;
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      const value = data[y * width + x]!;
      if (value < darkest) darkest = value;
      if (value > lightest) lightest = value;
      sum += value;
    }
  }
  if (lightest - darkest < 40) return 0;
  const middle = (darkest + lightest) / 2;
  // White letters on a dark bar: the ink is the rarer side.
  const inverted = sum / max(1, (x1 - x0) * (y1 - y0)) < middle;
  // Grey pixels of the outline count by their share: at these sizes a stroke is two or three pixels wide.
  const inkAt = (at: number): number => {
    const ink = (lightest - data[at]!) / (lightest - darkest);
    return inverted ? 1 - ink : ink;
  };
  const runs: number[] = [];
  for (let y = y0; y < y1; y++) {
    let run = 0;
    for (let x = x0; x <= x1; x++) {
      const ink = x < x1 ? inkAt(y * width + x) : 0;
      if (ink > FAINT) run += ink;
      else if (run > 0) {
        // Longer runs are bars and bows cut lengthwise.
        if (run > 0.8 && run < (y1 - y0) / 2) runs.push(run);
        run = 0;
      }
    }
  }
  runs.sort((a, b) => a - b);
  return runs.length >= 4 ? runs[floor(runs.length * 0.6)]! : 0;
}

interface Stroked {
  readonly text: string;
  readonly stroke: number;
}

/** By how much strokes are wider in bold type: 1.4 to 1.7 at 200 dpi, 1.2 on small print. */
const BOLD = 1.22;
const SURELY_BOLD = 1.38;

/**
 * Which words of which line are bold, by the strokes of the page. One word alone is easily mistaken: it is believed
 * with a neighbour that is bold too, alone on its line, or where it is long and the difference great.
 */
export function markBold(lines: readonly (readonly Stroked[])[]): readonly (readonly boolean[])[] {
  const strokes = lines.flatMap((line) =>
    line.filter(({ text, stroke }) => text.length > 2 && stroke > 0).map(({ stroke }) => stroke),
  );
  strokes.sort((a, b) => a - b);
  const usual = strokes[strokes.length >> 1] ?? 0;
  if (usual === 0) return lines.map((line) => line.map(() => false));
  return lines.map((line) => {
    const ratios = line.map(({ stroke }) => stroke / usual);
    const believed = ratios.map((ratio, k) => {
      if (ratio < BOLD) return false;
      const neighbours = [ratios[k - 1], ratios[k + 1]].filter((other) => other !== undefined);
      if (neighbours.length === 0 || neighbours.some((other) => other >= BOLD)) return true;
      return ratio >= SURELY_BOLD && (line[k]?.text.length ?? 0) > 4;
    });
    return believed.map((bold, k) => bold || (believed[k - 1] === true && believed[k + 1] === true));
  });
}
