import { withoutRing } from './list-marks.js';

/** Words and the pixel that each begins at; a letter is ten wide, the line 25 high. */
const lineOf = (...words: readonly (readonly [string, number])[]) => ({
  height: 25,
  words: words.map(([text, x]) => ({
    text,
    confidence: 0.8,
    box: [x, 100, x + 10 * text.length, 125] as const,
  })),
});
const without = (...words: readonly (readonly [string, number])[]): string =>
  withoutRing(lineOf(...words))
    .words.map(({ text }) => text)
    .join(' ');

describe('the ring of a time line', () => {
  it.each([
    [
      'a letter',
      [
        ['e', 30],
        ['jul.', 115],
        ['2012', 160],
      ],
      'jul. 2012',
    ],
    [
      'a letter and a dash',
      [
        ['e', 30],
        ['—', 80],
        ['feb.2021-', 115],
        ['actualidad', 240],
      ],
      'feb.2021- actualidad',
    ],
    [
      'signs',
      [
        ['[)', 30],
        ['03/2016', 115],
      ],
      '03/2016',
    ],
    [
      'a zero',
      [
        ['0', 30],
        ['2014-2015', 115],
      ],
      '2014-2015',
    ],
  ] as const)('is left out before a date where it was read as %s', (_, words, expected) => {
    expect(without(...words)).toBe(expected);
  });

  it.each([
    [
      'a word of a sentence before a year',
      [
        ['e', 30],
        ['2012', 50],
      ],
    ],
    [
      'a letter before what is no date',
      [
        ['e', 30],
        ['Planned', 115],
        ['the', 200],
      ],
    ],
    [
      'the dot of an entry',
      [
        ['•', 30],
        ['2012', 115],
      ],
    ],
    [
      'a dash before a date',
      [
        ['-', 30],
        ['2012', 115],
      ],
    ],
    [
      'a number',
      [
        ['7', 30],
        ['2012', 115],
      ],
    ],
    ['a letter alone', [['e', 30]]],
  ] as const)('is not seen in %s', (_, words) => {
    expect(without(...words)).toBe(words.map(([text]) => text).join(' '));
  });
});
