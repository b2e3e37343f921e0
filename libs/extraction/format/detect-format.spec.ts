import { detectFormat } from './detect-format.js';

const bytesOf = (text: string, encoding: BufferEncoding = 'latin1'): Uint8Array =>
  new Uint8Array(Buffer.from(text, encoding));
const formatOf = (bytes: Uint8Array, name: string | null = null): string | null =>
  detectFormat(bytes, name)?.format ?? null;

/** Local header of a stored entry, as every zip begins. */
function zipEntry(name: string, content = ''): string {
  const header = Buffer.alloc(30);
  header.write('PK\x03\x04', 'latin1');
  header.writeUInt32LE(content.length, 18);
  header.writeUInt32LE(content.length, 22);
  header.writeUInt16LE(name.length, 26);
  return header.toString('latin1') + name + content;
}

function compoundFile(names: readonly string[]): Uint8Array {
  const file = Buffer.alloc(2048);
  file.write('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1');
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(0, 48);
  names.forEach((name, i) => {
    file.write(name, 512 + i * 128, 'utf16le');
    file.writeUInt16LE(name.length * 2 + 2, 512 + i * 128 + 64);
  });
  return new Uint8Array(file);
}

describe('detectFormat', () => {
  it('finds a PDF whose header does not come first', () => {
    expect(formatOf(bytesOf('%PDF-1.4\n%'))).toBe('pdf');
    expect(formatOf(bytesOf(`${'\0'.repeat(900)}%PDF-1.4\n`))).toBe('pdf');
    expect(formatOf(bytesOf(`${'\0'.repeat(1100)}%PDF-1.4\n`))).toBeNull();
  });

  it('goes by the content and not by the name', () => {
    expect(formatOf(bytesOf('%PDF-1.4\n'), 'cv.docx')).toBe('pdf');
    expect(formatOf(bytesOf('MZ\x90\0\x03\0\0\0'), 'cv.pdf')).toBeNull();
  });

  it('tells DOCX, ODT, spreadsheets and other archives apart by their entries', () => {
    const docx = zipEntry('[Content_Types].xml', '<Types/>') + zipEntry('word/document.xml', '<w/>');
    expect(formatOf(bytesOf(docx))).toBe('docx');
    expect(
      formatOf(bytesOf(zipEntry('mimetype', 'application/vnd.oasis.opendocument.text') + zipEntry('content.xml'))),
    ).toBe('odt');
    expect(formatOf(bytesOf(zipEntry('mimetype', 'application/vnd.oasis.opendocument.spreadsheet')))).toBeNull();
    expect(formatOf(bytesOf(zipEntry('mimetype', 'application/epub+zip')))).toBeNull();
    expect(formatOf(bytesOf(zipEntry('[Content_Types].xml', '<Types/>') + zipEntry('xl/workbook.xml')))).toBeNull();
    expect(formatOf(bytesOf(zipEntry('photos/a.jpg')))).toBeNull();
  });

  it('tells DOCX from the beginning only', () => {
    const cut = `${zipEntry('[Content_Types].xml', '<Types/>')}${zipEntry('word/media/image1.png', 'x'.repeat(2000))}`;
    expect(formatOf(bytesOf(cut.slice(0, 500)))).toBe('docx');
  });

  it('tells Word from the other compound files', () => {
    expect(formatOf(compoundFile(['Root Entry', 'WordDocument', '1Table']))).toBe('doc');
    expect(formatOf(compoundFile(['Root Entry', 'EncryptionInfo', 'EncryptedPackage']))).toBe('docx');
    expect(formatOf(compoundFile(['Root Entry', 'Workbook']))).toBeNull();
    expect(formatOf(compoundFile(['Root Entry', '__nameid_version1.0']))).toBeNull();
  });

  it('tells Word 2003 XML, RTF and HTML', () => {
    const word =
      '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>';
    expect(formatOf(bytesOf(word))).toBe('doc');
    expect(formatOf(bytesOf('{\\rtf1\\ansi Hello}'))).toBe('rtf');
    expect(formatOf(bytesOf('<!DOCTYPE html><html><body>CV</body></html>'))).toBe('html');
    expect(formatOf(bytesOf('<?xml version="1.0"?><!-- x --><html xmlns="http://www.w3.org/1999/xhtml"></html>'))).toBe(
      'html',
    );
    expect(formatOf(bytesOf('<?xml version="1.0"?><feed/>'))).toBeNull();
    expect(formatOf(bytesOf('<svg xmlns="http://www.w3.org/2000/svg"></svg>'))).toBeNull();
  });

  it('tells pictures', () => {
    const bitmap = Buffer.alloc(54);
    bitmap.write('BM');
    bitmap.writeUInt32LE(40, 14);
    const types = [
      '\x89PNG\r\n\x1a\n',
      '\xff\xd8\xff\xe0',
      'RIFF\0\0\0\0WEBP',
      'II*\0',
      'MM\0*',
      'GIF89a',
      '\0\0\0\x18ftypheic',
    ].map((head) => detectFormat(bytesOf(head.padEnd(40, '\0')), null)?.contentType);
    expect(types).toEqual([
      'image/png',
      'image/jpeg',
      'image/webp',
      'image/tiff',
      'image/tiff',
      'image/gif',
      'image/heic',
    ]);
    expect(detectFormat(new Uint8Array(bitmap), null)?.contentType).toBe('image/bmp');
    expect(formatOf(bytesOf('BM Consulting, Birmingham, 2019 to 2021'))).toBe('text');
  });

  it('takes text in any common encoding', () => {
    const text = 'Lebenslauf\nGrößere Projekte in Köln\n';
    expect(formatOf(bytesOf(text, 'utf8'))).toBe('text');
    expect(formatOf(bytesOf(text, 'latin1'))).toBe('text');
    expect(formatOf(bytesOf(`\ufeff${text}`, 'utf16le'))).toBe('text');
    expect(formatOf(bytesOf(text, 'utf16le'))).toBe('text');
    expect(formatOf(new Uint8Array(Buffer.from(text, 'utf16le').swap16()))).toBe('text');
    expect(formatOf(new Uint8Array([0xd0, 0xe5, 0xe7, 0xfe, 0xec, 0xe5, 0x0a, 0xcf, 0xf0]))).toBe('text');
  });

  it('takes Markdown by its name or by its marks', () => {
    expect(formatOf(bytesOf('Jane Doe\nEngineer'), 'cv.md')).toBe('markdown');
    expect(formatOf(bytesOf('# Jane Doe\n\n## Experience\n\n**Acme**'))).toBe('markdown');
    expect(formatOf(bytesOf('#1 seller of 2019\nC# and F#'))).toBe('text');
  });

  it('tells the data of a CV from other data', () => {
    const passport =
      '<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass"><LearnerInfo/></SkillsPassport>';
    const prolog = '<?xml version="1.0"?><?xml-stylesheet href="x"?><!-- a --><!DOCTYPE x [<!ENTITY a "b">]>\n';
    expect(detectFormat(bytesOf(prolog + passport), 'cv.txt')).toEqual({
      format: 'data',
      contentType: 'application/xml',
    });
    expect(formatOf(bytesOf(`\ufeff${passport}`, 'utf16le'))).toBe('data');
    expect(formatOf(bytesOf('<?xml version="1.0"?><Candidate xmlns="http://www.europass.eu/1.0"/>'))).toBe('data');
    expect(formatOf(bytesOf('<?xml version="1.0"?><Candidate xmlns="http://ns.hr-xml.org/2007"/>'))).toBeNull();
    expect(detectFormat(bytesOf('{"basics": {"name": "Jane"}}'), 'cv.pdf')).toEqual({
      format: 'data',
      contentType: 'application/json',
    });
    expect(formatOf(bytesOf(`{"work": ["${'x'.repeat(70_000)}"], "basics": {}}`))).toBeNull();
    expect(formatOf(bytesOf(`{"basics": {}, "work": ["${'x'.repeat(70_000)}"]}`))).toBe('data');
    for (const other of ['{"total": 3}', '{"a": {"basics": {}}}', '{}', '[{"basics": 1}]', '{"SkillsPassport'])
      expect([other, formatOf(bytesOf(other))]).toEqual([
        other,
        other.endsWith('}') || other.endsWith(']') ? null : 'text',
      ]);
    expect(formatOf(bytesOf('{Jane Doe}\n[CV]'))).toBe('text');
  });

  it('is not slowed down by a long prolog', () => {
    const started = performance.now();
    expect(formatOf(bytesOf(`${'<!-- -->'.repeat(500)}<feed/>`))).not.toBe('data');
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('refuses what is not a document', () => {
    for (const head of [
      '\x7fELF\x02\x01\x01\0',
      '\0\0\0\x18ftypmp42',
      'ID3\x03\0\0\0',
      'Rar!\x1a\x07\0',
      '\x1f\x8b\x08\0\0',
      '%!PS-Adobe-3.0\n',
    ]) {
      expect(formatOf(bytesOf(head.padEnd(64, head.startsWith('%') ? ' ' : '\0')), 'cv.pdf')).toBeNull();
    }
    expect(formatOf(new Uint8Array(0))).toBeNull();
    expect(formatOf(bytesOf('   \n \t'))).toBeNull();
  });
});
