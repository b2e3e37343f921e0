import { crc32 } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { parquetReadObjects } from 'hyparquet';
import { SaxesParser } from 'saxes';
import { type Entry, fromBufferPromise } from 'yauzl';
import { TABLE_FORMATS, type TableColumn, type TableFormat, type TableRow, writeTable } from './index.js';
import { writeXlsx } from './write-xlsx.js';

const COLUMNS: readonly TableColumn[] = [
  { name: 'asset_id', type: 'uuid' },
  { name: 'name', type: 'text' },
  { name: 'months', type: 'integer' },
  { name: 'quality', type: 'number' },
  { name: 'is_current', type: 'boolean' },
  { name: 'start_date', type: 'date' },
  { name: 'created_at', type: 'time' },
  { name: 'skills', type: 'list' },
];
const TIME = new Date('2026-03-04T05:06:07.000Z');
const ROWS: readonly TableRow[] = [
  ['0192-a', 'Łucja "Lu", Żak\nÉ', 12, 0.5, true, '2020-02-29', TIME, ['SQL', 'Go']],
  ['0192-b', '=1+1', -3, null, false, '1899-12-31', null, []],
  ['0192-c', null, null, 1, null, null, TIME, null],
];
async function* inBatches(rows: readonly TableRow[], size: number) {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}
async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}
const written = (format: TableFormat, options = {}) =>
  bytesOf(writeTable(format, COLUMNS, inBatches(ROWS, 2), options));

