import type { TableColumn, TableRow } from './table.js';

const ENCODER = new TextEncoder();

/** One JSON object a line, under the names of the columns. */
export async function* writeNdjson(
  columns: readonly TableColumn[],
  batches: AsyncIterable<readonly TableRow[]>,
): AsyncGenerator<Uint8Array> {
  const names = columns.map(({ name }, index) => `${index === 0 ? '{' : ','}${JSON.stringify(name)}:`);
  const line = (row: TableRow) => {
    let text = '';
    for (let index = 0; index < names.length; index++) text += names[index] + JSON.stringify(row[index] ?? null);
    return `${text}}\n`;
  };
  for await (const rows of batches) if (rows.length > 0) yield ENCODER.encode(rows.map(line).join(''));
}
