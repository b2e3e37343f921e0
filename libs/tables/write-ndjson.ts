import type { TableColumn, TableRow } from './table.js';

const ENCODER = new TextEncoder();

/** One JSON object a line, under the names of the columns. */
export async function* writeNdjson(
  columns: readonly TableColumn[],
  batches: AsyncIterable<readonly TableRow[]>,
): AsyncGenerator<Uint8Array> {
  const line = (row: TableRow) =>
    `${JSON.stringify(Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null])))}\n`;
  for await (const rows of batches) if (rows.length > 0) yield ENCODER.encode(rows.map(line).join(''));
}
