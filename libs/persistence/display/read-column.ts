import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import type { DisplayColumn, DisplayColumnType } from './columns.js';
import { quoted } from './conditions.js';

/** `date` columns as ISO 8601 days, `time` columns as ISO 8601 instants in UTC with milliseconds. */
export type ColumnValue = string | number | boolean | readonly string[] | null;

/** A column of a SELECT in a form that `columnReader` understands. Lists come as JSON: reading that is the runtime's work. */
export function selectedColumn({ name, type }: DisplayColumn): string {
  if (type === 'list') return `array_to_json(${quoted(name)}) AS ${quoted(name)}`;
  return type === 'date' ? `to_char(${quoted(name)}, 'YYYY-MM-DD') AS ${quoted(name)}` : quoted(name);
}

const WHOLE_SECONDS = '2026-01-31 10:20:30+00'.length;

/** `2026-01-31 10:20:30.123456+00` as ISO 8601; sessions in another zone than UTC have it in theirs. */
function isoInstant(text: string): string {
  if (!text.endsWith('+00')) {
    const zone = /[+-]\d\d(?::?\d\d)?$/.exec(text)?.[0] ?? '';
    return new Date(zone.length === 3 ? `${text}:00` : text).toISOString();
  }
  const milliseconds = text.length === WHOLE_SECONDS ? '000' : text.slice(20, -3).slice(0, 3).padEnd(3, '0');
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${milliseconds}Z`;
}

const NONE: readonly string[] = Object.freeze([]);
const same = (text: string): string => text;
const READERS: Readonly<Record<DisplayColumnType, (text: string) => ColumnValue>> = {
  text: same,
  uuid: same,
  date: same,
  time: isoInstant,
  integer: Number,
  number: Number,
  boolean: (text) => text === 't',
  list: (text) => (text === '[]' ? NONE : (JSON.parse(text) as string[])),
};

/** Reads what PostgreSQL writes for a column. */
export function columnReader({ type }: DisplayColumn): (text: string | null) => ColumnValue {
  const read = READERS[type];
  return (text) => (text === null ? null : read(text));
}

/** Reads rows where they are, for columns that need it: most are texts, and stay what they are. */
export function rowReader(columns: readonly DisplayColumn[]): (row: TextRow) => readonly ColumnValue[] {
  const read = columns.flatMap(({ type }, index) => (READERS[type] === same ? [] : [{ index, reader: READERS[type] }]));
  return (row) => {
    const values = row as ColumnValue[];
    for (const { index, reader } of read) {
      const text = row[index];
      if (typeof text === 'string') values[index] = reader(text);
    }
    return values;
  };
}

/** The driver's own readers make objects that nobody needs, for each value one. */
const TEXT = { getTypeParser: () => same };

/** A row as PostgreSQL writes it. */
export type TextRow = (string | null)[];

/**
 * By callback: the driver's promise for a statement holds on to the one for the next, so that of a long run of statements
 * all rows outlive the young generation, though nobody has them any more (90 MB for 100,000 rows of an export).
 */
export function queryTextRows(client: ClientBase, text: string, values: readonly unknown[]): Promise<TextRow[]> {
  const query = { text, values: [...values], rowMode: 'array' as const, types: TEXT };
  return new Promise((resolve, reject) => {
    client.query<(string | null)[]>(query, (error, result) => (error ? reject(error) : resolve(result.rows)));
  });
}

/** The same on a connection that is taken for this statement, working for whom the running code works. */
export async function readTextRows(
  dataSource: DataSource,
  text: string,
  values: readonly unknown[],
): Promise<TextRow[]> {
  const runner = dataSource.createQueryRunner();
  try {
    return await queryTextRows(await runner.connect(), text, values);
  } finally {
    await runner.release();
  }
}
