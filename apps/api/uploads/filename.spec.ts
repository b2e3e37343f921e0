import { contentDispositionOf, sanitiseFilename } from './filename.js';

describe('sanitiseFilename', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\x\\cv.pdf', 'cv.pdf'],
    ['a\u0000b\r\n.pdf', 'ab.pdf'],
    ['Lebenslauf – Jörg.pdf', 'Lebenslauf – Jörg.pdf'],
    ['cv\u202efdp.exe', 'cvfdp.exe'],
    ['..', 'unnamed'],
    ['', 'unnamed'],
    [undefined, 'unnamed'],
  ])('makes %j harmless', (given, expected) => {
    expect(sanitiseFilename(given)).toBe(expected);
  });

  it('keeps the extension of a name that is too long and cuts no character in half', () => {
    const name = sanitiseFilename(`${'😀'.repeat(300)}.docx`);
    expect([...name]).toHaveLength(200);
    expect(name.endsWith('😀.docx')).toBe(true);
  });
});

describe('contentDispositionOf', () => {
  it('sends the exact name in UTF-8 and a plain one beside it', () => {
    expect(contentDispositionOf(`Jörg's "CV".pdf`)).toBe(
      `attachment; filename="Jorg's _CV_.pdf"; filename*=UTF-8''J%C3%B6rg%27s%20%22CV%22.pdf`,
    );
  });

  it('cannot be broken out of', () => {
    expect(contentDispositionOf('a"\r\nSet-Cookie: x.pdf')).not.toMatch(/[\r\n]|[^=]"[^;]/);
  });
});
