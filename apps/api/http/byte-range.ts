import type { IncomingHttpHeaders } from 'node:http';

/** Bytes of a file from `start` to `end`, both of them with it. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

const ONE_PART = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i;

/**
 * The part of a file of `size` bytes that a GET asks for (RFC 9110, 14.2); null where it is all of it. Several parts, and what
 * cannot be read, are answered by the whole file, as is a part of another file than the one that If-Range names. `tag` is
 * the file's own, strong and in its quotes; the file has no date that could be named instead.
 */
export function readByteRange(
  headers: Pick<IncomingHttpHeaders, 'range'> & { readonly 'if-range'?: string | string[] | undefined },
  tag: string,
  size: number,
): ByteRange | 'unsatisfiable' | null {
  const ifRange = headers['if-range'];
  if (ifRange !== undefined && ifRange !== tag) return null;
  const [, first = '', last = ''] = ONE_PART.exec(headers.range ?? '') ?? [];
  if (first === '') {
    if (last === '') return null;
    if (Number(last) === 0) return 'unsatisfiable';
    return size === 0 ? null : { start: Math.max(0, size - Number(last)), end: size - 1 };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return null;
  if (start >= size) return 'unsatisfiable';
  return { start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}
