import type { TableColumn, TableFormat, TableOptions, TableRow } from './table.js';
import { writeCsv } from './write-csv.js';
import { writeNdjson } from './write-ndjson.js';
import { writeParquet } from './write-parquet.js';
import { writeXlsx } from './write-xlsx.js';

/** Rows as a file of a format, in constant memory: bytes come as the batches do. */
export function writeTable(
  format: TableFormat,
  columns: readonly TableColumn[],
  batches: AsyncIterable<readonly TableRow[]>,
  options: TableOptions = {},
): AsyncGenerator<Uint8Array> {
  switch (format) {
    case 'csv':
      return writeCsv(columns, batches, options);
    case 'ndjson':
      return writeNdjson(columns, batches);
    case 'xlsx':
      return writeXlsx(columns, batches);
    case 'parquet':
      return writeParquet(columns, batches);
  }
}
