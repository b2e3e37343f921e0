import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { snappyUncompress } from 'hyparquet/src/snappy.js';
import { dayOf, instantOf } from './calendar.js';
import { GrowingBytes } from './growing-bytes.js';
import { appendSnappy } from './parquet/snappy.js';
import type { TableColumn, TableRow, TableValue } from './table.js';
import { writeParquet } from './write-parquet.js';

async function* inBatches(rows: readonly TableRow[], size: number) {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}
async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<ArrayBuffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  const bytes = Buffer.concat(all);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}
const written = (columns: readonly TableColumn[], rows: readonly TableRow[]) =>
  bytesOf(writeParquet(columns, inBatches(rows, 500)));
const columnOf = async (type: TableColumn['type'], values: readonly TableValue[]) => {
  const file = await written(
    [{ name: 'a', type }],
    values.map((value) => [value]),
  );
  return { values: (await parquetReadObjects({ file })).map(({ a }) => a), metadata: parquetMetadata(file) };
};

describe('Parquet', () => {
  it('has every row of many row groups, whatever its columns look like', async () => {
    const columns: readonly TableColumn[] = [
      ...(['one', 'few', 'rare', 'own', 'mixed'].map((name) => ({ name, type: 'text' })) as TableColumn[]),
      { name: 'list', type: 'list' },
      { name: 'flag', type: 'boolean' },
    ];
    const rows = Array.from({ length: 23_456 }, (_, index) => [
      ...[
        'same',
        index % 7 ? `Łódź ${index % 5}` : null,
        index % 9_000 ? null : '🙂',
        `${index}-${'x'.repeat(index % 90)}`,
      ],
      index < 12_000 ? 'same' : `${index}`,
      index % 4 ? Array.from({ length: index % 5 }, (_, entry) => `skill ${(index + entry) % 300}`) : null,
      index % 3 ? index % 2 === 0 : null,
    ]);
    const file = await written(columns, rows);
    expect(parquetMetadata(file).row_groups).toHaveLength(3);
    const read = await parquetReadObjects({ file });
    expect(read.map((row) => columns.map(({ name }) => row[name]))).toEqual(rows);
  });

  it('ends a row group before it is too large to be held', async () => {
    const rows = Array.from({ length: 20 }, (_, index) => [`${index} ${'long text '.repeat(100)}`]);
    const file = await bytesOf(writeParquet([{ name: 'a', type: 'text' }], inBatches(rows, 1), 9_000));
    expect(parquetMetadata(file).row_groups.map(({ num_rows }) => num_rows)).toEqual([9n, 9n, 2n]);
    expect((await parquetReadObjects({ file })).map(({ a }) => [a])).toEqual(rows);
  });

  it.each<[TableColumn['type'], TableValue[], unknown, unknown]>([
    ['text', ['b', null, 'ab', '\uFFFD', '😀'], 'ab', '😀'],
    ['integer', [3, null, -7, 2 ** 31 - 1], -7, 2 ** 31 - 1],
    ['number', [0.5, -0.25, null, 1e300], -0.25, 1e300],
    ['boolean', [true, null], true, true],
    ['list', [['b', 'a'], null, [], ['c']], 'a', 'c'],
    ['date', ['1969-12-31', '2024-02-29'], new Date('1969-12-31'), new Date('2024-02-29')],
    [
      'time',
      ['1901-02-03T04:05:06.789Z', '2026-03-04T05:06:07.008Z'],
      new Date('1901-02-03T04:05:06.789Z'),
      new Date('2026-03-04T05:06:07.008Z'),
    ],
  ])('tells the bounds of a column of type %s', async (type, values, smallest, greatest) => {
    const { values: read, metadata } = await columnOf(type, values);
    const statistics = metadata.row_groups[0]?.columns[0]?.meta_data?.statistics;
    expect([statistics?.min_value, statistics?.max_value]).toEqual([smallest, greatest]);
    const isAbsent = (value: TableValue) => value === null || (Array.isArray(value) && value.length === 0);
    expect(statistics?.null_count).toBe(BigInt(values.filter(isAbsent).length));
    const asRead = (value: TableValue) =>
      (type === 'date' || type === 'time') && value !== null ? new Date(String(value)) : value;
    expect(read).toEqual(values.map(asRead));
  });

  it.each<[TableColumn['type'], TableValue[]]>([
    ['number', [Number.NaN, 1]],
    ['integer', [2 ** 40, 1]],
    ['date', ['never', '1970-01-02']],
    ['time', ['infinity', '1970-01-01T00:00:00.001Z']],
  ])('has null where a column of type %s cannot hold a value', async (type, values) => {
    const { values: read } = await columnOf(type, values);
    expect(read[0]).toBeNull();
    expect(Number(read[1])).toBeGreaterThan(0);
  });

  it('counts days and milliseconds as the calendar does', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('0001-01-01T00:00:00Z'),
          max: new Date('9999-12-31T23:59:59.999Z'),
          noInvalidDate: true,
        }),
        (date) => {
          const text = date.toISOString();
          expect(instantOf(text)).toBe(date.getTime());
          expect(dayOf(text.slice(0, 10))).toBe(Date.parse(text.slice(0, 10)) / 86_400_000);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('is compressed to what Snappy gives back', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 3_000 }),
      fc.uint8Array({ max: 2, maxLength: 3_000 }),
      fc
        .tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 4_000 }))
        .map(([part, times]) =>
          Uint8Array.from(
            { length: part.length * times },
            (_, index) => (part[index % part.length] ?? 0) + (index % 997 ? 0 : 1),
          ),
        ),
    );
    fc.assert(
      fc.property(bytes, (input) => {
        const compressed = new GrowingBytes();
        appendSnappy(compressed, input);
        const output = new Uint8Array(input.length);
        snappyUncompress(new Uint8Array(compressed.written), output);
        expect(Buffer.compare(output, input)).toBe(0);
      }),
    );
  });
});
