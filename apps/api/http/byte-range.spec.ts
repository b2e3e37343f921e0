import { readByteRange } from './byte-range.js';

const SIZE = 1_000;
const read = (range?: string, ifRange?: string, size = SIZE) =>
  readByteRange({ range, 'if-range': ifRange }, '"tag"', size);

describe('the bytes that a request asks for', () => {
  it.each([
    ['bytes=0-0', 0, 0],
    ['bytes=0-', 0, 999],
    ['bytes=10-19', 10, 19],
    ['bytes=999-', 999, 999],
    ['bytes=990-5000', 990, 999],
    ['bytes=990-99999999999999999999999999', 990, 999],
    ['bytes=-1', 999, 999],
    ['bytes=-1000', 0, 999],
    ['bytes=-5000', 0, 999],
    ['Bytes=007-8', 7, 8],
    ['bytes= 10-19 ', 10, 19],
  ])('are one part: %s', (range, start, end) => {
    expect(read(range)).toEqual({ start, end });
  });

  it.each(['bytes=1000-', 'bytes=1000-2000', 'bytes=-0', 'bytes=99999999999999999999999999-'])(
    'are none of the file: %s',
    (range) => {
      expect(read(range)).toBe('unsatisfiable');
    },
  );

  it.each([
    undefined,
    '',
    'bytes',
    'bytes=',
    'bytes=-',
    'bytes=5-4',
    'bytes=a-b',
    'bytes=1.5-2',
    'bytes=+1-2',
    'bytes=0x1-2',
    'bytes=0-1,5-6',
    'bytes=0-1, 2000-',
    'rows=0-1',
    'bytes=1--2',
  ])('are all where the header says nothing, several parts, or what cannot be read: %s', (range) => {
    expect(read(range)).toBeNull();
  });

  it('are all of a file without bytes, which has no part, and none behind its end', () => {
    expect(read('bytes=-5', undefined, 0)).toBeNull();
    expect(read('bytes=0-', undefined, 0)).toBe('unsatisfiable');
  });

  it.each([
    ['"tag"', { start: 1, end: 2 }],
    ['"other"', null],
    ['W/"tag"', null],
    ['tag', null],
    ['Wed, 21 Oct 2026 07:28:00 GMT', null],
  ])('are a part only of the file that If-Range names: %s', (ifRange, part) => {
    expect(read('bytes=1-2', ifRange)).toEqual(part);
    expect(read('bytes=5000-', ifRange)).toEqual(part && 'unsatisfiable');
  });
});
