import { ParseError } from '@vitamill/domain';
import sharp, { type Sharp } from 'sharp';
import { decodeBitmap, isBitmap } from './decode-bitmap.js';
import type { GreyPicture } from './grey-picture.js';

/** A frame (from 0) of a picture as EXIF says that it is shown, in grey on white. */
export async function decodeImage(bytes: Uint8Array, frame: number, maxPixels: number): Promise<GreyPicture> {
  if (isBitmap(bytes)) return decodeBitmap(bytes, maxPixels);
  const source = sharp(bytes, { page: frame, pages: 1, limitInputPixels: maxPixels, failOn: 'none' });
  const { width, height } = await source.metadata();
  if (width * height > maxPixels) throw new ParseError('too_large', 'ocr');
  return toGrey(source.autoOrient());
}

/** Runs a chain of sharp operations down to one channel. */
export async function toGrey(source: Sharp): Promise<GreyPicture> {
  const { data, info } = await source
    .flatten({ background: '#ffffff' })
    .greyscale()
    .extractChannel(0)
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data: new Uint8Array(data.buffer, data.byteOffset, data.length), width: info.width, height: info.height };
}

/** A grey picture, or one of red, green, blue and opacity, as the input of sharp. */
export function asSharp({ data, width, height }: GreyPicture, channels: 1 | 4 = 1): Sharp {
  return sharp(data, { raw: { width, height, channels } });
}
