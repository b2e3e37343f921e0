import type { GrowingBytes } from '../growing-bytes.js';

/** What is compressed by itself: places in it have 16 bits. */
const BLOCK = 65_536;
/** Bytes at the end of a block in which no match begins. */
const MARGIN = 15;
const TABLE_BITS = 14;
const HASH_FACTOR = 0x1e35a7bd;
/** Literals up to so many bytes have their length in the tag. */
const TAG_LITERAL = 60;

/** Where four bytes of a hash were seen last in the block. */
const seen = new Uint16Array(1 << TABLE_BITS);

function emitLiteral(input: Uint8Array, start: number, end: number, out: Uint8Array, place: number): number {
  const last = end - start - 1;
  let at = place;
  if (last < TAG_LITERAL) out[at++] = last << 2;
  else {
    const isLong = last > 0xff;
    out[at++] = (TAG_LITERAL + (isLong ? 1 : 0)) << 2;
    out[at++] = last & 0xff;
    if (isLong) out[at++] = last >>> 8;
  }
  for (let index = start; index < end; index++) out[at++] = input[index] ?? 0;
  return at;
}

function emitCopy(offset: number, length: number, out: Uint8Array, place: number): number {
  let rest = length;
  let at = place;
  while (rest > 0) {
    // What is left for the last copy is at least 4.
    const now = rest >= 68 ? 64 : rest > 64 ? 60 : rest;
    if (now < 12 && offset < 2_048) {
      out[at++] = 1 | ((now - 4) << 2) | ((offset >>> 8) << 5);
      out[at++] = offset & 0xff;
    } else {
      out[at++] = 2 | ((now - 1) << 2);
      out[at++] = offset & 0xff;
      out[at++] = offset >>> 8;
    }
    rest -= now;
  }
  return at;
}

function matchLength(view: DataView, first: number, second: number, end: number): number {
  let length = 4;
  while (second + length + 4 <= end && view.getInt32(first + length, true) === view.getInt32(second + length, true))
    length += 4;
  while (second + length < end && view.getUint8(first + length) === view.getUint8(second + length)) length += 1;
  return length;
}

function compressBlock(input: Uint8Array, view: DataView, start: number, end: number, out: Uint8Array, place: number) {
  const bits = Math.min(TABLE_BITS, Math.max(8, 32 - Math.clz32(end - start)));
  const shift = 32 - bits;
  seen.fill(0, 0, 1 << bits);
  const limit = end - MARGIN;
  let at = place;
  let written = start;
  let tries = 32;
  // The longer nothing matches, the fewer places are tried.
  for (let ip = start + 1; ip <= limit; ip += tries++ >>> 5) {
    const four = view.getInt32(ip, true);
    const hash = Math.imul(four, HASH_FACTOR) >>> shift;
    const candidate = start + (seen[hash] ?? 0);
    seen[hash] = ip - start;
    if (view.getInt32(candidate, true) !== four) continue;
    if (written < ip) at = emitLiteral(input, written, ip, out, at);
    const length = matchLength(view, candidate, ip, end);
    at = emitCopy(ip - candidate, length, out, at);
    written = ip + length;
    if (written <= limit)
      seen[Math.imul(view.getInt32(written - 1, true), HASH_FACTOR) >>> shift] = written - 1 - start;
    ip = written - 1;
    tries = 32;
  }
  return written < end ? emitLiteral(input, written, end, out, at) : at;
}

/** Bytes in the Snappy format, appended to others: no memory is taken but what those need. */
export function appendSnappy(target: GrowingBytes, input: Uint8Array): void {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  target.appendBy(32 + input.length + Math.ceil(input.length / 6), (out, place) => {
    let at = place;
    let rest = input.length;
    for (; rest > 0x7f; rest >>>= 7) out[at++] = (rest & 0x7f) | 0x80;
    out[at++] = rest;
    for (let start = 0; start < input.length; start += BLOCK)
      at = compressBlock(input, view, start, Math.min(start + BLOCK, input.length), out, at);
    return at;
  });
}
