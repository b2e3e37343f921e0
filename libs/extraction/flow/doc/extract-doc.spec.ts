import { type Block, DEFAULT_PARSE_LIMITS, ParseError } from '@vitamill/domain';
import fc from 'fast-check';
import { textOfBlocks } from '../runs.js';
import { extractDoc } from './extract-doc.js';

const OPTIONS = { filename: null, limits: DEFAULT_PARSE_LIMITS };
const SECTOR = 512;
const TEXT_AT = 1024;

interface Run {
  readonly text: string;
  /** Character sprms, and those of the paragraph that the run ends. */
  readonly character?: readonly number[];
  readonly paragraph?: readonly number[];
}

const page = (ends: readonly number[], entry: number, grpprls: readonly number[][]): Buffer => {
  const result = Buffer.alloc(SECTOR);
  result[SECTOR - 1] = grpprls.length;
  ends.forEach((end, i) => {
    result.writeUInt32LE(end, i * 4);
  });
  let free = SECTOR - 2;
  grpprls.forEach((bytes, i) => {
    free = (free - bytes.length) & ~1;
    result.set(bytes, free);
    result[(grpprls.length + 1) * 4 + i * entry] = bytes.length ? free / 2 : 0;
  });
  return result;
};

/** A Word 97 file of one UTF-16 piece. */
function wordFile(runs: readonly Run[], flags = 0x0200): Uint8Array {
  const text = runs.map((run) => run.text).join('');
  const bytes = Buffer.from(text, 'utf16le');
  const ends = [TEXT_AT];
  for (const run of runs) ends.push((ends.at(-1) ?? 0) + run.text.length * 2);
  const textSectors = Math.ceil((TEXT_AT + bytes.length) / SECTOR);
  const main = Buffer.alloc((textSectors + 2) * SECTOR);
  main.writeUInt16LE(0xa5ec, 0);
  main.writeUInt16LE(flags, 0x0a);
  main.writeUInt32LE(text.length, 0x4c);
  bytes.copy(main, TEXT_AT);
  const characters = runs.map(({ character = [] }) => (character.length ? [character.length, ...character] : []));
  page(ends, 1, characters).copy(main, textSectors * SECTOR);
  const paragraphs = runs.map(({ paragraph = [0, 0] }) => {
    const even = paragraph.length % 2 ? paragraph : [...paragraph, 0];
    return [(even.length + 1) / 2, ...even];
  });
  page(ends, 13, paragraphs).copy(main, (textSectors + 1) * SECTOR);

  const table = Buffer.alloc(SECTOR);
  table[0] = 2;
  table.writeUInt32LE(16, 1);
  table.writeUInt32LE(text.length, 9);
  table.writeUInt32LE(TEXT_AT, 15);
  main.writeUInt32LE(0, 0x01a2);
  for (const [field, at, number] of [
    [0xfa, 100, textSectors],
    [0x102, 120, textSectors + 1],
  ] as const) {
    main.writeUInt32LE(at, field);
    main.writeUInt32LE(12, field + 4);
    table.writeUInt32LE(number, at + 8);
  }
  return compoundFile({ WordDocument: main, '1Table': table });
}

function compoundFile(streams: Readonly<Record<string, Buffer>>): Uint8Array {
  const header = Buffer.alloc(SECTOR, 0xff);
  const fat = Buffer.alloc(SECTOR, 0xff);
  const directory = Buffer.alloc(SECTOR);
  header.fill(0, 0, 76);
  header.write('d0cf11e0a1b11ae1', 'hex');
  header.writeUInt16LE(9, 30);
  header.writeUInt16LE(6, 32);
  header.writeUInt32LE(1, 44);
  header.writeUInt32LE(1, 48);
  header.writeInt32LE(-2, 60);
  header.writeInt32LE(-2, 68);
  header.writeUInt32LE(0, 76);
  fat.writeInt32LE(-3, 0);
  fat.writeInt32LE(-2, 4);
  const entry = (at: number, name: string, type: number, start: number, size: number): void => {
    directory.write(name, at * 128, 'utf16le');
    directory.writeUInt16LE(name.length * 2 + 2, at * 128 + 64);
    directory[at * 128 + 66] = type;
    directory.writeInt32LE(start, at * 128 + 116);
    directory.writeUInt32LE(size, at * 128 + 120);
  };
  entry(0, 'Root Entry', 5, -2, 0);
  let next = 2;
  Object.entries(streams).forEach(([name, content], i) => {
    entry(i + 1, name, 2, next, content.length);
    const count = content.length / SECTOR;
    for (let n = 0; n < count; n++, next++) fat.writeInt32LE(n === count - 1 ? -2 : next + 1, next * 4);
  });
  return new Uint8Array(Buffer.concat([header, fat, directory, ...Object.values(streams)]));
}

