export interface BitmapSize {
  readonly width: number;
  readonly height: number;
  /** Dots per inch; undefined where the file does not say. */
  readonly density: number | undefined;
}

const INCHES_PER_METRE = 0.0254;

/** Size of a BMP by its header; null for other formats. */
export function readBitmapSize(bytes: Uint8Array): BitmapSize | null {
  if (bytes.length < 26 || bytes[0] !== 0x42 || bytes[1] !== 0x4d) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerSize = view.getUint32(14, true);
  if (headerSize === 12)
    return { width: view.getUint16(18, true), height: view.getUint16(20, true), density: undefined };
  // Negative heights are pictures stored from the top down.
  const width = Math.abs(view.getInt32(18, true));
  const height = Math.abs(view.getInt32(22, true));
  const perMetre = bytes.length >= 46 ? view.getInt32(38, true) : 0;
  return { width, height, density: perMetre > 0 ? Math.round(perMetre * INCHES_PER_METRE) : undefined };
}
