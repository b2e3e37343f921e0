import { jest } from '@jest/globals';
import { DEFAULT_PARSE_LIMITS } from '@vitamill/domain';
import { drawLines, exchanged, misread, pdfWithFalseLetters } from '../../test/support/false-letters.js';
import { createCvParser } from './cv-parser.js';

jest.setTimeout(180_000);
const parser = createCvParser();
afterAll(() => parser.close());

const CV = [
  'Miriam Oakfield',
  'miriam.oakfield@example.com',
  'Experience',
  'Harbour Pilot, Port of Whitby, 03/2016 - present',
  'Planned the moorings of forty vessels every week and trained the younger pilots.',
  'Education',
  'Bachelor of Nautical Science, University of Plymouth, 2008 - 2012',
];
const parse = (lines: readonly string[], change: (letter: string) => string, locale: string | null = null) =>
  parser.parse(pdfWithFalseLetters(drawLines(lines), change), {
    locale,
    referenceDate: '2026-01-15',
    assetId: null,
    filename: 'cv.pdf',
    limits: DEFAULT_PARSE_LIMITS,
  });
const codesOf = ({ record }: Awaited<ReturnType<typeof parse>>) => record.quality.findings.map(({ code }) => code);

describe('a PDF whose text layer is not what it shows', () => {
  it('is read from its picture where the font exchanges letters', async () => {
    const parsed = await parse(CV, exchanged);
    expect(parsed.record.contact.name?.full).toBe('Miriam Oakfield');
    expect(parsed.record.contact.emails).toEqual(['miriam.oakfield@example.com']);
    expect(parsed.record.experience[0]).toMatchObject({ start: '2016-03', is_current: true });
    expect(codesOf(parsed)).toEqual(expect.arrayContaining(['page_read_by_ocr', 'text_layer_replaced']));
  });

  it('is read from its picture where letters of two bytes became two characters', async () => {
    const lines = [
      'Jürgen Äppelmann',
      'Berufserfahrung',
      'Gärtnermeister, Stadt Köln, 03/2011 - heute',
      'Führung von zwölf Beschäftigten, Überwachung der Bäume und Pflege der Rosengärten.',
    ];
    const parsed = await parse(lines, misread, 'de_DE');
    expect(parsed.record.experience[0]?.title?.raw).toBe('Gärtnermeister');
    expect(parsed.record.experience[0]?.description).toBe(lines[3]);
    expect(codesOf(parsed)).toContain('text_layer_replaced');
  });

  it('keeps its text where the picture shows the same words of a language that is not known', async () => {
    const irish = [
      'Aoife Nic Dhonnchadha',
      'aoife.nic@example.ie',
      'Taithí oibre mar bhainisteoir tionscadail agus taithí fhairsing ag obair leis an rialtas',
      'áitiúil agus oideachas ardleibhéil in Éirinn, chomh maith le scileanna cumarsáide den scoth',
      'agus eolas leathan ar chúrsaí airgeadais, bainistíocht foirne agus pleanáil straitéiseach',
    ];
    const parsed = await parse(irish, (letter) => letter);
    expect(codesOf(parsed)).not.toContain('page_read_by_ocr');
    expect(parsed.record.contact.emails).toEqual(['aoife.nic@example.ie']);
  });
});
