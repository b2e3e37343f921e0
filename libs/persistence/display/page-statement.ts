import { SqlParameters } from '../sql-parameters.js';
import type { DisplayColumn, DisplayColumnType, DisplayQuery } from './columns.js';
import { displayConditions, orderExpression, quoted } from './conditions.js';
import { columnOf, type Grain, isAlwaysThere } from './grains.js';
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

/** Where so many rows fit after all, those that were fetched are not the first ones: the page is found by a walk instead. */
export const MOST_FETCHED = 7_500;

/**
 * How the rows of a page are found: along their order, or all that fit, which are then ordered and counted. Of many the keys
 * alone are; of a few the rows as they are, since planning for a table costs more than they do.
 */
export type PageWay = 'walk' | 'fetch_rows' | 'fetch_keys';

export interface PageStatement {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Columns of the answer, before `part_`, `key_text_` and, where all were fetched, `total_`. */
  readonly columns: readonly DisplayColumn[];
}

/** What the statements of a page have in common. */
interface Pieces {
  readonly grain: Grain;
  readonly query: DisplayQuery;
  readonly parameters: SqlParameters;
  /** What rows are ordered by: an expression over the table. */
  readonly key: string;
  readonly direction: 'ASC' | 'DESC';
  /** The order of rows without a value in the sort column, and of all. */
  readonly rowOrder: string;
  readonly order: string;
  /** The output, and the columns that it is made of. */
  readonly shown: string;
  readonly names: string;
  readonly where: string;
  readonly after: Place | null;
}

/** The rows of a page and one more. Those without a value in the sort column come last in both directions. */
export function pageStatement(
  accountId: string,
  grain: Grain,
  query: DisplayQuery,
  selection: PreparedSelection,
  after: Place | null,
  way: PageWay,
): PageStatement {
  const parameters = new SqlParameters();
  const key = orderExpression(columnOf(grain, query.sort.column));
  const direction = query.sort.direction === 'asc' ? 'ASC' : 'DESC';
  const rowOrder = grain.key.map((name) => `${name} ${direction}`).join(', ');
  const selected = [...new Set([...(query.select ?? grain.columns.map(({ name }) => name)), ...grain.key])];
  const columns = selected.map((name) => columnOf(grain, name));
  const pieces: Pieces = {
    ...{ grain, query, parameters, key, after, rowOrder, direction },
    order: `part_, key_ ${direction}, ${rowOrder}`,
    shown: `${columns.map(selectedColumn).join(', ')}, part_, key_::text AS key_text_`,
    names: selected.map(quoted).join(', '),
    where: displayConditions(grain, accountId, selection, parameters, way === 'walk' ? 'walk' : 'index'),
  };
  const text = way === 'walk' ? walk(pieces) : way === 'fetch_keys' ? fetchKeys(pieces) : fetchRows(pieces);
  return { text, values: parameters.values, columns };
}

/** Rows without a value in the sort column are a second part behind the first, so that each part walks along an index. */
function walk(pieces: Pieces): string {
  const { grain, query, parameters, key, direction, names, shown, order, rowOrder, after } = pieces;
  const where = [pieces.where, ...timeBounds(query.filters, query.sort, parameters)].join(' AND ');
  const { valued, empty } = partsBehind(pieces);
  const limit = parameters.add(query.page.size + 1 + offsetOf(query));
  const part = (number: number, condition: string, ordered: string) =>
    `(SELECT ${names}, ${number} AS part_, ${key} AS key_ FROM ${grain.table} WHERE ${where} AND ${condition}
      ORDER BY ${ordered} LIMIT ${limit})`;
  const first = part(1, valued, `${key} ${direction}, ${rowOrder}`);
  const parts =
    isAlwaysThere(grain, query.sort.column) && after?.part !== 2
      ? first
      : `${first} UNION ALL ${part(2, empty, rowOrder)}`;
  return `SELECT ${shown} FROM (${parts}) AS rows ORDER BY ${order} LIMIT ${limit} OFFSET ${parameters.add(offsetOf(query))}`;
}

function fetchRows(pieces: Pieces): string {
  const { grain, names, shown, order } = pieces;
  return `SELECT ${shown}, total_ FROM (
      SELECT *, count(*) OVER () AS total_ FROM (
        SELECT ${names}, ${partAndKey(pieces)} FROM ${grain.table} WHERE ${fitting(pieces)} LIMIT ${MOST_FETCHED}
      ) AS hits
    ) AS rows ORDER BY ${order} ${pageOf(pieces)}`;
}

function fetchKeys(pieces: Pieces): string {
  const { grain, shown, order } = pieces;
  const keys = grain.key.join(', ');
  return `WITH hits AS MATERIALIZED (
      SELECT ${keys}, ${partAndKey(pieces)} FROM ${grain.table} WHERE ${fitting(pieces)} LIMIT ${MOST_FETCHED}
    ), page AS (SELECT * FROM hits ORDER BY ${order} ${pageOf(pieces)})
    SELECT ${shown}, (SELECT count(*) FROM hits) AS total_ FROM page JOIN ${grain.table} USING (${keys}) ORDER BY ${order}`;
}

const offsetOf = ({ page }: DisplayQuery): number => (page.kind === 'page' ? (page.number - 1) * page.size : 0);

const pageOf = ({ query, parameters }: Pieces): string =>
  `LIMIT ${parameters.add(query.page.size + 1)} OFFSET ${parameters.add(offsetOf(query))}`;

const partAndKey = ({ key }: Pieces): string => `CASE WHEN ${key} IS NULL THEN 2 ELSE 1 END AS part_, ${key} AS key_`;

function fitting(pieces: Pieces): string {
  if (!pieces.after) return pieces.where;
  const { valued, empty } = partsBehind(pieces);
  return `${pieces.where} AND ((${valued}) OR (${empty}))`;
}

/** What rows of the two parts must fulfil to stand behind the place that a cursor tells. */
function partsBehind({ after, key, query, grain, parameters }: Pieces): { valued: string; empty: string } {
  const [valued, empty] = [`${key} IS NOT NULL`, `${key} IS NULL`];
  if (!after) return { valued, empty };
  const beyond = query.sort.direction === 'asc' ? '>' : '<';
  const row = grain.key
    .map((name, index) => `${parameters.add(after.row[index])}::${name === 'ordinal' ? 'integer' : 'uuid'}`)
    .join(', ');
  if (after.part === 2) {
    const place = grain.key.length === 1 ? 'asset_id' : `(${grain.key.join(', ')})`;
    return { valued: `${valued} AND false`, empty: `${empty} AND ${place} ${beyond} (${row})` };
  }
  const { type } = columnOf(grain, query.sort.column);
  const place = `(${parameters.add(after.key)}::${KEY_TYPES[type]}, ${row})`;
  return { valued: `${valued} AND (${key}, ${grain.key.join(', ')}) ${beyond} ${place}`, empty };
}
