import { repairInLanguage, repairOcrWord } from './repair-ocr-word.js';

describe('repairOcrWord', () => {
  it('puts the at sign back where only an e-mail address can stand', () => {
    expect(repairOcrWord('ada.lovelace©example.com')).toBe('ada.lovelace@example.com');
    expect(repairOcrWord('ada(@)example.org')).toBe('ada@example.org');
    expect(repairOcrWord('ada.lovelaceQexample.co.uk')).toBe('ada.lovelace@example.co.uk');
  });

  it('mends the ending of addresses', () => {
    expect(repairOcrWord('ada@example.c0m')).toBe('ada@example.com');
    expect(repairOcrWord('ada@example,com')).toBe('ada@example.com');
    expect(repairOcrWord('https:/example.org/ada')).toBe('https://example.org/ada');
  });

  it('puts digits back where only a date or a phone number can stand', () => {
    for (const [read, meant] of [
      ['2O19', '2019'],
      ['201l', '2011'],
      ['0l/2020', '01/2020'],
      ['O3.2O18-l2.2019', '03.2018-12.2019'],
      ['+49l7O5551234', '+491705551234'],
    ] as const)
      expect(repairOcrWord(read)).toBe(meant);
  });

  it('puts a capital I back among capitals', () => {
    for (const [read, meant] of [
      ['lT', 'IT'],
      ['lBM', 'IBM'],
      ['NeurlPS', 'NeurIPS'],
    ] as const)
      expect(repairOcrWord(read)).toBe(meant);
  });

  it('takes Al for AI only in languages that have no such word', () => {
    expect(repairInLanguage('Al', 'en')).toBe('AI');
    expect(repairInLanguage('Al-based', 'de')).toBe('AI-based');
    expect(repairInLanguage('Al', 'it')).toBe('Al');
    expect(repairInLanguage('Alan', 'en')).toBe('Alan');
    expect(repairInLanguage('Al-Rashid', 'es')).toBe('Al-Rashid');
  });

  it('leaves all other words alone', () => {
    for (const word of [
      '©',
      '©2024',
      'AT&T',
      'C0M',
      'S.p.A.',
      'R®',
      'http',
      'l0',
      'B2',
      'S3',
      'C1',
      'O365',
      'html5',
      'lPhone',
      'MySQL',
      'All',
      'example.com',
    ]) {
      expect(repairOcrWord(word)).toBe(word);
    }
  });
});
