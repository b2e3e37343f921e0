import type { LaidOutDocument, TextItem } from '@vitamill/domain';
import { layOut } from '../../test/support/core.js';
import { at, column, endingAt, pagedDocument, rule } from '../../test/support/page-builder.js';

const textsOf = ({ lines }: LaidOutDocument): string[] => lines.map((l) => l.text);
const page = (...items: (TextItem | TextItem[])[]): LaidOutDocument => layOut(pagedDocument([items.flat()]));

const PROSE = [
  'Planned and ran the move of nine warehouses to one system of stock, and trained',
  'the people who work with it in four countries, in time and below the budget that',
  'the board had set.',
];

describe('layout of pages', () => {
  it('reads a main column whole and a sidebar whole, whatever base lines they share', () => {
    const { lines } = page(
      at(30, 40, 'Contact', { bold: true, size: 12 }),
      column(30, 60, ['Leeds', 'mara@example.com', '+44 20 7946 0958', 'example.com/mara']),
      at(30, 130, 'Skills', { bold: true, size: 12 }),
      column(30, 150, ['Planning', 'Welding', 'Bookkeeping', 'Teaching']),
      at(200, 40, 'Experience', { bold: true, size: 12 }),
      column(200, 60, ['Head of Logistics at Harbour Trading', 'Led forty people in two shifts every day of the year']),
      column(200, 102, ['Logistics Planner at Bramley Goods', 'Planned the tours of thirty lorries through the north']),
      at(200, 150, 'Education', { bold: true, size: 12 }),
      column(200, 170, ['Diploma in Logistics, Leeds College', 'Specialised in the flow of goods through harbours']),
    );
    const regions = [...new Set(lines.map((l) => l.region))];
    expect(regions.map((r) => lines.filter((l) => l.region === r).map((l) => l.text))).toEqual([
      [
        'Experience',
        'Head of Logistics at Harbour Trading',
        'Led forty people in two shifts every day of the year',
        'Logistics Planner at Bramley Goods',
        'Planned the tours of thirty lorries through the north',
        'Education',
        'Diploma in Logistics, Leeds College',
        'Specialised in the flow of goods through harbours',
      ],
      [
        'Contact',
        'Leeds',
        'mara@example.com',
        '+44 20 7946 0958',
        'example.com/mara',
        'Skills',
        'Planning',
        'Welding',
        'Bookkeeping',
        'Teaching',
      ],
    ]);
    expect(lines.filter((l) => l.regionKind === 'sidebar').map((l) => l.text)).toContain('Planning');
  });

  it('keeps a name above two columns apart from both', () => {
    const laidOut = page(
      at(60, 30, 'Mara Ellwood, Head of Logistics in Leeds, United Kingdom', { size: 16, bold: true }),
      at(40, 80, 'Skills', { bold: true, size: 12 }),
      column(40, 100, ['Planning', 'Welding', 'Bookkeeping', 'Teaching', 'Sailing']),
      at(220, 80, 'Experience', { bold: true, size: 12 }),
      column(220, 100, [
        'Head of Logistics at Harbour Trading',
        'Led forty people in two shifts every day of the year',
        'Logistics Planner at Bramley Goods',
        'Planned the tours of thirty lorries through the north',
        'Clerk at the Canal Office',
      ]),
    );
    expect(textsOf(laidOut)[0]).toBe('Mara Ellwood, Head of Logistics in Leeds, United Kingdom');
    expect(textsOf(laidOut).slice(1, 3)).toEqual(['Experience', 'Head of Logistics at Harbour Trading']);
  });

  it('keeps dates in a column on the left with their text', () => {
    const laidOut = page(
      at(60, 40, 'Experience', { bold: true, size: 13 }),
      at(60, 64, '2019 – present'),
      column(170, 64, ['Head of Logistics', 'Harbour Trading, Leeds', 'Led forty people in two shifts']),
      at(60, 120, '2015 – 2019'),
      column(170, 120, ['Logistics Planner', 'Bramley Goods, York', 'Planned the tours of thirty lorries']),
      at(60, 176, '2012 – 2015'),
      column(170, 176, ['Clerk', 'Canal Office, York']),
    );
    expect(textsOf(laidOut)).toEqual([
      'Experience',
      '2019 – present  Head of Logistics',
      'Harbour Trading, Leeds',
      'Led forty people in two shifts',
      '2015 – 2019  Logistics Planner',
      'Bramley Goods, York',
      'Planned the tours of thirty lorries',
      '2012 – 2015  Clerk',
      'Canal Office, York',
    ]);
    expect(laidOut.lines[1]?.segments.map((s) => s.text)).toEqual(['2019 – present', 'Head of Logistics']);
  });

  it('keeps dates at the right edge with the line they end', () => {
    const laidOut = page(
      at(60, 40, 'Head of Logistics', { bold: true }),
      endingAt(535, 40, 'March 2019 – present'),
      at(60, 54, 'Harbour Trading'),
      at(60, 82, 'Logistics Planner', { bold: true }),
      endingAt(535, 82, '2015 – 2019'),
      at(60, 96, 'Bramley Goods'),
    );
    expect(textsOf(laidOut)).toEqual([
      'Head of Logistics  March 2019 – present',
      'Harbour Trading',
      'Logistics Planner  2015 – 2019',
      'Bramley Goods',
    ]);
  });

  it('reads two lists under two headings one after the other', () => {
    const laidOut = page(
      at(60, 40, 'Skills', { bold: true, size: 13 }),
      column(60, 64, ['Planning', 'Welding', 'Bookkeeping']),
      at(320, 40, 'Languages', { bold: true, size: 13 }),
      column(320, 64, ['English', 'Spanish', 'Welsh']),
    );
    expect(textsOf(laidOut)).toEqual([
      'Skills',
      'Planning',
      'Welding',
      'Bookkeeping',
      'Languages',
      'English',
      'Spanish',
      'Welsh',
    ]);
  });

  it.each(['•', '▪', '➢', '-', '–', '*', '1.', '◦', '✓'])('takes the bullet %s off the text', (bullet) => {
    const { lines } = page(at(60, 40, `${bullet} Planned the tours`), at(60, 54, `${bullet} Led forty people`));
    expect(lines.map((l) => [l.text, l.bullet])).toEqual([
      ['Planned the tours', bullet],
      ['Led forty people', bullet],
    ]);
  });

  it('takes off a bullet that stands as an item of its own, far from the text', () => {
    const { lines } = page(at(60, 40, '•'), at(85, 40, 'Planned the tours'), at(60, 54, '•'), at(85, 54, 'Led people'));
    expect(lines.map((l) => [l.text, l.bullet])).toEqual([
      ['Planned the tours', '•'],
      ['Led people', '•'],
    ]);
  });

  it('notes that wrapped lines go on, and that a new paragraph does not', () => {
    const { lines } = page(column(60, 40, PROSE), column(60, 110, ['Second paragraph, short.']));
    expect(lines.map((l) => l.continues)).toEqual([false, true, true, false]);
    expect(lines.at(-1)!.gapBefore).toBeGreaterThan(0.5);
  });

  it('keeps page numbers and repeated lines at the bottom out of the text, as footers', () => {
    const body = (from: number): TextItem[] =>
      column(
        60,
        120,
        PROSE.map((t, i) => `${t} ${from + i}x`),
      );
    const footer = (n: number): TextItem[] => [
      at(60, 800, 'Mara Ellwood, confidential'),
      at(480, 815, `Page ${n} of 2`),
    ];
    const { lines } = layOut(
      pagedDocument([
        [...body(1), ...footer(1)],
        [...body(4), ...footer(2)],
      ]),
    );
    const footers = lines.filter((l) => l.regionKind === 'page-footer').map((l) => l.text);
    expect([...footers].sort()).toEqual([
      'Mara Ellwood, confidential',
      'Mara Ellwood, confidential',
      'Page 1 of 2',
      'Page 2 of 2',
    ]);
    expect(lines.slice(0, 6).every((l) => l.regionKind !== 'page-footer')).toBe(true);
  });

  it('keeps the first of the headers that repeat on every page', () => {
    const pages = [1, 2, 3].map((n) => [
      at(60, 30, 'Mara Ellwood'),
      ...column(
        60,
        120,
        PROSE.map((t) => `${t} ${n}x`),
      ),
    ]);
    const { lines } = layOut(pagedDocument(pages));
    const headers = lines.filter((l) => l.text === 'Mara Ellwood');
    expect(headers.map((l) => l.regionKind === 'page-footer')).toEqual([false, true, true]);
  });

  it('lets a column go on from one page to the next', () => {
    const side = (texts: string[]): TextItem[] => column(30, 127, texts);
    const main = (texts: string[]): TextItem[] => column(220, 120, texts);
    const laidOut = layOut(
      pagedDocument([
        [...side(['Leeds', 'Welding', 'Teaching', 'Sailing', 'Choir']), ...main([...PROSE, ...PROSE])],
        [...side(['Chess', 'Maps', 'Ropes', 'Bread', 'Tea']), ...main([...PROSE, ...PROSE])],
      ]),
    );
    expect(laidOut.lines.map((l) => `${l.regionKind} ${l.page}`)).toEqual([
      ...Array<string>(6).fill('main 1'),
      ...Array<string>(6).fill('main 2'),
      ...Array<string>(5).fill('sidebar 1'),
      ...Array<string>(5).fill('sidebar 2'),
    ]);
  });

  it('joins words of one base line with single blanks, and pieces far apart as segments', () => {
    const { lines } = page(at(60, 40, 'Head'), at(84, 40, 'of'), at(98, 40, 'Logistics'), at(300, 40, 'Leeds'));
    expect(lines.map((l) => l.segments.map((s) => s.text))).toEqual([['Head of Logistics', 'Leeds']]);
  });

  it('joins words in bold and plain, and knows which is which', () => {
    const { lines } = page(at(60, 40, 'Head of Logistics,', { bold: true }), at(153, 40, 'Harbour Trading'));
    const [segment] = lines[0]!.segments;
    expect(segment!.text).toBe('Head of Logistics, Harbour Trading');
    expect(segment!.spans.map((s) => [segment!.text.slice(s.start, s.end).trim(), s.bold])).toEqual([
      ['Head of Logistics,', true],
      ['Harbour Trading', false],
    ]);
  });

  it('sees the rule below a heading, but not the line under a word', () => {
    const { lines } = layOut(
      pagedDocument(
        [[at(60, 40, 'Experience', { bold: true }), ...column(60, 70, PROSE)]],
        [[rule(60, 470, 54), rule(60, 90, 81)]],
      ),
    );
    expect(lines.map((l) => l.ruled)).toEqual([true, false, false, false]);
  });

  it('lists hidden text apart, with page, box and reason', () => {
    const laidOut = page(at(60, 40, 'Mara Ellwood'), at(60, 60, 'unseen words', { hidden: 'off-page' }));
    expect(textsOf(laidOut)).toEqual(['Mara Ellwood']);
    expect(laidOut.hidden).toEqual([{ page: 1, bbox: [60, 60, 120, 70], text: 'unseen words', reason: 'off-page' }]);
  });

  it('reads turned text apart from the upright', () => {
    const laidOut = page(column(100, 40, PROSE), at(30, 54, 'CURRICULUM VITAE', { rotation: 90 }));
    expect(textsOf(laidOut).slice(0, 3)).toEqual(PROSE);
    expect(textsOf(laidOut)[3]).toBe('CURRICULUM VITAE');
  });

  it('hands on how sure OCR was of a line', () => {
    const { lines } = page(at(60, 40, 'Mara', { ocrConfidence: 0.9 }), at(84, 40, 'Ellwood', { ocrConfidence: 0.5 }));
    expect(lines[0]!.ocrConfidence).toBeCloseTo(0.7);
  });

  it('numbers the lines in reading order and takes the commonest size as that of the body', () => {
    const laidOut = page(at(60, 40, 'Mara Ellwood', { size: 24 }), column(60, 80, PROSE, { size: 11 }));
    expect(laidOut.lines.map((l) => l.index)).toEqual([0, 1, 2, 3]);
    expect(laidOut.bodyFontSize).toBe(11);
    expect(laidOut.pageSizes).toEqual([{ width: 595, height: 842 }]);
  });

  it('reads entries drawn as cards beside each other one after the other', () => {
    const card = (x: number, y: number, title: string, employer: string, dates: string): TextItem[] => [
      at(x, y, title, { bold: true }),
      ...column(x, y + 14, [employer, dates, 'Kept the books of three shops']),
    ];
    const laidOut = page(
      at(40, 30, 'Experience', { bold: true, size: 13 }),
      card(40, 60, 'Head Clerk', 'Harbour Trading', '2019 – present'),
      card(320, 60, 'Clerk', 'Bramley Goods', '2015 – 2019'),
      at(40, 140, 'Education', { bold: true, size: 13 }),
      card(40, 170, 'Diploma in Trade', 'Leeds College', '2012 – 2014'),
      card(320, 170, 'A-levels', 'Calder School', '2010 – 2012'),
    );
    expect(textsOf(laidOut)).toEqual([
      'Experience',
      ...['Head Clerk', 'Harbour Trading', '2019 – present', 'Kept the books of three shops'],
      ...['Clerk', 'Bramley Goods', '2015 – 2019', 'Kept the books of three shops'],
      'Education',
      ...['Diploma in Trade', 'Leeds College', '2012 – 2014', 'Kept the books of three shops'],
      ...['A-levels', 'Calder School', '2010 – 2012', 'Kept the books of three shops'],
    ]);
  });

  it('keeps a column of dates with headings above it beside its text', () => {
    const { lines } = page(
      at(40, 30, 'Experience', { bold: true }),
      at(40, 50, '2019 – present'),
      column(160, 50, ['Head Clerk', 'Harbour Trading in Leeds', 'Kept the books of three shops']),
      at(40, 100, '2015 – 2019'),
      column(160, 100, ['Clerk', 'Bramley Goods in Hull', 'Wrote the letters']),
      at(40, 150, 'Languages', { bold: true }),
      at(40, 170, 'English'),
      at(160, 170, 'native'),
      at(40, 184, 'Dutch'),
      at(160, 184, 'fluent'),
    );
    expect(lines.map((l) => l.text)).toContain('2019 – present  Head Clerk');
    expect(lines.map((l) => l.text)).toContain('Dutch  fluent');
  });

  it('joins dates that a narrow column wrapped before it looks for columns', () => {
    const { lines } = page(
      column(40, 50, ['June 2018 –', 'March 2020']),
      column(140, 50, ['Head Clerk', 'Harbour Trading in Leeds, Kept the books of three shops']),
      column(40, 92, ['April 2015 – May', '2018']),
      column(140, 92, ['Clerk', 'Bramley Goods in Hull']),
    );
    expect(lines.map((l) => l.text)).toContain('June 2018 – March 2020  Head Clerk');
    expect(lines.map((l) => l.text)).toContain('April 2015 – May 2018  Clerk');
  });

  it('tells columns whose white space is as narrow as a word space where it lines up', () => {
    const rows = [
      ['2015 – today', 'Driver', 'Harbour Lines'],
      ['2009 – 2015', 'Storekeeper', 'Bramley'],
      ['2007 – 2009', 'Helper', 'Diverse'],
    ];
    const { lines } = page(
      rows.flatMap(([dates, title, employer], i) => [
        at(40, 50 + 14 * i, dates!),
        at(106, 50 + 14 * i, title!),
        at(106 + 5 * 'Storekeeper'.length + 6, 50 + 14 * i, employer!),
      ]),
    );
    expect(lines.map((l) => l.segments.map((s) => s.text))).toEqual(rows);
  });

  it('does not take the line after the longest one of short lines for its end', () => {
    const { lines } = page(
      column(60, 40, ['Clerk and bookkeeper / Harbour Trading', '2015 – 2019', 'Letters and books.']),
    );
    expect(lines.map((l) => l.continues)).toEqual([false, false, false]);
  });

  it('begins a new piece at every icon', () => {
    const icon = (x: number, kind: TextItem['icon']): TextItem => ({ ...at(x, 40, ''), icon: kind });
    const { lines } = page(icon(40, 'place'), at(46, 40, 'Leeds'), icon(76, 'phone'), at(82, 40, '+44 20 7946 0958'));
    expect(lines[0]!.segments.map((s) => [s.icon, s.text])).toEqual([
      ['place', 'Leeds'],
      ['phone', '+44 20 7946 0958'],
    ]);
  });

  it('joins dates that a column on the right wrapped', () => {
    const { lines } = page(
      at(40, 50, 'Head Clerk', { bold: true }),
      endingAt(540, 50, 'July 2012 –'),
      at(40, 62, 'Harbour Trading in Leeds'),
      endingAt(540, 62, 'October 2014'),
      column(40, 90, ['Kept the books of three shops', 'Wrote the letters']),
    );
    expect(lines.map((l) => l.text)).toContain('Head Clerk  July 2012 – October 2014');
  });

  it('goes on after a word that joins, and inside an open quotation', () => {
    const { lines } = page(
      column(40, 40, ['College of Arts and', 'Crafts', 'Софийски университет „Св. Климент', 'Охридски“', 'Other']),
    );
    expect(lines.map((l) => l.continues)).toEqual([false, true, false, true, false]);
  });

  it('does not join the entries of a list in a narrow column', () => {
    const { lines } = page(column(40, 40, ['complaints and returns', 'selling by telephone', 'coaching', 'rosters']));
    expect(lines.some((l) => l.continues)).toBe(false);
  });
});
