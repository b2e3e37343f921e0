import type { BBox } from '@vitamill/domain';
import { asSharp, toGrey } from './decode-image.js';
import type { GreyPicture } from './grey-picture.js';

/** Below this the recognition does not suffer, and turning would only blur. */
const LEAST_SKEW = 0.25;

export interface StraightPicture {
  readonly picture: GreyPicture;
  /** Box on the picture -> box on the page turned straight about its centre, in the pixels and the size of the page. */
  toPage(box: BBox): BBox;
}

/** Turns a picture by `degrees` clockwise about its centre and scales it. */
export async function straighten(picture: GreyPicture, degrees: number, scale: number): Promise<StraightPicture> {
  const turns = Math.abs(degrees) >= LEAST_SKEW;
  if (!turns && scale === 1) return { picture, toPage: (box) => box };
  let chain = asSharp(picture);
  if (scale !== 1) {
    chain = chain.resize(Math.round(picture.width * scale), Math.round(picture.height * scale), {
      fit: 'fill',
      kernel: scale > 1 ? 'cubic' : 'linear',
    });
  }
  const scaled = scale === 1 ? picture : await toGrey(chain);
  const turned = turns ? await toGrey(asSharp(scaled).rotate(degrees, { background: '#ffffff' })) : scaled;
  // Sharp enlarges the canvas evenly on all sides.
  const offsetX = (turned.width - scaled.width) / 2;
  const offsetY = (turned.height - scaled.height) / 2;
  return {
    picture: turned,
    toPage: ([x0, y0, x1, y1]) => [
      (x0 - offsetX) / scale,
      (y0 - offsetY) / scale,
      (x1 - offsetX) / scale,
      (y1 - offsetY) / scale,
    ],
  };
}
