import { constants, inflateSync } from 'node:zlib';
import { ParseError } from '@vitamill/domain';

/** Deflate packs at most 1032 to 1: a shorter stream cannot unpack beyond any limit in use. */
const BEST_RATIO = 1032;

/**
 * Throws `unsafe_content` where a packed stream would fill the memory. pdf.js unpacks whole streams, so it has to be
 * asked before; pictures are never unpacked and not looked at.
 */
export function refuseBombs(bytes: Uint8Array, maxUnpackedBytes: number): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < maxUnpackedBytes / BEST_RATIO) return;
  let at = buffer.indexOf('stream');
  while (at >= 0) {
    const isEnd = at >= 3 && buffer.toString('latin1', at - 3, at) === 'end';
    const start = at + 6 + (buffer[at + 6] === 0x0d ? 2 : 1);
    at = buffer.indexOf('stream', at + 6);
    if (isEnd) continue;
    const end = at < 0 ? buffer.length : at;
    if (end - start < maxUnpackedBytes / BEST_RATIO) continue;
    const dictionary = buffer.toString('latin1', Math.max(0, start - 600), start);
    const own = dictionary.slice(dictionary.lastIndexOf(' obj'));
    if (!/\/(?:FlateDecode|Fl)\b/.test(own) || /\/Subtype\s*\/Image\b/.test(own)) continue;
    if (unpacksBeyond(buffer.subarray(start, end), maxUnpackedBytes)) throw new ParseError('unsafe_content', 'extract');
  }
}

function unpacksBeyond(packed: Buffer, limit: number): boolean {
  try {
    inflateSync(packed, { maxOutputLength: limit, finishFlush: constants.Z_SYNC_FLUSH });
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
  }
}
