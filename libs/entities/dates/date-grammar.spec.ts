import fc from 'fast-check';
import { dateFinderOf } from '../../../test/support/core.js';
import { cpuSeconds } from '../../../test/support/cpu-time.js';

type Row = readonly [language: string, text: string, start: string | null, end: string | null, isCurrent: boolean];

const only = (language: string, text: string, monthFirst = false) => {
  const found = dateFinderOf(language, monthFirst)(text);
  return found.map(({ range, isRange }) => ({ ...range, isRange }));
};

const RANGES: readonly Row[] = [
  ['bg', 'от 2018 до 2020', '2018', '2020', false],
  ['bg', 'март 2018 – юни 2020', '2018-03', '2020-06', false],
  ['bg', '05.2019 – настояще', '2019-05', null, true],
  ['bg', 'май 2018 г. – до момента', '2018-05', null, true],
  ['cs', 'od 2020', '2020', null, true],
  ['cs', 'březen 2018 – červen 2020', '2018-03', '2020-06', false],
  ['cs', '01/2019 – dosud', '2019-01', null, true],
  ['da', 'marts 2018 – juni 2020', '2018-03', '2020-06', false],
  ['da', '2019 – nu', '2019', null, true],
  ['de', 'seit 04/2019', '2019-04', null, true],
  ['de', 'März 2018 bis Juni 2020', '2018-03', '2020-06', false],
  ['de', 'von 2018 bis 2020', '2018', '2020', false],
  ['de', '01.10.2014 – 31.03.2019', '2014-10-01', '2019-03-31', false],
  ['de', '10.2014 - heute', '2014-10', null, true],
  ['de', 'bis 2019', null, '2019', false],
  ['el', 'Μάρτιος 2018 – Ιούνιος 2020', '2018-03', '2020-06', false],
  ['el', '2019 – σήμερα', '2019', null, true],
  ['en', "Jun '17 – Dec '20", '2017-06', '2020-12', false],
  ['en', 'June 2017 to present', '2017-06', null, true],
  ['en', 'Sept. 2017 – Feb. 2021', '2017-09', '2021-02', false],
  ['en', 'since May 2019', '2019-05', null, true],
  ['en', 'from 2015 to 2018', '2015', '2018', false],
  ['en', '2014-15', '2014', '2015', false],
  ['en', '2014/15', '2014', '2015', false],
  ['en', '2016/17 – 2018/19', '2016', '2019', false],
  ['en', '1998-03', '1998-03', '1998-03', false],
  ['en', '2019-', '2019', null, true],
  ['en', 'January – March 2020', '2020-01', '2020-03', false],
  ['en', 'March 4, 2018 – May 5, 2020', '2018-03-04', '2020-05-05', false],
  ['en', '4th March 2018 – 5th May 2020', '2018-03-04', '2020-05-05', false],
  ['es', 'marzo de 2018 – junio de 2020', '2018-03', '2020-06', false],
  ['es', 'desde marzo de 2019', '2019-03', null, true],
  ['es', 'enero 2019 - actualidad', '2019-01', null, true],
  ['fi', 'maaliskuu 2018 – kesäkuu 2020', '2018-03', '2020-06', false],
  ['fi', 'syyskuu 2024 alkaen', '2024-09', null, true],
  ['fi', '3/2018 – nykyinen', '2018-03', null, true],
  ['fr', "de septembre 2018 à aujourd'hui", '2018-09', null, true],
  ['fr', 'De janvier 2015 à août 2018', '2015-01', '2018-08', false],
  ['fr', 'depuis mars 2019', '2019-03', null, true],
  ['fr', 'févr. 2016 – déc. 2017', '2016-02', '2017-12', false],
  ['hr', 'ožujak 2018 – lipanj 2020', '2018-03', '2020-06', false],
  ['hr', 'ožujak 2014. – prosinac 2018.', '2014-03', '2018-12', false],
  ['hr', '2019. – danas', '2019', null, true],
  ['hu', '2018. március – 2020. június', '2018-03', '2020-06', false],
  ['hu', '2018.03 – 2020.06', '2018-03', '2020-06', false],
  ['hu', '2019 óta', '2019', null, true],
  ['it', 'marzo 2018 – giugno 2020', '2018-03', '2020-06', false],
  ['it', 'dal 2019 ad oggi', '2019', null, true],
  ['nl', '2019 – heden', '2019', null, true],
  ['nl', 'maart 2018 t/m juni 2020', '2018-03', '2020-06', false],
  ['nl', 'sinds 2020', '2020', null, true],
  ['no', 'mars 2018 – juni 2020', '2018-03', '2020-06', false],
  ['no', 'siden 2019', '2019', null, true],
  ['pl', '02.2020 – obecnie', '2020-02', null, true],
  ['pl', 'marzec 2018 – czerwiec 2020', '2018-03', '2020-06', false],
  ['pl', 'od 2020', '2020', null, true],
  ['pt', 'março de 2018 – junho de 2020', '2018-03', '2020-06', false],
  ['pt', '2019 – presente', '2019', null, true],
  ['ro', 'martie 2018 – iunie 2020', '2018-03', '2020-06', false],
  ['ro', '2019 – prezent', '2019', null, true],
  ['ru', 'март 2018 – июнь 2020', '2018-03', '2020-06', false],
  ['ru', 'с 2019 г. по настоящее время', '2019', null, true],
  ['sk', 'marec 2018 – jún 2020', '2018-03', '2020-06', false],
  ['sk', '2019 – súčasnosť', '2019', null, true],
  ['sv', 'mars 2018 – juni 2020', '2018-03', '2020-06', false],
  ['sv', 'sedan 2019', '2019', null, true],
  ['tr', 'Mart 2018 – Haziran 2020', '2018-03', '2020-06', false],
  ['tr', '2019 – devam ediyor', '2019', null, true],
  ['uk', 'березень 2018 – червень 2020', '2018-03', '2020-06', false],
  ['uk', '2019 – дотепер', '2019', null, true],
];

