import { repairOcrWord } from './repair-ocr-word.js';

describe('repairOcrWord', () => {
  it('puts the at sign back where only an e-mail address can stand', () => {
    expect(repairOcrWord('ada.lovelace©example.com')).toBe('ada.lovelace@example.com');
    expect(repairOcrWord('ada(@)example.org')).toBe('ada@example.org');
  });

  it('mends the ending of addresses', () => {
    expect(repairOcrWord('ada@example.c0m')).toBe('ada@example.com');
    expect(repairOcrWord('ada@example,com')).toBe('ada@example.com');
    expect(repairOcrWord('https:/example.org/ada')).toBe('https://example.org/ada');
  });

  it('leaves all other words alone', () => {
    for (const word of ['©', '©2024', 'AT&T', 'C0M', 'S.p.A.', 'R®', 'http', 'l0', 'example.com']) {
      expect(repairOcrWord(word)).toBe(word);
    }
  });
});
