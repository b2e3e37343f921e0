import { deflateSync } from 'node:zlib';
import { jest } from '@jest/globals';
import { DEFAULT_PARSE_LIMITS, type PagedDocument } from '@vitamill/domain';
import { extractPdf } from './extract-pdf.js';
import { writeEncryptedPdf } from './testing/encrypt-pdf.js';
import { stream, type TestDocument, writePdf } from './testing/write-pdf.js';

const limits = DEFAULT_PARSE_LIMITS;
const LINE = 'BT /F1 10 Tf 50 700 Td (Project engineer in Hamburg) Tj ET';
const IMAGE = stream('\xff', '/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8');

const read = (document: Partial<TestDocument> & { content?: string }, bounds = limits): Promise<PagedDocument> =>
  extractPdf(
    writePdf({ pages: [{ content: document.content ?? LINE, resources: '/XObject<</P 100 0 R>>' }], ...document }),
    { limits: bounds },
  );

const textOf = (document: PagedDocument): string =>
  document.pages.flatMap((page) => page.items.map((item) => item.text)).join(' ');
const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error) => error.code ?? error,
  );

describe('extractPdf: files that resist', () => {
  it('tells a file that needs a password', async () => {
    expect(await codeOf(extractPdf(writeEncryptedPdf('Secret', 'open sesame'), { limits }))).toBe('encrypted');
  });

  it('reads an owner-protected file and says so', async () => {
    const document = await extractPdf(writeEncryptedPdf('Open text', ''), { limits });
    expect(textOf(document)).toBe('Open text');
    expect(document.issues.map((issue) => issue.code)).toEqual(['owner_protected']);
  });

  it('tells damage that cannot be repaired', async () => {
    const bytes = writePdf({ pages: [{ content: LINE }] });
    expect(await codeOf(extractPdf(bytes.subarray(0, 60), { limits }))).toBe('damaged');
    expect(await codeOf(extractPdf(new TextEncoder().encode('%PDF-1.7\nnothing else'), { limits }))).toBe('damaged');
    expect(await codeOf(extractPdf(new Uint8Array(0), { limits }))).toBe('empty_file');
  });

  it('reads a file whose cross-references are broken or cut off', async () => {
    const whole = Buffer.from(writePdf({ pages: [{ content: LINE }] })).toString('latin1');
    const shifted = whole.replace(/startxref\n\d+/, 'startxref\n7');
    const cut = whole.slice(0, whole.indexOf('xref\n'));
    for (const text of [shifted, cut]) {
      const document = await extractPdf(Uint8Array.from(Buffer.from(text, 'latin1')), { limits });
      expect(textOf(document)).toBe('Project engineer in Hamburg');
    }
  });

  it('leaves the bytes that it was given as they were', async () => {
    const bytes = writePdf({ pages: [{ content: LINE }] });
    const copy = bytes.slice();
    await extractPdf(bytes, { limits });
    expect(bytes).toEqual(copy);
  });

  it('stops at the page limit with a finding', async () => {
    const document = await read(
      { pages: Array.from({ length: 5 }, () => ({ content: LINE })) },
      { ...limits, maxPages: 2 },
    );
    expect(document.pages).toHaveLength(2);
    expect(document.issues.map((issue) => issue.code)).toEqual(['page_limit_reached']);
  });

  it('ends on page trees that loop and on counts that lie', async () => {
    const loop = Buffer.from(writePdf({ pages: [{ content: LINE }] }))
      .toString('latin1')
      .replace('/Kids[3 0 R]', '/Kids[2 0 R]');
    expect(['damaged', null]).toContain(
      await codeOf(extractPdf(Uint8Array.from(Buffer.from(loop, 'latin1')), { limits })),
    );
    const many = Buffer.from(writePdf({ pages: [{ content: LINE }] }))
      .toString('latin1')
      .replace('/Count 1', '/Count 9999999');
    const outcome = await extractPdf(Uint8Array.from(Buffer.from(many, 'latin1')), { limits }).then(
      textOf,
      (error) => error.code,
    );
    expect(['damaged', 'Project engineer in Hamburg']).toContain(outcome);
  });

  it('ends on a form that draws itself', async () => {
    const form = stream('/P Do', '/Type/XObject/Subtype/Form/BBox[0 0 10 10]/Resources<</XObject<</P 100 0 R>>>>');
    const document = await read({ content: `/P Do ${LINE}`, objects: [form] });
    expect(textOf(document)).toContain('Hamburg');
  });

  it('refuses streams that unpack beyond the limit', async () => {
    const packed = deflateSync(Buffer.alloc(12_000_000, ' ')).toString('latin1');
    const bytes = writePdf({ pages: [{ content: LINE }], objects: [stream(packed, '/Filter/FlateDecode')] });
    expect(await codeOf(extractPdf(bytes, { limits: { ...limits, maxUnpackedBytes: 5_000_000 } }))).toBe(
      'unsafe_content',
    );
  });

  it('writes nothing to the console', async () => {
    const calls = (['log', 'warn', 'error', 'info'] as const).map((name) =>
      jest.spyOn(console, name).mockImplementation(() => {}),
    );
    await read({ content: `/Missing Do /Nope 10 Tf ( ${LINE}` });
    await codeOf(extractPdf(new TextEncoder().encode('%PDF-1.7\nbroken'), { limits }));
    for (const spy of calls) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  });
});

