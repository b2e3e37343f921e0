import { GrowingBytes } from './growing-bytes.js';
import { numberText } from './number-text.js';
import type { TableColumn, TableColumnType, TableOptions, TableRow, TableValue } from './table.js';

const LIST_SEPARATOR = '; ';
const END_OF_RECORD = '\r\n';
/** What RFC 4180 encloses in quotes; a lone carriage return or line feed too, which spreadsheets break rows at. */
const ENCLOSED = /[",\r\n]/;
/** First characters of a formula (OWASP, CSV injection), those of full width among them. */
const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;
/** Either of them: most texts are neither. */
const NOT_PLAIN = new RegExp(`${FORMULA.source}|${ENCLOSED.source}`);

const enclosed = (text: string): string => (ENCLOSED.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const textCell = (text: string): string =>
  NOT_PLAIN.test(text) ? enclosed(FORMULA.test(text) ? `'${text}` : text) : text;

type Cell = (value: NonNullable<TableValue>) => string;

/** Numbers and booleans are no formulas, whatever sign they have. */
const anyCell: Cell = (value) => {
  if (typeof value === 'string') return textCell(value);
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return String(value);
  return textCell(value instanceof Date ? value.toISOString() : value.join(LIST_SEPARATOR));
};
/** Of columns whose texts have nothing but letters, digits and hyphens between them. */
const plainCell: Cell = (value) => (typeof value === 'string' ? value : anyCell(value));

const CELLS: Readonly<Record<TableColumnType, Cell>> = {
  text: anyCell,
  list: anyCell,
  integer: anyCell,
  number: anyCell,
  boolean: anyCell,
  uuid: plainCell,
  date: plainCell,
  time: plainCell,
};

function recordWriter(columns: readonly TableColumn[]): (row: TableRow) => string {
  const cells = columns.map(({ type }) => CELLS[type]);
  return (row) => {
    let line = '';
    for (let index = 0; index < cells.length; index++) {
      const value = row[index];
      if (index > 0) line += ',';
      if (value !== null && value !== undefined) line += cells[index]?.(value);
    }
    return line + END_OF_RECORD;
  };
}

/**
 * CSV (RFC 4180) with a header row. Texts that a spreadsheet would take for a formula get a single quote before them
 * (OWASP, CSV injection); entries of lists are parted by a semicolon; times are ISO 8601 in UTC. Written here because a
 * library's general way takes three times as long, and exports have millions of rows.
 */
export async function* writeCsv(
  columns: readonly TableColumn[],
  batches: AsyncIterable<readonly TableRow[]>,
  { bom = false }: TableOptions = {},
): AsyncGenerator<Uint8Array> {
  const record = recordWriter(columns);
  const bytes = new GrowingBytes();
  yield Buffer.from(`${bom ? '\uFEFF' : ''}${columns.map(({ name }) => textCell(name)).join(',')}${END_OF_RECORD}`);
  for await (const rows of batches) {
    for (const row of rows) bytes.appendText(record(row));
    if (rows.length > 0) yield bytes.take();
  }
}
