import { DEFAULT_PARSE_LIMITS, type Page, type TextItem } from '@vitamill/domain';
import { OPS as PDFJS_OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { extractPdf } from './extract-pdf.js';
import { OPS } from './operators.js';
import { stream, type TestDocument, type TestPage, writePdf } from './testing/write-pdf.js';

const limits = DEFAULT_PARSE_LIMITS;
const IMAGE = stream('\xff', '/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8');

async function readPage(
  content: string,
  page: Partial<TestPage> = {},
  document: Partial<TestDocument> = {},
): Promise<Page> {
  const pdf = await extractPdf(writePdf({ ...document, pages: [{ content, ...page }] }), { limits });
  return pdf.pages[0] as Page;
}

const readItems = async (
  content: string,
  page: Partial<TestPage> = {},
  document: Partial<TestDocument> = {},
): Promise<readonly TextItem[]> => (await readPage(content, page, document)).items;

const textsOf = (items: readonly TextItem[]): string[] => items.map((item) => item.text);

describe('extractPdf: place and style', () => {
  it('gives place from the top left, size, weight, slope and colour', async () => {
    const items = await readItems(
      'BT /F2 14 Tf 0 0.3 0.6 rg 50 742 Td (Education) Tj ET BT /F3 10 Tf 0 g 50 700 Td (Leiden) Tj ET',
    );
    expect(items[0]).toMatchObject({
      text: 'Education',
      style: { fontSize: 14, bold: true, italic: false, color: '#004c99' },
      rotation: 0,
    });
    expect(items[0]?.bbox.slice(0, 2)).toEqual([50, 88.8]);
    expect(items[0]?.bbox[3]).toBe(102.8);
    expect(items[1]).toMatchObject({ text: 'Leiden', style: { bold: false, italic: true, color: '#000000' } });
  });

  it('turns a rotated page the way it is shown', async () => {
    const page = await readPage('BT /F1 10 Tf 0 1 -1 0 100 50 Tm (Upright) Tj ET', { rotate: 90 });
    expect(page).toMatchObject({ width: 842, height: 595 });
    expect(page.items[0]).toMatchObject({ text: 'Upright', rotation: 0 });
    expect(page.items[0]?.bbox[0]).toBeCloseTo(50, 1);
    expect(page.items[0]?.bbox[3]).toBeCloseTo(102, 1);
  });

  it('tells the rotation of a text that stands on its side', async () => {
    const [item] = await readItems('BT /F1 10 Tf 0 1 -1 0 100 50 Tm (Sideways) Tj ET');
    expect(item).toMatchObject({ text: 'Sideways', rotation: 270 });
    expect((item?.bbox[3] ?? 0) - (item?.bbox[1] ?? 0)).toBeGreaterThan(30);
  });

  it('tells bold from the names of TeX fonts and behind subset prefixes', async () => {
    const font = (name: string) => `<</Type/Font/Subtype/Type1/BaseFont/${name}/Encoding/WinAnsiEncoding>>`;
    const items = await readItems(
      'BT /A 10 Tf 50 700 Td (one) Tj /B 10 Tf 0 -20 Td (two) Tj /C 10 Tf 0 -20 Td (three) Tj /D 10 Tf 0 -20 Td (four) Tj /E 10 Tf 0 -20 Td (five) Tj ET',
      {},
      {
        fonts: {
          A: font('ABCDEF+CMBX10'),
          B: font('ABCDEF+CMTI10'),
          C: font('ABCDEF+Calibri-Light'),
          D: font('C059-Italic'),
          E: font('ABCDEF+SourceSansPro-BoldIt'),
        },
      },
    );
    expect(items.map(({ style }) => [style.bold, style.italic])).toEqual([
      [true, false],
      [false, true],
      [false, false],
      [false, true],
      [true, true],
    ]);
  });

  it('tells a text filled and stroked in one colour to be bold', async () => {
    const [item] = await readItems('BT /F1 12 Tf 2 Tr 0.4 w 50 700 Td (Thick) Tj ET');
    expect(item?.style.bold).toBe(true);
  });

  it('keeps the operators that it knows as pdf.js numbers them', () => {
    for (const [name, number] of Object.entries(OPS)) expect(PDFJS_OPS[name as keyof typeof PDFJS_OPS]).toBe(number);
  });
});

describe('extractPdf: words and runs', () => {
  it('puts a text drawn glyph by glyph together', async () => {
    const items = await readItems(
      'BT /F1 10 Tf 50 700 Td (W) Tj 9.44 0 Td (o) Tj 5.56 0 Td (r) Tj 3.33 0 Td (k) Tj ET',
    );
    expect(textsOf(items)).toEqual(['Work']);
  });

  it('reads a step without a blank as a blank', async () => {
    expect(textsOf(await readItems('BT /F1 10 Tf 50 700 Td [(Head)-300(of)-300(Sales)] TJ ET'))).toEqual([
      'Head of Sales',
    ]);
  });

  it('cuts a run at three blanks and at a wide step', async () => {
    const items = await readItems('BT /F1 10 Tf 50 700 Td (Engineer    2019) Tj 0 -20 Td [(Berlin)-3000(2020)] TJ ET');
    expect(textsOf(items)).toEqual(['Engineer', '2019', 'Berlin', '2020']);
  });

  it('puts letter-spaced headings together, spaced by setting, by position and by typed blanks', async () => {
    const items = await readItems(
      'BT /F1 12 Tf 4 Tc 50 700 Td (WORK HISTORY) Tj 0 Tc 0 -30 Td [(S)-400(K)-400(I)-400(L)-400(L)-400(S)] TJ 0 -30 Td (P R O F I L E   D A T A) Tj ET',
    );
    expect(textsOf(items)).toEqual(['WORK HISTORY', 'SKILLS', 'PROFILE DATA']);
  });

  it('joins imitated small capitals', async () => {
    const items = await readItems('BT /F1 12 Tf 50 700 Td (E) Tj 8.01 0 Td /F1 9.6 Tf (DUCATION) Tj ET');
    expect(items).toMatchObject([{ text: 'EDUCATION', style: { fontSize: 12 } }]);
  });

  it('keeps tags apart that stand on boxes of their own', async () => {
    const items = await readItems(
      '0.2 0.4 0.8 rg 48 695 30 16 re f 82 695 30 16 re f 1 g BT /F1 10 Tf 50 700 Td [(Java)-1300(Rust)] TJ ET',
    );
    expect(textsOf(items)).toEqual(['Java', 'Rust']);
    expect(items.every((item) => item.hidden === null)).toBe(true);
  });
});

describe('extractPdf: drawn bullets', () => {
  const disc = (x: number, y: number) => `${x} ${y} 3 3 re f`;
  const text = 'BT /F1 10 Tf 70 700 Td (Led a team) Tj ET';

  it('reads a dot in front of a text as its bullet', async () => {
    expect(textsOf(await readItems(`${disc(60, 701.5)} ${text}`))).toEqual(['•', 'Led a team']);
    const onDark = await readItems(`0.1 g 0 600 300 200 re f 1 g ${disc(60, 701.5)} ${text}`);
    expect(onDark.map(({ text: shown, hidden }) => [shown, hidden])).toEqual([
      ['•', null],
      ['Led a team', null],
    ]);
  });

  it('leaves ratings and the dots of timelines as shapes', async () => {
    expect(textsOf(await readItems(`${disc(52, 701.5)} ${disc(56, 701.5)} ${disc(60, 701.5)} ${text}`))).toEqual([
      'Led a team',
    ]);
    expect(textsOf(await readItems(`1 0 0 rg ${disc(60, 701.5)} 0 g ${text}`))).toEqual(['Led a team']);
  });
});

describe('extractPdf: repairs', () => {
  const toUnicode = (pairs: string) =>
    stream(`/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange
${pairs.split(' ').length} beginbfchar ${pairs.replaceAll(' ', '\n').replaceAll('=', ' ')} endbfchar endcmap end end`);
  const mapped = (pairs: string): Partial<TestDocument> => ({
    fonts: { F1: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 100 0 R>>' },
    objects: [toUnicode(pairs)],
  });

  it('takes ligatures apart', async () => {
    expect(textsOf(await readItems('BT /F1 10 Tf 50 700 Td (Certi~cates) Tj ET', {}, mapped('<7e>=<FB01>')))).toEqual([
      'Certificates',
    ]);
  });

  it('puts the letters back where a ligature was mapped to NUL', async () => {
    const items = await readItems(
      'BT /F1 10 Tf 50 700 Td (Certi~cations in the o~ce) Tj ET',
      {},
      mapped('<7e>=<0000>'),
    );
    expect(textsOf(items)).toEqual(['Certifications in the office']);
  });

  it('takes the text that marked content states for glyphs without a character', async () => {
    const content = 'BT /F1 10 Tf 50 700 Td (Andr) Tj /Span<</ActualText<FEFF00E9>>>BDC (~) Tj EMC ( Roux) Tj ET';
    expect(textsOf(await readItems(content, {}, mapped('<7e>=<0000>')))).toEqual(['André Roux']);
  });

  it('drops soft hyphens inside of a line and keeps one that ends it', async () => {
    const items = await readItems(
      'BT /F1 10 Tf 50 700 Td (Pro~jekt) Tj 0 -20 Td (Lei~) Tj ET',
      {},
      mapped('<7e>=<00AD>'),
    );
    expect(textsOf(items)).toEqual(['Projekt', 'Lei-']);
  });

  it('composes letters from accents drawn on their own', async () => {
    const items = await readItems(
      'BT /F1 10 Tf 50 700 Td [(caf\\264)333(e)] TJ 0 -20 Td (Mu\\0308ller) Tj ET'.replace('u\\0308', '\\374'),
    );
    expect(textsOf(items)).toEqual(['café', 'Müller']);
  });

  it('makes odd blanks plain', async () => {
    expect(textsOf(await readItems('BT /F1 10 Tf 50 700 Td (10\\2405) Tj ET'))).toEqual(['10 5']);
  });

  it('reads text drawn twice once, and as bold where it is shifted', async () => {
    const items = await readItems('BT /F1 10 Tf 50 700 Td (Skills) Tj ET BT /F1 10 Tf 50.3 700 Td (Skills) Tj ET');
    expect(items).toMatchObject([{ text: 'Skills', style: { bold: true } }]);
  });

  it('reads Type3 fonts', async () => {
    const font = `<</Type/Font/Subtype/Type3/FontBBox[0 0 750 750]/FontMatrix[0.001 0 0 0.001 0 0]/CharProcs<</a 100 0 R/b 100 0 R>>
/Encoding<</Type/Encoding/Differences[97/a/b]>>/FirstChar 97/LastChar 98/Widths[600 600]>>`;
    const items = await readItems(
      'BT /T 10 Tf 50 700 Td (abba) Tj ET',
      {},
      { fonts: { T: font }, objects: [stream('600 0 0 0 750 750 d1 0 0 500 500 re f')] },
    );
    expect(items).toMatchObject([{ text: 'abba', style: { fontSize: 10 } }]);
  });

  it('gives glyphs of icon fonts as hints without text', async () => {
    const items = await readItems(
      'BT /I 10 Tf 50 700 Td (a) Tj /F1 10 Tf 15 0 Td (+49 171 0000000) Tj /I 10 Tf 150 0 Td (b) Tj ET',
      {},
      {
        fonts: {
          I: '<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+FontAwesome5Free-Solid/Encoding<</Type/Encoding/Differences[97/phone/map-marker-alt]>>>>',
        },
      },
    );
    expect(items.map(({ text, icon }) => [text, icon])).toEqual([
      ['', 'phone'],
      ['+49 171 0000000', null],
      ['', 'place'],
    ]);
  });
});

describe('extractPdf: links', () => {
  it('joins links to the words that they cover and cuts the run there', async () => {
    const items = await readItems('BT /F1 10 Tf 50 700 Td (See my page now) Tj ET', {
      links: [{ rect: [69, 697, 110, 710], url: 'https://example.com/' }],
    });
    expect(items.map(({ text, href }) => [text, href])).toEqual([
      ['See', null],
      ['my page', 'https://example.com/'],
      ['now', null],
    ]);
  });

  it('keeps a link that covers no text as an icon', async () => {
    const items = await readItems('', { links: [{ rect: [50, 700, 70, 720], url: 'mailto:a@example.com' }] });
    expect(items).toMatchObject([{ text: '', icon: 'mail', href: 'mailto:a@example.com' }]);
  });
});

describe('extractPdf: hidden text', () => {
  const reasonsOf = async (content: string, page: Partial<TestPage> = {}, document: Partial<TestDocument> = {}) =>
    (await readItems(content, page, document)).map((item) => item.hidden);

  it('tells text in render mode 3, off the page, clipped away, tiny and in the colour of the page', async () => {
    expect(await reasonsOf('BT /F1 10 Tf 3 Tr 50 700 Td (python) Tj ET')).toEqual(['render-mode']);
    expect(await reasonsOf('BT /F1 10 Tf 50 900 Td (python) Tj ET')).toEqual(['off-page']);
    expect(await reasonsOf('q 300 300 50 50 re W n BT /F1 10 Tf 50 700 Td (python) Tj ET Q')).toEqual(['off-page']);
    expect(await reasonsOf('BT /F1 0.5 Tf 50 700 Td (python) Tj ET')).toEqual(['tiny']);
    expect(await reasonsOf('1 g BT /F1 10 Tf 50 700 Td (python) Tj ET')).toEqual(['same-colour']);
    expect(await reasonsOf('0.2 g 0 0 200 842 re f BT /F1 10 Tf 50 700 Td (python) Tj ET')).toEqual(['same-colour']);
  });

  it('does not take white text on a dark sidebar or on a picture for hidden', async () => {
    expect(await reasonsOf('0.1 0.2 0.3 rg 0 0 200 842 re f 1 g BT /F1 10 Tf 50 700 Td (Berlin) Tj ET')).toEqual([
      null,
    ]);
    const picture = 'q 595 0 0 300 0 542 cm /P Do Q 1 g BT /F1 10 Tf 50 700 Td (Berlin) Tj ET';
    expect(await reasonsOf(picture, { resources: '/XObject<</P 100 0 R>>' }, { objects: [IMAGE] })).toEqual([null]);
  });

  it('uses the text layer of a searchable scan', async () => {
    const scan = 'q 595 0 0 842 0 0 cm /P Do Q BT /F1 10 Tf 3 Tr 50 700 Td (Curriculum vitae of a scanned page) Tj ET';
    const page = await readPage(scan, { resources: '/XObject<</P 100 0 R>>' }, { objects: [IMAGE] });
    expect(page.items[0]?.hidden).toBeNull();
    expect(page.needsOcr).toBeNull();
  });
});

describe('extractPdf: shapes', () => {
  it('gives rules and boxes with their colours and leaves the background out', async () => {
    const page = await readPage(
      '1 1 0.9 rg 0 0 595 842 re f 0.5 g 50 690 400 0.7 re f 0 0 1 rg 20 20 100 600 re f 1 0 0 RG 2 w 50 100 m 300 100 l S',
    );
    expect(page.shapes.map(({ kind, color }) => [kind, color])).toEqual([
      ['rule', '#808080'],
      ['box', '#0000ff'],
      ['rule', '#ff0000'],
    ]);
    expect(page.shapes[2]?.bbox).toEqual([50, 741, 300, 743]);
  });
});
