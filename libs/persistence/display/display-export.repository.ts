import type { DataSource } from 'typeorm';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { InvalidCursorError } from '../types.js';
import type { DisplayColumn, DisplaySelection } from './columns.js';
import { displayConditions, quoted } from './conditions.js';
import { columnOf, type Grain } from './grains.js';
import { SqlParameters } from './sql-parameters.js';

/** Rows that are held at a time. */
const BATCH = 2_000;

/** Values in the order of the columns; `date` columns as ISO 8601 days, `time` columns as instants. */
export type ExportRow = readonly (string | number | boolean | Date | readonly string[] | null)[];

export interface Deletion {
  readonly asset_id: string;
  readonly deleted_at: Date;
}

const selected = ({ name, type }: DisplayColumn): string =>
  type === 'date' ? `to_char(${quoted(name)}, 'YYYY-MM-DD') AS ${quoted(name)}` : quoted(name);

export class DisplayExportRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * All rows of a selection in the order of their key, in batches, as they stood when the first was asked for. The
   * connection is given back when the iteration ends, however it ends.
   */
  async *rows(
    accountId: string,
    grain: Grain,
    selection: DisplaySelection,
    columnNames: readonly string[],
  ): AsyncGenerator<readonly ExportRow[]> {
    const columns = columnNames.map((name) => columnOf(grain, name));
    const parameters = new SqlParameters();
    const where = displayConditions(grain, accountId, selection, parameters);
    const runner = this.dataSource.createQueryRunner();
    await runner.connect();
    try {
      await runner.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      // A client that reads slowly keeps the transaction idle between batches, and that is no fault.
      await runner.query(`SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = '10min'`);
      await runner.query(
        `DECLARE export_rows NO SCROLL CURSOR FOR SELECT ${columns.map(selected).join(', ')} FROM ${grain.table}
         WHERE ${where} ORDER BY ${grain.key.join(', ')}`,
        parameters.values,
      );
      for (;;) {
        const rows: Record<string, ExportRow[number]>[] = await runner.query(`FETCH ${BATCH} FROM export_rows`);
        if (rows.length > 0) yield rows.map((row) => columnNames.map((name) => row[name] ?? null));
        if (rows.length < BATCH) break;
      }
    } finally {
      await runner.query('ROLLBACK').catch(() => undefined);
      await runner.release();
    }
  }

  /** Assets deleted since an instant, oldest first: their rows are gone from every grain. */
  async deletions(
    accountId: string,
    { since, cursor, limit }: { readonly since: Date; readonly cursor: string | null; readonly limit: number },
  ): Promise<{ items: Deletion[]; nextCursor: string | null }> {
    const parameters = new SqlParameters();
    const account = parameters.add(accountId);
    const place = cursor === null ? null : readDeletionsCursor(cursor);
    const after = place
      ? `(deleted_at, id) > (${parameters.add(place.time)}::timestamptz, ${parameters.add(place.id)}::uuid)`
      : `deleted_at > ${parameters.add(since)}::timestamptz`;
    const rows: (Deletion & { key: string })[] = await this.dataSource.query(
      `SELECT id AS asset_id, deleted_at, deleted_at::text AS key FROM assets
       WHERE account_id = ${account} AND status = 'deleted' AND ${after}
       ORDER BY deleted_at, id LIMIT ${parameters.add(limit + 1)}`,
      parameters.values,
    );
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(({ asset_id, deleted_at }) => ({ asset_id, deleted_at })),
      nextCursor: rows.length > limit && last ? encodeCursor('deletions', [last.key, last.asset_id]) : null,
    };
  }
}

function readDeletionsCursor(cursor: string): { time: string; id: string } {
  const [time, id] = decodeCursor(cursor, 'deletions', 2).map(String);
  if (!time || !/^\d{4}-\d\d-\d\d [\d:.+-]+$/.test(time) || !id || !/^[0-9a-f-]{36}$/.test(id))
    throw new InvalidCursorError();
  return { time, id };
}
