import { DEFAULT_PARSE_LIMITS } from '@vitamill/domain';
import { createExtractor } from './extractor.js';
import { writePdf } from './pdf/testing/write-pdf.js';

const options = { filename: null, limits: DEFAULT_PARSE_LIMITS };
const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error) => error.code ?? error,
  );

describe('createExtractor', () => {
  const extractor = createExtractor();

  it('reads a file by what it contains', async () => {
    const bytes = writePdf({ pages: [{ content: 'BT /F1 10 Tf 50 700 Td (Hamburg) Tj ET' }] });
    expect(await extractor.extract(bytes, { ...options, filename: 'cv.txt' })).toMatchObject({
      kind: 'paged',
      format: 'pdf',
    });
  });

  it('gives a .doc to the reader of what it really is', async () => {
    const read = async (text: string) =>
      (await extractor.extract(Buffer.from(text), { ...options, filename: 'cv.doc' })).format;
    expect(await read('<html><body><p>Jane</p></body></html>')).toBe('html');
    expect(await read('{\\rtf1 Jane}')).toBe('rtf');
    const archive =
      'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="--b"\r\n\r\n----b\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html; charset="windows-1250"\r\n\r\n<p>=A3=F3d=\r\n=9F</p>\r\n----b--';
    const document = await extractor.extract(Buffer.from(archive), { ...options, filename: 'cv.doc' });
    expect(document).toMatchObject({ format: 'html', blocks: [{ runs: [{ text: 'Łódź' }] }] });
  });

  it('refuses empty, too large and unknown files', async () => {
    expect(await codeOf(extractor.extract(new Uint8Array(0), options))).toBe('empty_file');
    expect(await codeOf(extractor.extract(new Uint8Array(20).fill(1), options))).toBe('unsupported_type');
    const limits = { ...DEFAULT_PARSE_LIMITS, maxBytes: 10 };
    expect(await codeOf(extractor.extract(new Uint8Array(20).fill(65), { ...options, limits }))).toBe('too_large');
  });
});
