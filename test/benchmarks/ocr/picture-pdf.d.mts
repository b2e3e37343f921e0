/** A grey or coloured JPEG, its size in pixels, and the size of its page in points. */
interface PicturePage {
  readonly jpeg: Buffer;
  readonly pixels: { readonly width: number; readonly height: number; readonly channels: number };
  readonly width: number;
  readonly height: number;
}

export function writePictureDocument(pages: readonly PicturePage[]): Buffer;
export function writeMixedDocument(picture: PicturePage, lines: readonly string[]): Buffer;
