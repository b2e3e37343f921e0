import { readFile } from 'node:fs/promises';
import { jest } from '@jest/globals';
import { DEFAULT_PARSE_LIMITS, type Page, type PagedDocument, type ParseLimits } from '@vitamill/domain';
import sharp from 'sharp';
import { createPageReader } from './page-reader.js';
import { photographPage, TILTS } from './testing/photo-of-page.js';

const ENGLISH = [
  'Miriam Oakfield',
  'miriam.oakfield@example.com',
  'Experience',
  'Harbour pilot at the port of Whitby since March 2016',
  'Planned the moorings of forty vessels every week and',
  'trained the younger pilots in the use of the radar',
  'Education',
  'Bachelor of Nautical Science, University of Plymouth',
];
const GERMAN = [
  'Jürgen Äppelmann',
  'juergen.aeppelmann@example.de',
  'Berufserfahrung',
  'Gärtnermeister für öffentliche Grünflächen in Köln',
  'Führung von zwölf Beschäftigten, Überwachung der Bäume',
  'und Pflege der städtischen Rosengärten seit Frühjahr 2011',
  'Ausbildung',
  'Fachschule für Gartenbau in Geisenheim, Abschluss 2009',
];

const picture = (lines: readonly string[], ink = 'black', paper = 'white') =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="1300" height="640"><rect width="100%" height="100%" fill="${paper}"/>${lines
        .map(
          (line, i) =>
            `<text x="90" y="${90 + i * 64}" fill="${ink}" font-family="DejaVu Sans, sans-serif" font-size="${i === 0 ? 44 : 30}" ${i === 0 ? 'font-weight="bold"' : ''}>${line}</text>`,
        )
        .join('')}</svg>`,
    ),
  ).greyscale();

function documentOf(count: number, width = 468, height = 230.4): PagedDocument {
  const page = (number: number): Page => ({ number, width, height, items: [], shapes: [], needsOcr: 'no-text' });
  return {
    kind: 'paged',
    format: 'image',
    metadata: { title: null, author: null, modified: null, language: null },
    embedded: [],
    issues: [],
    pages: Array.from({ length: count }, (_, i) => page(i + 1)),
  };
}

// A busy machine takes several times as long.
jest.setTimeout(180_000);

const reader = createPageReader();
afterAll(() => reader.close());

async function read(
  bytes: Uint8Array,
  { locale = null as string | null, limits = {} as Partial<ParseLimits>, pages = 1 } = {},
) {
  const document = documentOf(pages);
  const result = await reader.readPages(bytes, document, { locale, limits: { ...DEFAULT_PARSE_LIMITS, ...limits } });
  const page = result.pages[0]!;
  return { page, text: page.items.map((item) => item.text).join(' '), codes: result.issues.map(({ code }) => code) };
}

describe('the page reader', () => {
  it('gives the words of a picture with boxes, sizes, weight and confidence', async () => {
    const { page, text, codes } = await read(await picture(ENGLISH).png().toBuffer(), { locale: 'en_GB' });
    expect(text).toBe(ENGLISH.join(' '));
    expect(codes).toEqual(['page_read_by_ocr']);
    const [name, mail] = [page.items[0]!, page.items[2]!];
    expect(name.style.bold).toBe(true);
    expect(mail.style.bold).toBe(false);
    // 44 and 30 pixels at 200 dpi; the face has larger letters than most.
    expect(Math.abs(name.style.fontSize - 15.84)).toBeLessThan(2);
    expect(Math.abs(mail.style.fontSize - 10.8)).toBeLessThan(1.4);
    expect(Math.abs(name.bbox[0] - 32.4)).toBeLessThan(2);
    expect(name.bbox[3]).toBeLessThan(36);
    expect(name.ocrConfidence).toBeGreaterThan(0.8);
  });

  it('trusts the words more than the locale', async () => {
    const { text } = await read(await picture(GERMAN).png().toBuffer(), { locale: 'en_US' });
    expect(text).toBe(GERMAN.join(' '));
  });

  it('reads the same whatever was read before', async () => {
    const bytes = await picture(ENGLISH).blur(1.6).png().toBuffer();
    const first = await read(bytes, { locale: 'en' });
    await read(await picture(GERMAN).png().toBuffer(), { locale: 'de' });
    expect((await read(bytes, { locale: 'en' })).page.items).toEqual(first.page.items);
  });

  it('reads HEIC where its decoder is installed', async () => {
    const { text } = await read(await readFile(new URL('./testing/three-lines.heic', import.meta.url)), {
      locale: 'en',
    });
    expect(text).toBe('Miriam Oakfield Harbour pilot at the port of Whitby trained the younger pilots');
    const damaged = (await readFile(new URL('./testing/three-lines.heic', import.meta.url))).subarray(0, 900);
    expect((await read(damaged)).codes).toEqual(['page_unreadable']);
  });

  it('reads white letters on dark', async () => {
    const { text } = await read(await picture(ENGLISH, 'white', '#203040').png().toBuffer(), { locale: 'en' });
    expect(text).toContain('Planned the moorings of forty vessels every week');
  });

  it.each([180, 270])('turns a page upright that is turned by %d degrees', async (degrees) => {
    const { page, text } = await read(
      await sharp(await picture(ENGLISH).png().toBuffer())
        .rotate(degrees)
        .png()
        .toBuffer(),
      {
        locale: 'en',
      },
    );
    expect(text).toContain('Harbour pilot at the port of Whitby since March 2016');
    expect(page.turned?.quarterTurns).toBe((360 - degrees) / 90);
  });

  it('straightens a skewed page', async () => {
    const skewed = await sharp(await picture(ENGLISH).png().toBuffer())
      .rotate(4, { background: '#ffffff' })
      .png()
      .toBuffer();
    const { page, text } = await read(skewed, { locale: 'en' });
    expect(text).toBe(ENGLISH.join(' '));
    expect(page.turned?.degrees).toBeCloseTo(-4, 0);
  });

  it('cuts the sheet out of a photo of it on a table and reads it free of its perspective', async () => {
    const sheet = await sharp(await picture(ENGLISH).png().toBuffer())
      .extend({ top: 60, bottom: 900, left: 0, right: 0, background: '#ffffff' })
      .png()
      .toBuffer();
    const { page, text } = await read(await photographPage(sheet, TILTS['from below'], 'wood'), { locale: 'en' });
    expect(text).toBe(ENGLISH.join(' '));
    expect(page.sheet).toHaveLength(4);
    for (const [i, [x, y]] of page.sheet!.entries()) {
      expect(Math.abs(x - TILTS['from below'][i]![0])).toBeLessThan(0.015);
      expect(Math.abs(y - TILTS['from below'][i]![1])).toBeLessThan(0.015);
    }
    // The long side is that of A4; the name stands where it stands on the sheet.
    expect(Math.max(page.width, page.height)).toBeCloseTo(842, 0);
    const [x, y] = page.items[0]!.bbox;
    expect(x / page.width).toBeCloseTo(90 / 1300, 1);
    expect(y / page.height).toBeCloseTo(115 / 1600, 1);
  });

  it.each([
    ['a blank page', ''],
    [
      'scribbles',
      '<path d="M200 300 C300 100 420 500 520 260 S700 480 820 240 S1000 420 1100 300 M260 700 C320 520 360 860 430 640 S560 880 640 600" fill="none" stroke="black" stroke-width="6"/>',
    ],
  ])('finds no words on %s', async (_, body) => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1300" height="1000"><rect width="100%" height="100%" fill="white"/>${body}</svg>`;
    const { page } = await read(await sharp(Buffer.from(svg)).png().toBuffer(), { locale: 'en' });
    expect(
      page.items
        .map((item) => item.text)
        .join('')
        .replace(/[^\p{L}]/gu, '').length,
    ).toBeLessThan(4);
    expect(page.items.length).toBeLessThan(4);
  });

  it('reads sidebar, grey heading, pill and list marks, and does not turn the page', async () => {
    const row = (x: number, y: number, text: string, rest = '') => `<text x="${x}" y="${y}" ${rest}>${text}</text>`;
    const body = `<rect width="420" height="900" fill="#24405c"/>
      ${row(40, 90, 'miriam@example.com', 'fill="white"')}${row(40, 150, 'Chart work', 'fill="white"')}
      ${row(480, 90, 'Experience', 'fill="#b4b4b4" font-size="40" font-weight="bold"')}
      <rect x="480" y="130" width="330" height="50" rx="25" fill="#666"/>${row(510, 165, '03/2016 - 12/2024', 'fill="white"')}
      ${['Planned the moorings of vessels', 'Trained the younger pilots well']
        .map((text, i) => `<circle cx="490" cy="${229 + i * 60}" r="6"/>${row(520, 240 + i * 60, text)}`)
        .join('')}`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1300" height="900" font-family="DejaVu Sans, sans-serif" font-size="30"><rect width="100%" height="100%" fill="white"/>${body}</svg>`;
    const { page, text } = await read(await sharp(Buffer.from(svg)).png().toBuffer(), { locale: 'en' });
    for (const part of [
      'miriam@example.com',
      'Chart work',
      'Experience',
      '03/2016 - 12/2024',
      '• Planned the moorings of vessels',
      '• Trained the younger pilots well',
    ])
      expect(text).toContain(part);
    expect(page.turned).toBeUndefined();
  });

  it('replaces a text layer that does not match the page, and says so', async () => {
    const bytes = await picture(ENGLISH).png().toBuffer();
    const document = documentOf(1);
    const pages = document.pages.map((page) => ({ ...page, needsOcr: 'broken-text-layer' as const }));
    const { issues } = await reader.readPages(
      bytes,
      { ...document, pages },
      { locale: 'en', limits: DEFAULT_PARSE_LIMITS },
    );
    expect(issues.map(({ code }) => code)).toEqual(['page_read_by_ocr', 'text_layer_replaced']);
  });

  it('leaves out a page that takes longer than a page may', async () => {
    const bytes = await picture(ENGLISH).png().toBuffer();
    const { page, codes } = await read(bytes, { limits: { maxOcrPageMilliseconds: 1 } });
    expect(codes).toEqual(['ocr_time_limit_reached']);
    expect(page.items).toEqual([]);
  });

  it('says that a page cannot be read and reads no more pixels than allowed', async () => {
    expect((await read(new Uint8Array([1, 2, 3]))).codes).toEqual(['page_unreadable']);
    const bytes = await picture(ENGLISH).png().toBuffer();
    expect((await read(bytes, { limits: { maxPixels: 1000 } })).codes).toEqual(['page_unreadable']);
  });

  it('stops at the limits of pages and of time', async () => {
    const bytes = await picture(ENGLISH).png().toBuffer();
    expect((await read(bytes, { pages: 2, limits: { maxOcrPages: 0 } })).codes).toEqual(['page_limit_reached']);
    const { page, codes } = await read(bytes, { limits: { maxOcrMilliseconds: 1 } });
    expect(codes).toEqual(['ocr_time_limit_reached']);
    expect(page.items).toEqual([]);
  });

  it('stops at once when cancelled', async () => {
    const bytes = await picture(ENGLISH).png().toBuffer();
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 120);
    const reading = reader.readPages(bytes, documentOf(1), {
      locale: 'en',
      limits: DEFAULT_PARSE_LIMITS,
      signal: controller.signal,
    });
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
  });
});
