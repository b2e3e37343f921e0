import { stringify } from 'csv-stringify/sync';
import type { TableColumn, TableOptions, TableRow } from './table.js';

const LIST_SEPARATOR = '; ';

const ENCODER = new TextEncoder();

/**
 * CSV (RFC 4180) with a header row. Texts that a spreadsheet would take for a formula get a single quote before them
 * (OWASP, CSV injection); entries of lists are parted by a semicolon; times are ISO 8601 in UTC.
 */
export async function* writeCsv(
  columns: readonly TableColumn[],
  batches: AsyncIterable<readonly TableRow[]>,
  { bom = false }: TableOptions = {},
): AsyncGenerator<Uint8Array> {
  const options = {
    record_delimiter: '\r\n',
    escape_formulas: true,
    cast: {
      boolean: (value: boolean) => String(value),
      date: (value: Date) => value.toISOString(),
      // A number is no formula, whatever sign it has.
      number: (value: number) => ({ value: String(value), escape_formulas: false }),
    },
  };
  const cells = (row: TableRow) => row.map((value) => (Array.isArray(value) ? value.join(LIST_SEPARATOR) : value));
  yield ENCODER.encode(stringify([columns.map(({ name }) => name)], { ...options, bom }));
  for await (const rows of batches) if (rows.length > 0) yield ENCODER.encode(stringify(rows.map(cells), options));
}
