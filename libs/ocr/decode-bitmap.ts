import { ParseError } from '@vitamill/domain';
import type { GreyPicture } from './grey-picture.js';

export const isBitmap = (bytes: Uint8Array): boolean => bytes.length > 54 && bytes[0] === 0x42 && bytes[1] === 0x4d;

/** Uncompressed Windows bitmaps, which sharp does not read: 1, 4, 8, 24 and 32 bits. */
export function decodeBitmap(bytes: Uint8Array, maxPixels: number): GreyPicture {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerSize = view.getUint32(14, true);
  const width = view.getInt32(18, true);
  const storedHeight = view.getInt32(22, true);
  const height = Math.abs(storedHeight);
  const bits = view.getUint16(28, true);
  // 3 names the masks of the channels; all writers use them for plain BGRA.
  const compressed = ![0, 3].includes(view.getUint32(30, true));
  if (width * height > maxPixels) throw new ParseError('too_large', 'ocr');
  const stride = Math.ceil((width * bits) / 32) * 4;
  const start = view.getUint32(10, true);
  if (headerSize < 40 || compressed || ![1, 4, 8, 24, 32].includes(bits) || width <= 0) throw unreadable();
  if (start + stride * height > bytes.length) throw unreadable();

  const palette = 14 + headerSize;
  const grey = (at: number): number =>
    0.114 * (bytes[at] ?? 0) + 0.587 * (bytes[at + 1] ?? 0) + 0.299 * (bytes[at + 2] ?? 0);
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = start + stride * (storedHeight > 0 ? height - 1 - y : y);
    for (let x = 0; x < width; x++) {
      if (bits >= 24) data[y * width + x] = grey(row + x * (bits / 8));
      else {
        const byte = bytes[row + ((x * bits) >> 3)] ?? 0;
        const index = (byte >> (8 - bits - ((x * bits) & 7))) & ((1 << bits) - 1);
        data[y * width + x] = grey(palette + index * 4);
      }
    }
  }
  return { data, width, height };
}

const unreadable = (): ParseError => new ParseError('damaged', 'ocr');
