import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { ParquetColumn, schemaOf } from './parquet/column.js';
import type { TableColumn, TableRow } from './table.js';

/** Rows of a row group: enough for good compression. */
const GROUP_ROWS = 10_000;
/** Bytes of a row group at which it ends before, so that it can be held. */
const GROUP_BYTES = 8 * 1_024 * 1_024;
/** Pieces in which a row group is given away, one with each batch of rows of the next. */
const PIECES = 12;

/**
 * Apache Parquet, Snappy-compressed, one row group at a time. A group leaves in pieces while the next one is gathered: who
 * reads them holds the last one until the next comes, and what lives as long as a whole group takes is not forgotten
 * before the next full collection.
 */
export async function* writeParquet(
  columns: readonly TableColumn[],
  batches: AsyncIterable<readonly TableRow[]>,
  groupBytes = GROUP_BYTES,
): AsyncGenerator<Uint8Array> {
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: [{ name: 'root', num_children: columns.length }, ...columns.flatMap(schemaOf)],
    createdBy: 'Vitamill',
  });
  const gathered = columns.map((column) => new ParquetColumn(column));
  let rows = 0;
  let given = 0;
  const piece = (size: number): Uint8Array => {
    const bytes = writer.getBytes().slice(given, given + size);
    given += bytes.length;
    return bytes;
  };
  /** What was not given away yet. Offsets count on; the memory is used again. */
  const rest = (): Uint8Array => {
    const bytes = piece(writer.index - given);
    writer.index = 0;
    given = 0;
    return bytes;
  };
  const writeGroup = () => {
    const start = writer.offset;
    const chunks = gathered.map((column) => column.write(writer));
    parquet.row_groups.push({
      columns: chunks,
      num_rows: BigInt(rows),
      total_byte_size: chunks.reduce((sum, { meta_data }) => sum + (meta_data?.total_uncompressed_size ?? 0n), 0n),
      total_compressed_size: BigInt(writer.offset - start),
    });
    parquet.num_rows += BigInt(rows);
    rows = 0;
  };
  const isFull = () => rows >= GROUP_ROWS || gathered.reduce((sum, { size }) => sum + size, 0) >= groupBytes;
  for await (const batch of batches) {
    for (const row of batch) for (let index = 0; index < gathered.length; index++) gathered[index]?.append(row[index]);
    rows += batch.length;
    if (!isFull()) {
      if (given < writer.index) yield piece(Math.ceil(writer.index / PIECES));
      continue;
    }
    const left = rest();
    if (left.length > 0) yield left;
    writeGroup();
  }
  const left = rest();
  if (left.length > 0) yield left;
  if (rows > 0) writeGroup();
  await parquet.finish();
  yield rest();
}
