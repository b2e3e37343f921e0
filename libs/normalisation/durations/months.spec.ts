import fc from 'fast-check';
import { averageTenure, clampToReference, gapsBetween, monthsOfRange, unionMonths } from './months.js';

const TODAY = '2026-06-15';
const range = (start: string | null, end: string | null, isCurrent = false) => ({ start, end, isCurrent });

describe('months of ranges', () => {
  it.each([
    ['counts both ends', range('2018-03', '2018-05'), { min: 3, max: 3 }],
    ['counts one month as one', range('2018-03', '2018-03'), { min: 1, max: 1 }],
    ['takes days as their month', range('2018-03-31', '2018-04-01'), { min: 2, max: 2 }],
    ['opens years to all their months', range('2019', '2020'), { min: 2, max: 24 }],
    ['keeps a single year between one and twelve', range('2019', '2019'), { min: 1, max: 12 }],
    ['mixes precisions', range('2010', '2011-07'), { min: 8, max: 19 }],
    ['ends the present in the month of the reference date', range('2026-01', null, true), { min: 6, max: 6 }],
    ['knows no length without an end', range('2019-01', null), null],
    ['knows no length without a start', range(null, '2019-01'), null],
    ['knows no length where the end is before the start', range('2019-05', '2018-01'), null],
  ])('%s', (_, input, expected) => {
    expect(monthsOfRange(input, TODAY)).toEqual(expected);
  });

  it('counts time in two positions once', () => {
    expect(unionMonths([range('2018-01', '2018-12'), range('2018-07', '2019-06')], TODAY)).toEqual({
      min: 18,
      max: 18,
    });
  });

  it('leaves ranges of unknown length out of the union', () => {
    expect(unionMonths([range('2018-01', null), range('2019-01', '2019-02')], TODAY)).toEqual({ min: 2, max: 2 });
    expect(unionMonths([], TODAY)).toBeNull();
  });

  it('reports a gap only where no reading of the dates closes it', () => {
    expect(gapsBetween([range('2015-01', '2016-03'), range('2016-08', '2018-01')], TODAY)).toEqual([
      { after: '2016-03', before: '2016-08', months: { min: 4, max: 4 } },
    ]);
    expect(gapsBetween([range('2015', '2016'), range('2017', '2018')], TODAY)).toEqual([]);
  });

  it('gives the mean tenure with one decimal', () => {
    expect(averageTenure([range('2018-01', '2018-12'), range('2019-01', '2019-03')], TODAY)).toBe(7.5);
    expect(averageTenure([], TODAY)).toBeNull();
  });

  it('takes dates after the reference date back to it in their own precision', () => {
    expect(clampToReference('2027', TODAY)).toBe('2026');
    expect(clampToReference('2026-09', TODAY)).toBe('2026-06');
    expect(clampToReference('2020-01', TODAY)).toBe('2020-01');
  });

  it('keeps the least within the most, and the union within the sum', () => {
    const date = fc
      .tuple(fc.integer({ min: 1960, max: 2025 }), fc.option(fc.integer({ min: 1, max: 12 })))
      .map(([year, month]) => (month === null ? `${year}` : `${year}-${String(month).padStart(2, '0')}`));
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(date, date).map(([start, end]) => range(start, end)),
          { maxLength: 8 },
        ),
        (ranges) => {
          const union = unionMonths(ranges, TODAY);
          if (!union) return true;
          const sum = ranges.reduce((total, one) => total + (monthsOfRange(one, TODAY)?.max ?? 0), 0);
          return union.min >= 1 && union.min <= union.max && union.max <= sum;
        },
      ),
    );
  });
});
