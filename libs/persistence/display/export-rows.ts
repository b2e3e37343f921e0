import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import type { DisplayColumn } from './columns.js';
import { type ColumnValue, queryTextRows, rowReader, selectedColumn, type TextRow } from './read-column.js';

/** Rows that are held at a time, and again as many that the database gets ready meanwhile. */
const BATCH = 500;

/** Values in the order of the columns. */
export type ExportRow = readonly ColumnValue[];

/** Where rows come from. */
export interface ExportSource {
  /** What follows the columns: FROM, WHERE and ORDER BY. */
  readonly sql: string;
  readonly values: readonly unknown[];
  /** Columns that it does not have; they are null. */
  readonly lacks: (name: string) => boolean;
}

/**
 * The columns of the rows of some sources, one after the other, in batches, as all of them stood when the first was asked
 * for. The connection is given back when the iteration ends, however it ends.
 */
export async function* readExportRows(
  dataSource: DataSource,
  columns: readonly DisplayColumn[],
  sources: readonly ExportSource[],
): AsyncGenerator<readonly ExportRow[]> {
  const read = rowReader(columns);
  const runner = dataSource.createQueryRunner();
  const client: ClientBase = await runner.connect();
  const fetch = () => queryTextRows(client, `FETCH ${BATCH} FROM export_rows`, []);
  let next: ReturnType<typeof fetch> | null = null;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // A client that reads slowly keeps the transaction idle between batches, and that is no fault.
    await client.query(`SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = '10min';
      SET LOCAL TimeZone = 'UTC'`);
    for (const { sql, values, lacks } of sources) {
      const selected = columns.map((column) => (lacks(column.name) ? 'NULL::text' : selectedColumn(column)));
      await client.query(`DECLARE export_rows NO SCROLL CURSOR FOR SELECT ${selected.join(', ')} ${sql}`, [...values]);
      next = fetch();
      for (;;) {
        const rows: TextRow[] = await next;
        next = rows.length < BATCH ? null : fetch();
        // What fails while nobody waits for it is told with the next batch.
        next?.catch(() => undefined);
        if (rows.length > 0) yield rows.map(read);
        if (!next) break;
      }
      await client.query('CLOSE export_rows');
    }
  } finally {
    await next?.catch(() => undefined);
    await client.query('ROLLBACK').catch(() => undefined);
    await runner.release();
  }
}
