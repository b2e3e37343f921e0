/** Eight-bit grey, one byte a pixel, rows without padding. 0 is black. */
export interface GreyPicture {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Binary PGM: tesseract's image library reads it without the cost of PNG on both sides. */
export function encodePgm({ data, width, height }: GreyPicture): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), data]);
}

/** The horizontal band from row `top` on, sharing the bytes of `picture`. */
export function bandOf(picture: GreyPicture, top: number, height: number): GreyPicture {
  const rows = Math.min(height, picture.height - top);
  return {
    data: picture.data.subarray(top * picture.width, (top + rows) * picture.width),
    width: picture.width,
    height: rows,
  };
}
