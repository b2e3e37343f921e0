import { DEFAULT_PARSE_LIMITS } from '@vitamill/domain';
import iconv from 'iconv-lite';
import { extractText } from './extract-text.js';
import { textOfBlocks } from './runs.js';

const OPTIONS = { filename: 'cv.txt', limits: DEFAULT_PARSE_LIMITS };

describe('extractText', () => {
  it.each([
    ['windows-1252', 'Jürgen Müller, Straße 5\nBerufserfahrung für größere Unternehmen'],
    ['windows-1252', 'Expérience à Besançon, élève ingénieur\nDiplômé en français'],
    ['windows-1250', 'Doświadczenie zawodowe: księgowość, zarządzanie zespołem, Łódź'],
    ['iso-8859-2', 'Pracovní zkušenosti: řízení týmu, účetnictví, Plzeň, říjen'],
    ['windows-1251', 'Опыт работы: бухгалтер, Москва. Образование высшее'],
    ['koi8-r', 'Опыт работы: бухгалтер, Москва. Образование высшее'],
    ['windows-1253', 'Εργασιακή εμπειρία: λογιστής, Αθήνα. Εκπαίδευση'],
    ['windows-1254', 'İş deneyimi: muhasebe müdürlüğü, Eskişehir, öğrenci değişimi'],
  ])('tells %s from its letters', async (encoding, text) => {
    const document = await extractText(new Uint8Array(iconv.encode(text, encoding)), OPTIONS);
    expect(textOfBlocks(document.blocks)).toBe(text);
    expect(document.issues.map((issue) => issue.code)).toEqual(['encoding_guessed']);
  });

  it.each(['utf8', 'utf16le', 'utf16be'])('reads %s without a guess when it is marked', async (encoding) => {
    const document = await extractText(new Uint8Array(iconv.encode('Zoë', encoding, { addBOM: true })), OPTIONS);
    expect(textOfBlocks(document.blocks)).toBe('Zoë');
    expect(document.issues).toEqual([]);
  });

  it('keeps blank lines and indents, and makes tabs of wide gaps', async () => {
    const document = await extractText(Buffer.from('A\n\n  Firm     2020\n'), OPTIONS);
    expect(document.blocks.slice(0, 3)).toMatchObject([
      { runs: [{ text: 'A' }] },
      { runs: [] },
      { indent: 11, runs: [{ text: 'Firm\t2020' }] },
    ]);
  });

  it('takes an underlined line for a heading', async () => {
    const document = await extractText(Buffer.from('Education\n---------\nSchool'), OPTIONS);
    expect(document.blocks).toMatchObject([{ headingLevel: 2 }, { headingLevel: null }]);
  });
});
