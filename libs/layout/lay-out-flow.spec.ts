import type { Block, Frame } from '@vitamill/domain';
import { layOut, linesOf } from '../../test/support/core.js';
import { flowDocument, paragraph, paragraphs, table } from '../../test/support/flow-builder.js';

const textsOf = (blocks: readonly Block[]): string[] => layOut(flowDocument(blocks)).lines.map((l) => l.text);
const frame = (role: Frame['role'], text: string): Frame => ({ kind: 'frame', role, blocks: paragraphs(text) });

describe('layout of documents without pages', () => {
  it('keeps heading levels, list entries and white space', () => {
    const lines = linesOf('Mara Ellwood\n\n# Experience\nHead of Logistics\n- Led forty people');
    expect(lines.map((l) => [l.text, l.headingLevel, l.bullet])).toEqual([
      ['Mara Ellwood', null, null],
      ['Experience', 2, null],
      ['Head of Logistics', null, null],
      ['Led forty people', null, '•'],
    ]);
    expect(lines[1]!.gapBefore).toBeGreaterThan(0);
    expect(lines.every((l) => l.bbox === null && l.page === 1)).toBe(true);
  });

  it('cuts at tabs and at long rows of blanks', () => {
    expect(linesOf('Head of Logistics\t2019 – present')[0]!.segments.map((s) => s.text)).toEqual([
      'Head of Logistics',
      '2019 – present',
    ]);
    expect(linesOf('Head of Logistics        2019 – present')[0]!.segments).toHaveLength(2);
  });

  it('makes lines of the line breaks inside a paragraph', () => {
    const broken = { ...paragraph(''), runs: [{ ...paragraph('x').runs[0]!, text: 'Harbour Trading\nLeeds' }] };
    expect(textsOf([broken])).toEqual(['Harbour Trading', 'Leeds']);
  });

  it('reads the cells of a row beside each other, and the lines of a cell below', () => {
    expect(
      textsOf([
        table([
          ['2019 – present', 'Head of Logistics\nHarbour Trading'],
          ['2015 – 2019', 'Logistics Planner\nBramley Goods'],
        ]),
      ]),
    ).toEqual([
      '2019 – present  Head of Logistics',
      'Harbour Trading',
      '2015 – 2019  Logistics Planner',
      'Bramley Goods',
    ]);
  });

  it('joins a date that is broken inside its cell', () => {
    expect(textsOf([table([['03/2019 –\npresent', 'Head of Logistics\nHarbour Trading']])])).toEqual([
      '03/2019 – present  Head of Logistics',
      'Harbour Trading',
    ]);
  });

  it('reads a table that holds two columns of the page one after the other', () => {
    const side = 'Contact\nLeeds\nSkills\nPlanning\nWelding';
    const main =
      'Experience\nHead of Logistics at Harbour Trading\n- Led forty people\nEducation\nDiploma in Logistics';
    const { lines } = layOut(flowDocument([table([[side, main]])]));
    expect(lines.map((l) => l.text)).toEqual([...main.replace('- ', '').split('\n'), ...side.split('\n')]);
    expect(lines.at(-1)!.regionKind).toBe('sidebar');
  });

  it('puts page headers first, text boxes behind the text and page footers last', () => {
    const { lines } = layOut(
      flowDocument([
        frame('page-footer', 'Page 1'),
        paragraph('Head of Logistics'),
        frame('textbox', 'Skills'),
        frame('page-header', 'Mara Ellwood'),
      ]),
    );
    expect(lines.map((l) => [l.text, l.regionKind])).toEqual([
      ['Mara Ellwood', 'page-header'],
      ['Head of Logistics', 'main'],
      ['Skills', 'sidebar'],
      ['Page 1', 'page-footer'],
    ]);
  });

  it('continues lines that a text file broke at one width', () => {
    const text = [
      'Planned and ran the move of nine warehouses to one system of',
      'stock, and trained the people who work with it in four great',
      'countries, in time and below the budget that the whole board',
      'had set.',
    ].join('\n');
    const { lines } = layOut({ ...flowDocument(text), format: 'text' });
    expect(lines.map((l) => l.continues)).toEqual([false, true, true, true]);
  });

  it.each([
    ['SKILLS ----------', 'SKILLS'],
    ['=== SKILLS ===', 'SKILLS'],
    ['**SKILLS**', 'SKILLS'],
  ])('takes the rule that a text file draws around a heading off: %s', (drawn, words) => {
    const plain = { ...paragraph(''), runs: [{ ...paragraph('x').runs[0]!, text: drawn }] };
    const { lines } = layOut({ ...flowDocument([plain]), format: 'text' });
    expect(lines.map((l) => [l.text, l.ruled])).toEqual([[words, true]]);
  });

  it('keeps the target of a link with its words', () => {
    const linked = {
      ...paragraph(''),
      runs: [{ ...paragraph('Portfolio').runs[0]!, href: 'https://example.com/mara' }],
    };
    expect(layOut(flowDocument([linked])).lines[0]!.segments[0]!.links).toEqual([
      { text: 'Portfolio', href: 'https://example.com/mara' },
    ]);
  });

  it.each([
    ['paragraphs', [...paragraphs('Mara Ellwood\n'.repeat(200_000).trim())]],
    ['line breaks in a paragraph', [paragraph('Mara Ellwood\n'.repeat(200_000).trim())]],
    ['lines in a cell', [table([['', 'Mara Ellwood\n'.repeat(200_000).trim()]])]],
  ])('has room for two hundred thousand %s', (_, blocks) => {
    expect(layOut({ ...flowDocument(blocks), format: 'text' }).lines).toHaveLength(200_000);
  });
});
