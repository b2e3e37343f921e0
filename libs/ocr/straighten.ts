import type { BBox } from '@vitamill/domain';
import { asSharp, toGrey } from './decode-image.js';
import type { GreyPicture } from './grey-picture.js';

/** Below this nothing is turned: no line drifts by half its height. */
const LEAST_SKEW = 0.25;
/** Up to this the engine reads a skewed page as well as a straight one, and turning would only blur: boxes are turned. */
const READ_AS_IT_IS = 1.2;

export interface StraightPicture {
  readonly picture: GreyPicture;
  /** Box on the picture -> box on the page turned straight about its centre, in the pixels and the size of the page. */
  toPage(box: BBox): BBox;
}

/** Turns a picture by `degrees` clockwise about its centre and scales it; small turns are left to the boxes. */
export async function straighten(picture: GreyPicture, degrees: number, scale: number): Promise<StraightPicture> {
  const skewed = Math.abs(degrees) >= LEAST_SKEW;
  const turns = Math.abs(degrees) > READ_AS_IT_IS;
  if (!skewed && scale === 1) return { picture, toPage: (box) => box };
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
  const toScale = ([x0, y0, x1, y1]: BBox): BBox => [
    (x0 - offsetX) / scale,
    (y0 - offsetY) / scale,
    (x1 - offsetX) / scale,
    (y1 - offsetY) / scale,
  ];
  if (turns || !skewed) return { picture: turned, toPage: toScale };
  return { picture: turned, toPage: (box) => turnBox(toScale(box), degrees, picture) };
}

/** A box turned with its page, clockwise about the centre of the page; it keeps its size. */
function turnBox([x0, y0, x1, y1]: BBox, degrees: number, page: GreyPicture): BBox {
  const radians = (degrees * Math.PI) / 180;
  const [sine, cosine] = [Math.sin(radians), Math.cos(radians)];
  const [centreX, centreY] = [page.width / 2, page.height / 2];
  const [x, y] = [(x0 + x1) / 2 - centreX, (y0 + y1) / 2 - centreY];
  const dx = centreX + x * cosine - y * sine - (x0 + x1) / 2;
  const dy = centreY + x * sine + y * cosine - (y0 + y1) / 2;
  return [x0 + dx, y0 + dy, x1 + dx, y1 + dy];
}
