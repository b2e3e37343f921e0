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

  it('refuses empty, too large and unknown files', async () => {
    expect(await codeOf(extractor.extract(new Uint8Array(0), options))).toBe('empty_file');
    expect(await codeOf(extractor.extract(new Uint8Array(20).fill(1), options))).toBe('unsupported_type');
    const limits = { ...DEFAULT_PARSE_LIMITS, maxBytes: 10 };
    expect(await codeOf(extractor.extract(new Uint8Array(20).fill(65), { ...options, limits }))).toBe('too_large');
  });
});
