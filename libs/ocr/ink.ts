import { asSharp, toGrey } from './decode-image.js';
import type { GreyPicture } from './grey-picture.js';

/** The pixels that differ from what is around them, one byte each: 1 is ink. */
export interface InkMap {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Pixels of the picture that one pixel of the map stands for. */
  readonly scale: number;
}

const LEAST_CONTRAST = 28;

/** Ink on a small copy. The surroundings are a wide blur, so that shadows are no ink and white text on dark is. */
export async function mapInk(picture: GreyPicture, longSide: number): Promise<InkMap> {
  const factor = Math.min(1, longSide / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * factor));
  const height = Math.max(1, Math.round(picture.height * factor));
  const small = await toGrey(asSharp(picture).resize(width, height, { fit: 'fill', kernel: 'linear' }));
  const around = await toGrey(asSharp(small).blur(Math.max(2, longSide / 90)));
  const data = new Uint8Array(width * height);
  for (let i = 0; i < data.length; i++) {
    data[i] = Math.abs((around.data[i] ?? 0) - (small.data[i] ?? 0)) > LEAST_CONTRAST ? 1 : 0;
  }
  return { data, width, height, scale: picture.width / width };
}