const BOLD = [0x35, 0x08, 1];
const DELETED = [0x00, 0x08, 1];
const IN_TABLE = [0, 0, 0x16, 0x24, 1];
const ROW_END = [0, 0, 0x16, 0x24, 1, 0x17, 0x24, 1];
const read = async (runs: readonly Run[]): Promise<readonly Block[]> =>
  (await extractDoc(wordFile(runs), OPTIONS)).blocks;

const codeOf = async (bytes: Uint8Array): Promise<string> => {
  try {
    return (await extractDoc(bytes, OPTIONS)).kind;
  } catch (error) {
    if (error instanceof ParseError) return error.code;
    throw error;
  }
};

const CV: readonly Run[] = [
  { text: 'Curriculum\r', character: [...BOLD, 0x43, 0x4a, 40, 0], paragraph: [1, 0] },
  { text: 'Łódź\tx\u000by ' },
  { text: 'gone', character: DELETED },
  // Letter-spaced by an odd number of twips.
  { text: 'wide', character: [0x40, 0x88, 15, 0] },
  { text: '\r' },
  { text: '2020\u0007', paragraph: IN_TABLE },
  { text: 'Acme\rLtd\u0007', paragraph: IN_TABLE },
  { text: '\u0007', paragraph: ROW_END },
  { text: '\u0013 HYPERLINK "https://example.org" \u0014site\u0015\r', paragraph: [0, 0, 0x0b, 0x46, 1, 0] },
];

describe('extractDoc', () => {
  it('reads paragraphs, formats, tables, links and lists of a Word 97 file', async () => {
    expect(await read(CV)).toMatchObject([
      { headingLevel: 1, runs: [{ text: 'Curriculum', bold: true, fontSize: 20 }] },
      { headingLevel: null, runs: [{ text: 'Łódź\tx\ny wide' }] },
      { kind: 'table', rows: [{ cells: [{ blocks: [{}] }, { blocks: [{}, {}] }] }] },
      { list: { level: 0 }, runs: [{ text: 'site', href: 'https://example.org' }] },
    ]);
  });

  it('tells hidden text', async () => {
    const [block] = await read([{ text: 'seen ' }, { text: 'hidden', character: [0x3c, 0x08, 1] }, { text: '\r' }]);
    expect(block).toMatchObject({ runs: [{ hidden: null }, { text: 'hidden', hidden: 'vanish' }] });
  });

  it('says what a password protects', async () => {
    expect(await codeOf(wordFile(CV, 0x0300))).toBe('encrypted');
    expect(await codeOf(compoundFile({ EncryptedPackage: Buffer.alloc(SECTOR) }))).toBe('encrypted');
  });

  it('reads Word 2003 XML with its lists and page headers', async () => {
    const xml = `<?xml version="1.0"?><?mso-application progid="Word.Document"?>
      <w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint">
      <w:lists><w:listDef w:listDefId="0"><w:lvl w:ilvl="0"><w:nfc w:val="23"/><w:lvlText w:val="o"/></w:lvl></w:listDef>
      <w:list w:ilfo="1"><w:ilst w:val="0"/></w:list></w:lists>
      <w:body><w:p><w:pPr><w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/></w:listPr></w:pPr><w:r><w:t>point</w:t></w:r></w:p><wx:pBdrGroup><w:p><w:r><w:t>ruled</w:t></w:r></w:p></wx:pBdrGroup>
      <w:sectPr><w:hdr w:type="odd"><w:p><w:r><w:t>Jane Doe</w:t></w:r></w:p></w:hdr></w:sectPr></w:body></w:wordDocument>`;
    const document = await extractDoc(Buffer.from(xml), OPTIONS);
    expect(document.blocks).toMatchObject([
      { kind: 'frame', role: 'page-header' },
      { kind: 'paragraph', list: { level: 0, ordered: false } },
      { kind: 'paragraph', runs: [{ text: 'ruled' }] },
    ]);
  });

  it('reads a package in one XML file', async () => {
    const xml = `<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"><pkg:part pkg:name="/word/document.xml">
      <pkg:xmlData><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>flat</w:t></w:r></w:p></w:body></w:document></pkg:xmlData></pkg:part></pkg:package>`;
    expect(textOfBlocks((await extractDoc(Buffer.from(xml), OPTIONS)).blocks)).toBe('flat');
  });

  it('ends every mutated or truncated file as a document or a ParseError', async () => {
    const whole = wordFile(CV);
    const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { maxLength: 4 }),
        fc.integer({ min: 1, max: whole.length }),
        async (changes, length) => {
          const bytes = whole.slice(0, changes.length > 2 ? length : whole.length);
          for (const { at, byte } of changes) if (at > 0 && at < bytes.length) bytes[at] = byte;
          expect(await codeOf(bytes)).toMatch(/^(flow|damaged|encrypted|no_text|unsafe_content)$/);
        },
      ),
      { numRuns: 300 },
    );
  }, 30_000);
});
