import { createRequire } from 'node:module';
import { type Page, type PagedDocument, ParseError, type ParseLimits } from '@vitamill/domain';
import sharp, { type Metadata } from 'sharp';
import { type BitmapSize, readBitmapSize } from './bitmap-size.js';

export interface ExtractImageOptions {
  readonly limits: ParseLimits;
}

/** Points of the long side where a picture does not tell its resolution: A4. */
const LONG_SIDE = 842;
const LOWEST_DPI = 72;
const HIGHEST_DPI = 1200;

/**
 * One page a frame, without text: OCR is to read it. Only headers are looked at, nothing is decoded. Throws ParseError:
 * `too_large` over the pixel limit, `damaged`, `unsupported_type` where no decoder is there (HEIC).
 */
export async function extractImage(bytes: Uint8Array, { limits }: ExtractImageOptions): Promise<PagedDocument> {
  if (bytes.length === 0) throw new ParseError('empty_file', 'extract');
  const bitmap = readBitmapSize(bytes);
  if (bitmap) return readBitmap(bitmap, limits);
  const metadata = await readMetadata(bytes);
  if (metadata.format === 'heif' && metadata.compression === 'hevc' && !canDecodeHeic())
    throw new ParseError('unsupported_type', 'extract');
  const width = metadata.width;
  // The height of animated pictures is that of all frames together; TIFF tells the first page only.
  const height = metadata.pageHeight ?? metadata.height;
  if (!width || !height) throw new ParseError('damaged', 'extract');
  if (width * height > limits.maxPixels) throw new ParseError('too_large', 'extract');
  // A GIF's or WebP's further frames are an animation, a TIFF's are pages.
  const frames = metadata.format === 'tiff' ? (metadata.pages ?? 1) : 1;
  const count = Math.min(frames, limits.maxPages);
  const pages: Page[] = [];
  for (let frame = 0; frame < count; frame++) {
    const own = frame === 0 ? metadata : await readMetadata(bytes, frame);
    if (own.width * own.height > limits.maxPixels) throw new ParseError('too_large', 'extract');
    pages.push({ number: frame + 1, ...shownSize(own), items: [], shapes: [], needsOcr: 'no-text' });
  }
  return documentOf(pages, frames);
}

/** Whether the decoder is installed, which the project does not bring: see docs/ocr.md. */
function canDecodeHeic(): boolean {
  try {
    createRequire(import.meta.url).resolve('libheif-js/wasm-bundle.js');
    return true;
  } catch {
    return false;
  }
}

function documentOf(pages: readonly Page[], frames: number): PagedDocument {
  const message = `Only the first ${pages.length} pages were read.`;
  return {
    kind: 'paged',
    format: 'image',
    metadata: { title: null, author: null, modified: null, language: null },
    embedded: [],
    issues: frames > pages.length ? [{ code: 'page_limit_reached', severity: 'warning', message, path: null }] : [],
    pages,
  };
}

/** libvips as sharp ships it does not read BMP; its size stands in the header. */
function readBitmap({ width, height, density }: BitmapSize, limits: ParseLimits): PagedDocument {
  if (width === 0 || height === 0) throw new ParseError('damaged', 'extract');
  if (width * height > limits.maxPixels) throw new ParseError('too_large', 'extract');
  const size = shownSize({ width, height, density });
  return documentOf([{ number: 1, ...size, items: [], shapes: [], needsOcr: 'no-text' }], 1);
}

async function readMetadata(bytes: Uint8Array, page = 0): Promise<Metadata> {
  try {
    // The limit is checked by the caller, with an error of its own.
    return await sharp(bytes, { page, limitInputPixels: false, failOn: 'none' }).metadata();
  } catch (cause) {
    const heif = String.fromCharCode(...bytes.subarray(4, 8)) === 'ftyp';
    throw new ParseError(heif ? 'unsupported_type' : 'damaged', 'extract', { cause });
  }
}

/** Points, turned as EXIF says that the picture is shown. */
function shownSize(metadata: Pick<Metadata, 'width' | 'height' | 'density' | 'orientation' | 'pageHeight'>): {
  width: number;
  height: number;
} {
  const pixelWidth = metadata.width;
  const pixelHeight = metadata.pageHeight ?? metadata.height;
  const turned = (metadata.orientation ?? 1) >= 5;
  const [across, down] = turned ? [pixelHeight, pixelWidth] : [pixelWidth, pixelHeight];
  const scale = pointsPerPixel(metadata.density, across, down);
  return { width: Math.round(across * scale * 100) / 100, height: Math.round(down * scale * 100) / 100 };
}

/** 72 dpi is what programs write that do not know; such a picture of a page would be a poster. */
function pointsPerPixel(density: number | undefined, width: number, height: number): number {
  const known = density !== undefined && density >= LOWEST_DPI && density <= HIGHEST_DPI;
  if (known && density > LOWEST_DPI) return 72 / density;
  if (known && Math.max(width, height) <= 1.5 * LONG_SIDE) return 1;
  return LONG_SIDE / Math.max(width, height);
}
