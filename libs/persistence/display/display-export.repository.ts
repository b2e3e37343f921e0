import type { DataSource } from 'typeorm';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { SqlParameters } from '../sql-parameters.js';
import { InvalidCursorError } from '../types.js';
import type { DisplayColumn, DisplaySelection } from './columns.js';
import { displayConditions } from './conditions.js';
import { type ExportRow, type ExportSource, readExportRows } from './export-rows.js';
import { columnOf, type Grain } from './grains.js';
import { type PreparedSelection, prepareSelection } from './search-query.js';
import { tombstoneKey, tombstonesSql } from './tombstones.js';

export interface Deletion {
  readonly asset_id: string;
  readonly deleted_at: Date;
}

/** The column that an export of what changed has beside those of its grain. */
const DELETED_AT: DisplayColumn = {
  name: 'deleted_at',
  type: 'time',
  description: 'Of a row that is gone: when it went. Such a row has its key and nothing else',
};

/**
 * The columns of a file: those asked for; of one that holds what changed also the key that deleted rows are told by, where
 * it was left out, and `deleted_at`.
 */
export function exportColumns(grain: Grain, names: readonly string[], isIncremental: boolean): DisplayColumn[] {
  const missing = isIncremental ? tombstoneKey(grain).filter((name) => !names.includes(name)) : [];
  const columns = [...missing, ...names].map((name) => columnOf(grain, name));
  return isIncremental ? [...columns, DELETED_AT] : columns;
}

function writtenRows(grain: Grain, accountId: string, selection: PreparedSelection, since: Date | null): ExportSource {
  const parameters = new SqlParameters();
  const where = [displayConditions(grain, accountId, selection, parameters)];
  if (since) where.push(`updated_at > ${parameters.add(since)}::timestamptz`);
  const sql = `FROM ${grain.table} WHERE ${where.join(' AND ')} ORDER BY ${grain.key.join(', ')}`;
  return { sql, values: parameters.values, lacks: (name) => name === DELETED_AT.name };
}

function goneRows(grain: Grain, accountId: string, selection: PreparedSelection, since: Date): ExportSource {
  const parameters = new SqlParameters();
  const given = [...tombstoneKey(grain), DELETED_AT.name];
  const sql = tombstonesSql(grain, accountId, selection, since, parameters);
  return { sql, values: parameters.values, lacks: (name) => !given.includes(name) };
}

export class DisplayExportRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * All rows of a selection in the order of their key, in batches, as they stood when the first was asked for; under
   * `exportColumns`. With `updatedAfter` those written since, then the keys of those that are gone or have left the
   * selection since. The connection is given back when the iteration ends, however it ends.
   */
  async *rows(
    accountId: string,
    grain: Grain,
    selection: DisplaySelection,
    columnNames: readonly string[],
    updatedAfter: Date | null = null,
  ): AsyncGenerator<readonly ExportRow[]> {
    const prepared = await prepareSelection(this.dataSource, accountId, selection);
    yield* readExportRows(this.dataSource, exportColumns(grain, columnNames, updatedAfter !== null), [
      writtenRows(grain, accountId, prepared, updatedAfter),
      ...(updatedAfter ? [goneRows(grain, accountId, prepared, updatedAfter)] : []),
    ]);
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
