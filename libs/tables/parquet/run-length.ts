import type { GrowingBytes } from '../growing-bytes.js';

/** Bits that every value up to `greatest` needs. */
export const bitsOf = (greatest: number): number => 32 - Math.clz32(greatest);

function appendVarInt(bytes: GrowingBytes, value: number): void {
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) bytes.appendByte((rest & 0x7f) | 0x80);
  bytes.appendByte(rest);
}

function isRun(values: ArrayLike<number>, count: number): boolean {
  for (let index = 1; index < count; index++) if (values[index] !== values[0]) return false;
  return true;
}

/** Values one after the other, each in so many bits (1 to 16), the lowest first. */
export function appendPacked(bytes: GrowingBytes, values: ArrayLike<number>, count: number, width: number): void {
  let held = 0;
  let bits = 0;
  for (let index = 0; index < count; index++) {
    held |= (values[index] ?? 0) << bits;
    for (bits += width; bits >= 8; bits -= 8) {
      bytes.appendByte(held & 0xff);
      held >>>= 8;
    }
  }
  if (bits > 0) bytes.appendByte(held);
}

/**
 * Values in the hybrid of runs and packed bits of the Parquet specification: one run where all are the same, packed bits
 * otherwise. `width` is the bits of a value, 1 to 16.
 */
export function appendHybrid(bytes: GrowingBytes, values: ArrayLike<number>, count: number, width: number): void {
  if (count === 0) return;
  if (isRun(values, count)) {
    appendVarInt(bytes, count << 1);
    for (let bits = 0; bits < width; bits += 8) bytes.appendByte(((values[0] ?? 0) >>> bits) & 0xff);
    return;
  }
  const groups = Math.ceil(count / 8);
  appendVarInt(bytes, (groups << 1) | 1);
  const end = bytes.length + groups * width;
  appendPacked(bytes, values, count, width);
  while (bytes.length < end) bytes.appendByte(0);
}
