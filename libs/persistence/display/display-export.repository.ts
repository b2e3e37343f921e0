import type { DataSource } from 'typeorm';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { InvalidCursorError } from '../types.js';
import type { DisplaySelection } from './columns.js';
import { displayConditions } from './conditions.js';
import { type ExportRow, readExportRows } from './export-rows.js';
import { columnOf, type Grain } from './grains.js';
import { prepareSelection } from './search-query.js';
import { SqlParameters } from './sql-parameters.js';

export interface Deletion {
  readonly asset_id: string;
  readonly deleted_at: Date;
}

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
    const prepared = await prepareSelection(this.dataSource, accountId, selection);
    const where = displayConditions(grain, accountId, prepared, parameters);
    const sql = `FROM ${grain.table} WHERE ${where} ORDER BY ${grain.key.join(', ')}`;
    yield* readExportRows(this.dataSource, columns, { sql, values: parameters.values });
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
