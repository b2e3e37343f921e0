import type { LaidOutDocument, TextItem } from '@vitamill/domain';
import { layOut } from '../../test/support/core.js';
import { at, column, pagedDocument, rule } from '../../test/support/page-builder.js';

const textsOf = ({ lines }: LaidOutDocument): string[] => lines.map((l) => l.text);
const page = (...items: (TextItem | TextItem[])[]): LaidOutDocument => layOut(pagedDocument([items.flat()]));

describe('layout of tables and rails', () => {
  const line = (x: number, top: number, bottom: number) => ({
    kind: 'rule' as const,
    bbox: [x, top, x + 0.7, bottom] as [number, number, number, number],
    color: '#000000',
  });

  it('reads a table with rules row by row, each cell whole however it was wrapped', () => {
    const rules = [95, 125, 155, 185].map((y) => rule(40, 440, y));
    const sides = [40, 140, 300, 440].map((x) => line(x, 95, 185));
    const items = [
      ...column(44, 100, ['Course']),
      ...column(144, 100, ['Institution']),
      ...column(304, 100, ['Year']),
      ...column(44, 128, ['B.E. (Civil', 'Engineering)']),
      ...column(144, 128, ['College of the', 'North Harbour']),
      ...column(304, 128, ['2016']),
      ...column(44, 158, ['HSC']),
      ...column(144, 158, ['Saint Ann School', 'for Girls']),
      ...column(304, 158, ['2012']),
      ...column(40, 200, ['Skills below the table, as everywhere']),
    ];
    const { lines } = layOut(pagedDocument([items], [[...rules, ...sides]]));
    expect(lines.map((l) => l.segments.map((s) => s.text))).toEqual([
      ['Course', 'Institution', 'Year'],
      ['B.E. (Civil Engineering)', 'College of the North Harbour', '2016'],
      ['HSC', 'Saint Ann School for Girls', '2012'],
      ['Skills below the table, as everywhere'],
    ]);
  });

  it('reads employer, title and dates on the left before what stands beside them on the right', () => {
    const bullets = (y: number, texts: readonly string[]) => column(230, y, texts);
    expect(
      textsOf(
        page(
          at(40, 40, 'Experience', { bold: true, size: 13 }),
          column(40, 60, ['Thornbury Legal', 'Senior Associate', 'May 2019 - May 2024']),
          bullets(60, [
            'Leads a team of four on portfolios of leases',
            'Advises two councils on land',
            'Speaks at fairs',
          ]),
          column(40, 115, ['Marsh Solicitors', 'Trainee Solicitor', 'Sept 2012 - Aug 2014']),
          bullets(115, ['Sat in property and in litigation for a year', 'Drafted statements', 'Went to hearings']),
          at(40, 172, 'Education', { bold: true, size: 13 }),
          column(40, 192, ['Durham University', '2008 - 2011']),
          bullets(192, ['Bachelor of Laws']),
        ),
      ),
    ).toEqual([
      'Experience',
      'Thornbury Legal',
      'Senior Associate',
      'May 2019 - May 2024',
      'Leads a team of four on portfolios of leases',
      'Advises two councils on land',
      'Speaks at fairs',
      'Marsh Solicitors',
      'Trainee Solicitor',
      'Sept 2012 - Aug 2014',
      'Sat in property and in litigation for a year',
      'Drafted statements',
      'Went to hearings',
      'Education',
      'Durham University',
      '2008 - 2011',
      'Bachelor of Laws',
    ]);
  });

  it('puts headings that are written upwards beside their section above it', () => {
    const turned = (x: number, y: number, text: string): TextItem => ({
      ...at(x, y, text, { rotation: 270 }),
      bbox: [x, y, x + 10, y + 50],
    });
    expect(
      textsOf(
        page(
          turned(40, 60, 'Experience'),
          column(70, 60, ['Clerk at Harbour Trading', '2019 - 2024', 'Wrote the books']),
          turned(40, 140, 'Skills'),
          column(70, 140, ['Planning, Welding, Teaching']),
        ),
      ),
    ).toEqual([
      'Experience',
      'Clerk at Harbour Trading',
      '2019 - 2024',
      'Wrote the books',
      'Skills',
      'Planning, Welding, Teaching',
    ]);
  });

  it('keeps a column of dates with the entries at its left, not with the sidebar at its right', () => {
    const { lines } = page(
      at(40, 40, 'Experience', { bold: true, size: 13 }),
      column(40, 60, [
        'Head of Logistics',
        'Harbour Trading',
        'Led forty people',
        '',
        'Planner',
        'Bramley Goods',
        'Planned',
      ]),
      at(260, 60, '2019 - 2024'),
      at(260, 116, '2015 - 2019'),
      at(400, 40, 'Contact', { bold: true, size: 13 }),
      column(400, 60, ['Leeds', 'mara@example.com', '+44 20 7946 0958', '', 'Skills', 'Welding', 'Sailing', 'Cooking']),
    );
    expect(lines.slice(1, 3).map((l) => l.text)).toEqual(['Head of Logistics  2019 - 2024', 'Harbour Trading']);
    expect(lines.find((l) => l.text.startsWith('Planner'))?.text).toBe('Planner  2015 - 2019');
  });
});
