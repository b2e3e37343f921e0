import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import type { DisplayColumn } from './columns.js';
import { type ColumnValue, columnReader, queryTextRows, selectedColumn, type TextRow } from './read-column.js';

/** Rows that are held at a time, and again as many that the database gets ready meanwhile. */
const BATCH = 2_000;

/** Values in the order of the columns. */
export type ExportRow = readonly ColumnValue[];

/**
 * The columns of a statement's rows in batches, as they stood when the first was asked for. `source` is what follows the
 * columns: FROM, WHERE and ORDER BY. The connection is given back when the iteration ends, however it ends.
 */
export async function* readExportRows(
  dataSource: DataSource,
  columns: readonly DisplayColumn[],
  source: { readonly sql: string; readonly values: readonly unknown[] },
): AsyncGenerator<readonly ExportRow[]> {
  const readers = columns.map(columnReader);
  const read = (row: TextRow): ExportRow => readers.map((reader, index) => reader(row[index] ?? null));
  const runner = dataSource.createQueryRunner();
  const client: ClientBase = await runner.connect();
  const fetch = () => queryTextRows(client, `FETCH ${BATCH} FROM export_rows`, []);
  let next: ReturnType<typeof fetch> | null = null;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // A client that reads slowly keeps the transaction idle between batches, and that is no fault.
    await client.query(`SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = '10min';
      SET LOCAL TimeZone = 'UTC'`);
    await client.query(
      `DECLARE export_rows NO SCROLL CURSOR FOR SELECT ${columns.map(selectedColumn).join(', ')} ${source.sql}`,
      [...source.values],
    );
    next = fetch();
    for (;;) {
      const rows: TextRow[] = await next;
      next = rows.length < BATCH ? null : fetch();
      // What fails while nobody waits for it is told with the next batch.
      next?.catch(() => undefined);
      if (rows.length > 0) yield rows.map(read);
      if (!next) break;
    }
  } finally {
    await next?.catch(() => undefined);
    await client.query('ROLLBACK').catch(() => undefined);
    await runner.release();
  }
}
