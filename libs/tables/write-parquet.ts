import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { TableColumn, TableColumnType, TableRow, TableValue } from './table.js';

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

/** Rows of a row group: enough for good compression, few enough to be held. */
const GROUP_ROWS = 10_000;
const DAY_MILLISECONDS = 86_400_000;

const STORED_AS: Readonly<Record<Exclude<TableColumnType, 'list'>, Omit<SchemaElement, 'name'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  uuid: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT32' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  date: { type: 'INT32', converted_type: 'DATE' },
  time: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
};

/** Lists have the three levels of the Parquet specification. */
function schemaOf({ name, type }: TableColumn): SchemaElement[] {
  if (type !== 'list') return [{ name, ...STORED_AS[type], repetition_type: 'OPTIONAL' }];
  return [
    { name, converted_type: 'LIST', repetition_type: 'OPTIONAL', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
  ];
}

function storedValue(type: TableColumnType, value: TableValue | undefined): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'date') return Math.round(Date.parse(`${String(value)}T00:00:00Z`) / DAY_MILLISECONDS);
  return type === 'time' && typeof value === 'string' ? new Date(value) : value;
}

/** Apache Parquet, Snappy-compressed, one row group at a time. */
export async function* writeParquet(
  columns: readonly TableColumn[],
  batches: AsyncIterable<readonly TableRow[]>,
): AsyncGenerator<Uint8Array> {
  const bytes = new ByteWriter();
  const root: SchemaElement = { name: 'root', num_children: columns.length };
  const parquet = new ParquetWriter({
    writer: bytes,
    schema: [root, ...columns.flatMap(schemaOf)],
    createdBy: 'Vitamill',
  });
  // Offsets count on; the bytes that were given away are dropped.
  const taken = (): Uint8Array => {
    const chunk = bytes.getBytes().slice();
    bytes.index = 0;
    return chunk;
  };
  const write = async (rows: readonly TableRow[]) =>
    parquet.write({
      columnData: columns.map(({ name, type }, index) => ({
        name,
        data: rows.map((row) => storedValue(type, row[index])),
      })),
      rowGroupSize: rows.length,
    });
  let waiting: TableRow[] = [];
  for await (const rows of batches) {
    waiting.push(...rows);
    if (waiting.length < GROUP_ROWS) continue;
    await write(waiting);
    waiting = [];
    yield taken();
  }
  if (waiting.length > 0) await write(waiting);
  await parquet.finish();
  yield taken();
}