describe('tables', () => {
  it('are CSV that Excel does not take for formulas', async () => {
    expect((await written('csv')).toString()).toBe(
      [
        'asset_id,name,months,quality,is_current,start_date,created_at,skills',
        '0192-a,"Łucja ""Lu"", Żak\nÉ",12,0.5,true,2020-02-29,2026-03-04T05:06:07.000Z,SQL; Go',
        "0192-b,'=1+1,-3,,false,1899-12-31,,",
        '0192-c,,,1,,,2026-03-04T05:06:07.000Z,',
        '',
      ].join('\r\n'),
    );
    expect([...(await written('csv', { bom: true })).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it.each(['=1', '+1', '-1', '@a', '\t=1', '\r=1'])('quote the formula %j in CSV', async (formula) => {
    const csv = await bytesOf(writeTable('csv', [{ name: 'a', type: 'text' }], inBatches([[formula]], 1)));
    expect(csv.toString().split('\r\n').slice(1).join('\r\n')).toMatch(/^"?'/);
  });

  it('are JSON lines', async () => {
    const lines = (await written('ndjson')).toString().trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))[0]).toEqual({
      ...{ asset_id: '0192-a', name: 'Łucja "Lu", Żak\nÉ', months: 12, quality: 0.5, is_current: true },
      ...{ start_date: '2020-02-29', created_at: '2026-03-04T05:06:07.000Z', skills: ['SQL', 'Go'] },
    });
  });

  it('are JSON and CSV that readers take for the same texts', async () => {
    const columns: TableColumn[] = [
      { name: 'a', type: 'text' },
      { name: 'b', type: 'number' },
    ];
    const text = fc.string({ unit: fc.constantFrom(...'aÉ,"\\\r\n\t\u0001 ;\u2028', '😀', '\uFF1D') });
    const rows = fc.array(fc.tuple(text, fc.oneof(fc.double(), fc.integer())), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(rows, async (values) => {
        const lines = (await bytesOf(writeTable('ndjson', columns, inBatches(values, 2)))).toString();
        expect(lines).toBe(values.map(([a, b]) => `${JSON.stringify({ a, b })}\n`).join(''));
        const csv = parse(await bytesOf(writeTable('csv', columns, inBatches(values, 2))), { from: 2 });
        const guarded = (value: string) => (/^[\t\r\uFF1D]/.test(value) ? `'${value}` : value);
        expect(csv).toEqual(values.map(([a, b]) => [guarded(a), Object.is(b, -0) ? '0' : String(b)]));
      }),
    );
  });

  it('are Parquet that another reader reads back', async () => {
    const bytes = await written('parquet');
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    const rows = await parquetReadObjects({ file });
    expect(rows).toEqual([
      {
        ...{ asset_id: '0192-a', name: 'Łucja "Lu", Żak\nÉ', months: 12, quality: 0.5, is_current: true },
        ...{ start_date: new Date('2020-02-29'), created_at: TIME, skills: ['SQL', 'Go'] },
      },
      {
        ...{ asset_id: '0192-b', name: '=1+1', months: -3, quality: null, is_current: false },
        ...{ start_date: new Date('1899-12-31'), created_at: null, skills: [] },
      },
      {
        ...{ asset_id: '0192-c', name: null, months: null, quality: 1, is_current: null, start_date: null },
        ...{ created_at: TIME, skills: null },
      },
    ]);
  });

  it('are a workbook of well-formed parts', async () => {
    const parts = unzipSync(await written('xlsx'));
    for (const content of Object.values(parts)) new SaxesParser().write(Buffer.from(content).toString()).close();
    const sheet = Buffer.from(parts['xl/worksheets/sheet1.xml'] ?? []).toString();
    expect(sheet.match(/<row>/g)).toHaveLength(1 + ROWS.length);
    expect(sheet).toContain('<c s="1"><v>43890</v></c>');
    expect(sheet).toContain('=1+1</t>');
    expect(sheet).toContain('1899-12-31</t>');
  });

  it('go on in another sheet where one is full', async () => {
    const parts = unzipSync(await bytesOf(writeXlsx(COLUMNS, inBatches(ROWS, 2), { sheetRows: 3 })));
    const rows = ['1', '2'].map(
      (n) =>
        Buffer.from(parts[`xl/worksheets/sheet${n}.xml`] ?? [])
          .toString()
          .match(/<row>/g)?.length,
    );
    expect(rows).toEqual([3, 2]);
    expect(Buffer.from(parts['xl/workbook.xml'] ?? []).toString()).toContain('name="Rows 2"');
  });

  it('go on in another sheet before the XML of one is too large', async () => {
    const parts = unzipSync(await bytesOf(writeXlsx(COLUMNS, inBatches(ROWS, 1), { sheetBytes: 1 })));
    expect(Object.keys(parts).filter((name) => name.startsWith('xl/worksheets/'))).toHaveLength(3);
  });

  it('keep white space of workbooks where readers would take it away', async () => {
    const texts = ['a b', ' a', 'a\n', 'a  b', 'a\tb', 'a '];
    const hidden = 'a \u0001';
    const rows = [...texts, hidden].map((text) => [text]);
    const parts = unzipSync(await bytesOf(writeXlsx([{ name: 'a', type: 'text' }], inBatches(rows, 9))));
    const sheet = Buffer.from(parts['xl/worksheets/sheet1.xml'] ?? []).toString();
    for (const text of texts) expect(sheet).toContain(`<t${text === 'a b' ? '' : ' xml:space="preserve"'}>${text}</t>`);
    expect(sheet.match(/ xml:space="preserve">a <\/t>/g)).toHaveLength(2);
  });

  it('are workbooks whose directory tells sizes and checksums', async () => {
    const bytes = await written('xlsx');
    const zip = await fromBufferPromise(bytes, { lazyEntries: true });
    const entries: Entry[] = [];
    await new Promise((resolve, reject) => {
      zip.on('entry', (entry) => {
        entries.push(entry);
        zip.readEntry();
      });
      zip.on('end', resolve);
      zip.on('error', reject);
      zip.readEntry();
    });
    const parts = unzipSync(bytes);
    expect(entries.map(({ fileName }) => fileName)).toEqual(Object.keys(parts));
    for (const { fileName, crc32: checksum, uncompressedSize } of entries) {
      const content = parts[fileName] ?? new Uint8Array();
      expect([checksum, uncompressedSize]).toEqual([crc32(content), content.length]);
    }
  });

  it('stop compressing a workbook that nobody reads on', async () => {
    const chunks = writeXlsx(COLUMNS, inBatches(ROWS, 1));
    await chunks.next();
    await chunks.return(undefined);
    expect((await chunks.next()).done).toBe(true);
  });

  it('pass on why the rows of a workbook end', async () => {
    async function* failing() {
      yield ROWS;
      throw new Error('The rows are gone.');
    }
    await expect(bytesOf(writeXlsx(COLUMNS, failing()))).rejects.toThrow('The rows are gone.');
  });

  it.each(TABLE_FORMATS)('leave out what %s cannot hold', async (format) => {
    const hostile = 'a\u0000\u0001\uD800<&>]]>\uFFFF\u2028';
    const bytes = await bytesOf(writeTable(format, [{ name: 'a', type: 'text' }], inBatches([[hostile]], 1)));
    expect(bytes.length).toBeGreaterThan(5);
    if (format !== 'xlsx') return;
    const parts = unzipSync(bytes);
    new SaxesParser().write(Buffer.from(parts['xl/worksheets/sheet1.xml'] ?? []).toString()).close();
  });

  it.each(TABLE_FORMATS)('are files of %s without rows as well', async (format) => {
    const bytes = await bytesOf(writeTable(format, COLUMNS, inBatches([], 1)));
    expect(bytes.length === 0).toBe(format === 'ndjson');
  });
});
