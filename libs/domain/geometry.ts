/** A box in page points: x0, y0, x1, y1 with the origin at the top left of the page as it is shown (rotation applied). */
export type BBox = readonly [x0: number, y0: number, x1: number, y1: number];

/** The smallest box around all of `boxes`; null where there is none. */
export function unionOfBoxes(boxes: readonly (BBox | null)[]): BBox | null {
  let union: BBox | null = null;
  for (const box of boxes) {
    if (!box) continue;
    union = union
      ? [Math.min(union[0], box[0]), Math.min(union[1], box[1]), Math.max(union[2], box[2]), Math.max(union[3], box[3])]
      : box;
  }
  return union;
}

export const widthOf = (box: BBox): number => box[2] - box[0];
export const heightOf = (box: BBox): number => box[3] - box[1];
