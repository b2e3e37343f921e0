import { ParseError } from '@vitamill/domain';
import { asSharp, toGrey } from './decode-image.js';
import type { GreyPicture } from './grey-picture.js';

/** What is used of `libheif-js` (https://github.com/catdad-experiments/libheif-js), which has no types. */
interface HeifImage {
  get_width(): number;
  get_height(): number;
  is_primary(): boolean;
  display(target: RgbaPicture, done: (shown: RgbaPicture | null) => void): void;
  free(): void;
}
interface RgbaPicture {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}
interface Libheif {
  readonly HeifDecoder: new () => { decode(bytes: Uint8Array): readonly HeifImage[] };
}

const BRANDS = /^(?:heic|heix|hevc|hevx|heim|heis|mif1|msf1)$/;

/** Whether the bytes begin as HEIC does. */
export const isHeic = (bytes: Uint8Array): boolean =>
  String.fromCharCode(...bytes.subarray(4, 8)) === 'ftyp' && BRANDS.test(String.fromCharCode(...bytes.subarray(8, 12)));

/**
 * The primary picture of a HEIC file, turned as it says, in grey. Throws ParseError: `too_large`, `damaged`, and
 * `unsupported_type` where `libheif-js` is not installed: it is under the LGPL and its codec is patented, so that each
 * operator decides.
 */
export async function decodeHeic(bytes: Uint8Array, maxPixels: number): Promise<GreyPicture> {
  const libheif = await loadLibheif();
  const images = decodeAll(libheif, bytes);
  try {
    const image = images.find((candidate) => candidate.is_primary()) ?? images[0];
    if (!image) throw new ParseError('damaged', 'ocr');
    const [width, height] = [image.get_width(), image.get_height()];
    if (width * height > maxPixels) throw new ParseError('too_large', 'ocr');
    const target = { data: new Uint8ClampedArray(width * height * 4), width, height };
    const shown = await new Promise<RgbaPicture | null>((resolve) => image.display(target, resolve));
    if (!shown) throw new ParseError('damaged', 'ocr');
    const rgba = new Uint8Array(target.data.buffer);
    return await toGrey(asSharp({ data: rgba, width, height }, 4));
  } finally {
    for (const image of images) image.free();
  }
}

function decodeAll(libheif: Libheif, bytes: Uint8Array): readonly HeifImage[] {
  try {
    return new libheif.HeifDecoder().decode(bytes);
  } catch (cause) {
    throw new ParseError('damaged', 'ocr', { cause });
  }
}

async function loadLibheif(): Promise<Libheif> {
  try {
    // @ts-expect-error It has no types, and is there only where somebody installed it.
    const { default: libheif } = await import('libheif-js/wasm-bundle.js');
    return libheif as Libheif;
  } catch (cause) {
    throw new ParseError('unsupported_type', 'ocr', { cause });
  }
}
