import { GrowingBytes } from './growing-bytes.js';
import { numberText } from './number-text.js';
import type { TableColumn, TableColumnType, TableRow, TableValue } from './table.js';

/** What texts of JSON escape, and what may be half of a surrogate pair, which they escape as well. */
const ESCAPED = /["\\\u0000-\u001F\uD800-\uDFFF]/;

type Member = (value: NonNullable<TableValue>) => string;

/** As `JSON.stringify` writes a value; what takes no escaping, and that is most, is written faster here. */
const anyMember: Member = (value) => {
  if (typeof value === 'string') return ESCAPED.test(value) ? JSON.stringify(value) : `"${value}"`;
  return typeof value === 'number' && Number.isFinite(value) ? numberText(value) : JSON.stringify(value);
};
/** Of columns whose texts have nothing to escape. */
const plainMember: Member = (value) => (typeof value === 'string' ? `"${value}"` : JSON.stringify(value));

const MEMBERS: Readonly<Record<TableColumnType, Member>> = {
  text: anyMember,
  list: anyMember,
  integer: anyMember,
  number: anyMember,
  boolean: anyMember,
  uuid: plainMember,
  date: plainMember,
  time: plainMember,
};

function lineWriter(columns: readonly TableColumn[]): (row: TableRow) => string {
  const members = columns.map(({ name, type }, index) => ({
    name: `${index === 0 ? '{' : ','}${JSON.stringify(name)}:`,
    write: MEMBERS[type],
  }));
  return (row) => {
    let line = '';
    for (let index = 0; index < members.length; index++) {
      const member = members[index];
      const value = row[index];
      if (member) line += member.name + (value === null || value === undefined ? 'null' : member.write(value));
    }
    return `${line}}\n`;
  };
}

/** One JSON object a line, under the names of the columns. */
export async function* writeNdjson(
  columns: readonly TableColumn[],
  batches: AsyncIterable<readonly TableRow[]>,
): AsyncGenerator<Uint8Array> {
  const line = lineWriter(columns);
  const bytes = new GrowingBytes();
  for await (const rows of batches) {
    for (const row of rows) bytes.appendText(line(row));
    if (rows.length > 0) yield bytes.take();
  }
}
