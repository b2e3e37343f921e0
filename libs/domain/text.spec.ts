import fc from 'fast-check';
import { TermIndex } from './term-index.js';
import { foldKeepingLength, foldTerm, isUpperCase, joinSpacedLetters, wordsOf } from './text.js';

describe('foldKeepingLength', () => {
  it.each([
    ['Élodie Größe', 'elodie große'],
    ['Wrocław', 'wroclaw'],
    ['Đorđe Çelik', 'dorde celik'],
    ['Μάρτιος', 'μαρτιος'],
  ])('%s -> %s', (text, folded) => {
    expect(foldKeepingLength(text)).toBe(folded);
  });

  it('keeps the length of any text, so that places in it stay true', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        expect(foldKeepingLength(text)).toHaveLength(text.length);
      }),
    );
  });
});

describe('foldTerm', () => {
  it('takes blanks and punctuation off the ends and folds blanks between', () => {
    expect(foldTerm('  •  Work\u00A0 Experience : ')).toBe('work experience');
  });
});

describe('joinSpacedLetters', () => {
  it.each([
    ['E X P E R I E N C E', 'EXPERIENCE'],
    ['W O R K  H I S T O R Y', 'WORK HISTORY'],
    ['KO N TA K T', 'KONTAKT'],
  ])('%s -> %s', (text, joined) => {
    expect(joinSpacedLetters(text)).toBe(joined);
  });

  it.each(['Work history', 'C, R, K and Q', 'Plan B', 'A B C'])('leaves %j', (text) => {
    expect(joinSpacedLetters(text)).toBe(text);
  });
});

describe('wordsOf and isUpperCase', () => {
  it('keeps C++ and C# whole', () => {
    expect(wordsOf('C++, C#; Objective-C')).toEqual(['c++', 'c#', 'objective', 'c']);
  });

  it('takes a text without letters for no capitals', () => {
    expect([isUpperCase('SKILLS & TOOLS'), isUpperCase('Skills'), isUpperCase('2019')]).toEqual([true, false, false]);
  });
});

describe('TermIndex', () => {
  const terms = new TermIndex<string>();
  terms.add('Work experience', 'both');
  terms.add('Experience', 'one');
  terms.add('experience', 'later');
  terms.add('...', 'nothing');

  it('finds terms whatever their case, marks and ends', () => {
    expect(terms.get('WORK  EXPÉRIENCE:')).toBe('both');
    expect(terms.has('working experience')).toBe(false);
  });

  it('keeps the value that was added first', () => {
    expect(terms.get('experience')).toBe('one');
  });

  it('finds the longest terms inside a text, without overlap', () => {
    expect(terms.findAll(wordsOf('My work experience and experience'))).toEqual([
      { value: 'both', start: 1, length: 2 },
      { value: 'one', start: 4, length: 1 },
    ]);
  });
});
