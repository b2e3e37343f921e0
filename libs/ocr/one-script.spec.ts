import { keepToScript } from './one-script.js';
import type { ReadWord } from './read-words.js';

const word = (text: string): ReadWord => ({
  text,
  box: [0, 0, 10, 10],
  confidence: 0.9,
  lineHeight: 10,
  typeSize: null,
  bold: false,
});
const LEXICON: Readonly<Record<string, readonly string[]>> = {
  ru: ['года', 'март', 'опыт'],
  el: ['τώρα', 'νοσοκομείο'],
};
const read = (text: string, language: string): string =>
  keepToScript(text.split(' ').map(word), language, (code) => new Set(LEXICON[code]))
    .map((mended) => mended.text)
    .join(' ');

describe('words of a page in Cyrillic or Greek', () => {
  it.each([
    ['ru', '4 ropa 5 месяцев', '4 года 5 месяцев'],
    ['ru', 'Cиcтeмa, ООО', 'Система, ООО'],
    ['uk', 'Гнатенко O. П.', 'Гнатенко О. П.'],
    ['uk', 'середній рівень (В1)', 'середній рівень (B1)'],
    ['el', 'Γερμανικά Bl', 'Γερμανικά B1'],
    ['el', 'επιµετρήσεις ἃ Ἡμερομηνία', 'επιμετρήσεις & Ημερομηνία'],
    ['el', 'προὐπολογισμός', 'προϋπολογισμός'],
    ['ru', '2012 Ф Агроном', '2012 Агроном'],
  ])('are of its script: %s %s', (language, text, mended) => {
    expect(read(text, language)).toBe(mended);
  });

  it.each([
    ['ru', 'Python и Java, SQL, Excel, 1C, CAD'],
    ['ru', 'IT-отдел C++-разработчик'],
    ['ru', 'roga@example.com www.ropa.example'],
    ['el', 'AutoCAD και MS Project'],
    ['ru', 'no map to a word'],
  ])('stay Latin where they are: %s %s', (language, text) => {
    expect(read(text, language)).toBe(text);
  });

  it('become a word that the page has elsewhere', () => {
    expect(read('повар ресторан noвap', 'ru')).toBe('повар ресторан повар');
    expect(read('агроном arpoном', 'ru')).toBe('агроном агроном');
    expect(read('мороз mopo3 гора ropa', 'ru')).toBe('мороз мороз гора гора');
  });

  it('tell what was read', () => {
    expect(keepToScript([word('ropa')], 'ru', () => new Set(['года']))).toEqual([{ ...word('года'), read: 'ropa' }]);
  });

  it('are left alone on a page in Latin letters', () => {
    expect(read('ropa Ф O.', 'pl')).toBe('ropa Ф O.');
  });
});