describe('extractPdf: pages that OCR must read', () => {
  const needs = async (document: Partial<TestDocument> & { content?: string }) =>
    (await read(document)).pages[0]?.needsOcr;
  const PICTURE = 'q 500 0 0 700 40 60 cm /P Do Q';

  it('tells a page that is a picture from one that is empty', async () => {
    expect(await needs({ content: PICTURE, objects: [IMAGE] })).toBe('no-text');
    expect(await needs({ content: '' })).toBeNull();
    expect(await needs({ content: LINE })).toBeNull();
  });

  const STRIP = '/Type/XObject/Subtype/Image/Width 8/Height 1/BitsPerComponent';
  const strips = (draw: string): string =>
    Array.from({ length: 14 }, (_, i) => `q 500 0 0 50 40 ${60 + i * 50} cm ${draw.replace('P', `P${i % 2}`)} Q`).join(
      '\n',
    );
  it.each([
    ['strips', strips('/P Do'), [`${STRIP} 8/ColorSpace/DeviceGray`, `${STRIP} 8/ColorSpace/DeviceGray`]],
    ['stencils', strips('/P Do'), [`${STRIP} 1/ImageMask true`, `${STRIP} 1/ImageMask true`]],
    ['one stencil, repeated', strips('/P Do').replaceAll('/P1', '/P0'), [`${STRIP} 1/ImageMask true`]],
    ['one strip, repeated', strips('/P Do').replaceAll('/P1', '/P0'), [`${STRIP} 8/ColorSpace/DeviceGray`]],
    ['strips within the content', strips('BI /W 8 /H 1 /BPC 8 /CS /G ID \x11\x55\xaa\xff\x11\x55\xaa\xff EI'), []],
    [
      'a picture with a soft mask',
      'q 500 0 0 700 40 60 cm /P0 Do Q',
      [`${STRIP} 8/ColorSpace/DeviceGray/SMask 101 0 R`, `${STRIP} 8/ColorSpace/DeviceGray`],
    ],
  ])('tells a page that is made of %s', async (_, content, objects) => {
    const bytes = writePdf({
      pages: [{ content, resources: '/XObject<</P0 100 0 R/P1 101 0 R>>' }],
      objects: objects.map((entries) =>
        stream(entries.includes('ImageMask') ? '\x5a' : '\x11\x55\xaa\xff\x11\x55\xaa\xff', entries),
      ),
    });
    const document = await extractPdf(bytes, { limits });
    expect(document.pages[0]!.needsOcr).toBe('no-text');
  });

  it('does not take a stamp on a scan for its text', async () => {
    const stamped = `${PICTURE} BT /F1 8 Tf 50 20 Td (Scanned with a phone) Tj ET`;
    expect(await needs({ content: stamped, objects: [IMAGE] })).toBe('no-text');
  });

  it('tells fonts that do not say which characters they draw', async () => {
    const font =
      '<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Calibri/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Calibri/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500>>]>>';
    const content = 'BT /F1 10 Tf 50 700 Td <0024002500260027002800290030003100320033> Tj ET';
    expect(await needs({ content, fonts: { F1: font } })).toBe('unmapped-fonts');
  });

  it('tells a text layer that is no language', async () => {
    const garbled =
      'BT /F1 10 Tf 50 700 Td (7KLV LV QRW D WH[W WKDW SHUVRQV FDQ UHDG EHFDXVH WKH JOBSKV ZHUH VKLIWHG KW ZKLFK FDQ EH UHDG; VKLIWHG JOBSKV JRQH ZURQJ KHUH 1234 \\(\\)\\) %% && ## LV VR RQ WKDW PXFK) Tj ET';
    expect(await needs({ content: garbled })).toBe('unlikely-text-layer');
  });
});

describe('extractPdf: what the file says about itself', () => {
  it('reads attachments that hold the CV as data and leaves others', async () => {
    const file = (name: string, number: number) => `<</Type/Filespec/F(${name})/UF(${name})/EF<</F ${number} 0 R>>>>`;
    const document = await read({
      catalog: `/Names<</EmbeddedFiles<</Names[(a)${file('cv.xml', 100)}(b)${file('cv.json', 101)}(c)${file('note.txt', 102)}]>>>>`,
      objects: [
        stream('<?xml version="1.0"?><SkillsPassport><LearnerInfo/></SkillsPassport>', '/Type/EmbeddedFile'),
        stream('{"basics":{"name":"Ada"}}', '/Type/EmbeddedFile'),
        stream('just a note', '/Type/EmbeddedFile'),
      ],
    });
    expect(document.embedded.map(({ kind, name }) => [kind, name])).toEqual([
      ['europass-xml', 'cv.xml'],
      ['json-resume', 'cv.json'],
    ]);
  });

  it('reads title, author and date', async () => {
    const { metadata } = await read({ info: "<</Title(CV)/Author(A. Writer)/ModDate(D:20240131120000+01'00')>>" });
    expect(metadata).toEqual({ title: 'CV', author: 'A. Writer', modified: '2024-01-31', language: null });
  });
});