describe('ranges of dates', () => {
  it.each(RANGES)('%s: %s', (language, text, start, end, isCurrent) => {
    expect(only(language, text)).toEqual([expect.objectContaining({ start, end, isCurrent })]);
  });

  it('covers every language that has a lexicon', () => {
    expect(new Set(RANGES.map(([language]) => language)).size).toBe(22);
  });

  it.each(['-', '–', '—', '‐', '−', '~', '→', 'to', 'until'])('joins two ends with %s', (joiner) => {
    expect(only('en', `03/2018 ${joiner} 06/2020`)).toEqual([
      { start: '2018-03', end: '2020-06', isCurrent: false, isRange: true },
    ]);
  });
});

describe('dates alone', () => {
  it.each([
    ['en', '2019', '2019'],
    ['en', 'May 2019', '2019-05'],
    ['en', '05/2019', '2019-05'],
    ['en', '2019-05-12', '2019-05-12'],
    ['de', '12.05.1988', '1988-05-12'],
    ['de', '12. Mai 1988', '1988-05-12'],
    ['fr', '1er mai 2019', '2019-05-01'],
    ['es', '3 de marzo de 2020', '2020-03-03'],
    ['hu', '2018. március 4.', '2018-03-04'],
    ['en', 'Summer 2019', '2019'],
  ])('%s: %s is one date and no range', (language, text, value) => {
    expect(only(language, text)).toEqual([{ start: value, end: value, isCurrent: false, isRange: false }]);
  });

  it('puts the month first in US order, and the day where a month cannot be', () => {
    expect(only('en', '03/04/2020', true)[0]?.start).toBe('2020-03-04');
    expect(only('en', '03/04/2020')[0]?.start).toBe('2020-04-03');
    expect(only('en', '03/25/2020')[0]?.start).toBe('2020-03-25');
    expect(only('en', '25/03/2020', true)[0]?.start).toBe('2020-03-25');
  });

  it.each([
    ['+44 20 7946 0958'],
    ['(415) 555-0132'],
    ['0171 2345678'],
    ['12345 Leeds'],
    ['ISO 9001:2015x'],
    ['100%'],
    ['version 3.2'],
    ['room 20190'],
    ['1.5 million'],
    ['May'],
    ['Now hiring'],
  ])('%s is no date', (text) => {
    expect(only('en', text)).toEqual([]);
  });

  it('finds several dates of one text from the left', () => {
    expect(only('en', 'Engineer 2015 – 2018, Lead 2018 – 2020').map((d) => d.start)).toEqual(['2015', '2018']);
  });

  it('marks exactly the characters of the date', () => {
    const text = 'Engineer (03/2018 – 06/2020), Leeds';
    const [match] = dateFinderOf('en')(text);
    expect(text.slice(match!.start, match!.end)).toBe('03/2018 – 06/2020');
  });

  it('takes the word before a date into its place', () => {
    const text = 'Projektleiter seit 04/2019';
    const [match] = dateFinderOf('de')(text);
    expect(text.slice(match!.start, match!.end)).toBe('seit 04/2019');
  });
});

describe('any text', () => {
  const pieces = fc.array(
    fc.constantFrom(
      ...['2019', '03', '1', '31', '99', 'Mai', 'June', 'seit', 'bis', 'heute', 'present', "'17", '–', '-', '/', '.'],
      ...[' ', ',', '(', ')', 'to', '+49', 'Q3', 'marzo', 'de', '2020', '\u00A0', 'ß', '\u0130', '😀', '12.05.'],
    ),
    { maxLength: 14 },
  );
  const anyText = fc.oneof(
    fc.string({ maxLength: 60, unit: 'binary' }),
    pieces.map((p) => p.join(' ')),
    pieces.map((p) => p.join('')),
  );
  const finders = ['en', 'de', 'hu', 'tr', null].map((language) => dateFinderOf(language));

  it('gives dates that lie inside the text, in order, without overlap, and real', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(...finders), (text, find) => {
        let floor = 0;
        for (const { start, end, range } of find(text)) {
          expect(start).toBeGreaterThanOrEqual(floor);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          floor = end;
          for (const date of [range.start, range.end])
            if (date !== null) expect(date).toMatch(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/);
          expect(range.start !== null || range.end !== null).toBe(true);
          if (range.isCurrent) expect(range.end).toBeNull();
          if (range.start && range.end) expect(range.end.slice(0, 4) >= range.start.slice(0, 4)).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('does not run away on a long line of digits and dashes', async () => {
    const find = () => ['2019 - '.repeat(2000), '1 '.repeat(5000)].map(dateFinderOf('en'));
    expect(await cpuSeconds(find)).toBeLessThan(20);
  });
});
