import { entityContext, linesOf } from '../../test/support/core.js';
import { partHeadlessSections } from './part-headless.js';

const parted = (text: string, language = 'en') =>
  partHeadlessSections(
    [{ kind: 'header', heading: null, title: null, lines: linesOf(text, language), confidence: 1 }],
    entityContext(language),
  ).map((s) => [s.kind, s.lines.map((l) => l.text)]);

describe('partHeadlessSections', () => {
  it('cuts a CV without headings by what its lines look like', () => {
    const text = [
      'Mara Ellwood\nLeeds\nmara@example.com\n',
      'Warehouse supervisor who keeps the stock right and the people in it safe and well.\n',
      '2019 – present\nWarehouse Supervisor, Harbour Trading Ltd\n\n2015 – 2019\nForklift Operator, Bramley Goods Ltd\n',
      '2011 – 2013\nDiploma in Logistics, Leeds College\n',
      'English (native), Polish (fluent)',
    ].join('\n');
    expect(parted(text)).toEqual([
      ['header', ['Mara Ellwood', 'Leeds', 'mara@example.com']],
      ['summary', ['Warehouse supervisor who keeps the stock right and the people in it safe and well.']],
      [
        'experience',
        [
          '2019 – present',
          'Warehouse Supervisor, Harbour Trading Ltd',
          '2015 – 2019',
          'Forklift Operator, Bramley Goods Ltd',
        ],
      ],
      ['education', ['2011 – 2013', 'Diploma in Logistics, Leeds College']],
      ['languages', ['English (native), Polish (fluent)']],
    ]);
  });

  it('leaves a header with nothing but a date of birth alone', () => {
    expect(parted('Mara Ellwood\nborn 3 May 1984\nLeeds').map(([kind]) => kind)).toEqual(['header']);
  });
});
