import { SqlParameters } from '../sql-parameters.js';
import type { DisplayColumn, DisplayColumnType, DisplayQuery } from './columns.js';
import { displayConditions, orderExpression, quoted } from './conditions.js';
import { columnOf, type Grain } from './grains.js';
import type { Place } from './page-cursor.js';
import { selectedColumn } from './read-column.js';
import type { PreparedSelection } from './search-query.js';
import { timeBounds } from './time-bounds.js';

/** Types of the expressions that columns are ordered by. */
const KEY_TYPES: Readonly<Record<DisplayColumnType, string>> = {
  text: 'text',
  list: 'integer',
  integer: 'integer',
  number: 'real',
  boolean: 'boolean',
  date: 'date',
  time: 'timestamptz',
  uuid: 'uuid',
};

/** How the rows of a page are found: along their order, or all that fit, which are then ordered and counted. */
export type PageWay = 'walk' | 'fetch';

export interface PageStatement {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Columns of the answer, before `part_`, `key_text_` and, where all were fetched, `total_`. */
  readonly columns: readonly DisplayColumn[];
}

/**
 * The rows of a page and one more. Rows without a value in the sort column come last in both directions: they are a second
 * part behind the first, so that each part is one walk along the column's index.
 */
export function pageStatement(
  accountId: string,
  grain: Grain,
  query: DisplayQuery,
  selection: PreparedSelection,
  after: Place | null,
  way: PageWay,
): PageStatement {
  const { sort, page } = query;
  const parameters = new SqlParameters();
  const column = columnOf(grain, sort.column);
  const key = orderExpression(column);
  const direction = sort.direction === 'asc' ? 'ASC' : 'DESC';
  const rowOrder = grain.key.map((name) => `${name} ${direction}`).join(', ');
  const order = `part_, key_ ${direction}, ${rowOrder}`;
  const offset = page.kind === 'page' ? (page.number - 1) * page.size : 0;
  const selected = [...new Set([...(query.select ?? grain.columns.map(({ name }) => name)), ...grain.key])];
  const columns = selected.map((name) => columnOf(grain, name));
  const shown = `${columns.map(selectedColumn).join(', ')}, part_, key_::text AS key_text_`;
  const where = displayConditions(grain, accountId, selection, parameters, way === 'fetch' ? 'index' : 'walk');
  const { valued, empty } = partsBehind(after, key, column, grain, sort.direction, parameters);
  if (way === 'fetch') {
    const keys = grain.key.join(', ');
    // The keys alone are ordered: the other columns of the rows that are not on the page are never read.
    const text = `WITH hits AS MATERIALIZED (
        SELECT ${keys}, CASE WHEN ${key} IS NULL THEN 2 ELSE 1 END AS part_, ${key} AS key_ FROM ${grain.table}
        WHERE ${where}${after ? ` AND ((${valued}) OR (${empty}))` : ''}
      ), page AS (
        SELECT * FROM hits ORDER BY ${order} LIMIT ${parameters.add(page.size + 1)} OFFSET ${parameters.add(offset)}
      ) SELECT ${shown}, (SELECT count(*) FROM hits) AS total_ FROM page JOIN ${grain.table} USING (${keys}) ORDER BY ${order}`;
    return { text, values: parameters.values, columns };
  }
  const bounded = [where, ...timeBounds(query.filters, sort, parameters)].join(' AND ');
  const limit = parameters.add(page.size + 1 + offset);
  const names = selected.map(quoted).join(', ');
  const part = (number: number, condition: string, partOrder: string) =>
    `(SELECT ${names}, ${number} AS part_, ${key} AS key_ FROM ${grain.table} WHERE ${bounded} AND ${condition}
      ORDER BY ${partOrder} LIMIT ${limit})`;
  const text = `SELECT ${shown} FROM (
      ${part(1, valued, `${key} ${direction}, ${rowOrder}`)} UNION ALL ${part(2, empty, rowOrder)}
    ) AS rows ORDER BY ${order} LIMIT ${limit} OFFSET ${parameters.add(offset)}`;
  return { text, values: parameters.values, columns };
}

/** What rows of the two parts must fulfil to stand behind a place. */
function partsBehind(
  after: Place | null,
  key: string,
  { type }: DisplayColumn,
  grain: Grain,
  direction: 'asc' | 'desc',
  parameters: SqlParameters,
): { valued: string; empty: string } {
  const [valued, empty] = [`${key} IS NOT NULL`, `${key} IS NULL`];
  if (!after) return { valued, empty };
  const beyond = direction === 'asc' ? '>' : '<';
  const row = grain.key
    .map((name, index) => `${parameters.add(after.row[index])}::${name === 'ordinal' ? 'integer' : 'uuid'}`)
    .join(', ');
  if (after.part === 2) {
    const place = grain.key.length === 1 ? 'asset_id' : `(${grain.key.join(', ')})`;
    return { valued: `${valued} AND false`, empty: `${empty} AND ${place} ${beyond} (${row})` };
  }
  const place = `(${parameters.add(after.key)}::${KEY_TYPES[type]}, ${row})`;
  return { valued: `${valued} AND (${key}, ${grain.key.join(', ')}) ${beyond} ${place}`, empty };
}
