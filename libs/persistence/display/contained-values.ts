import type { DataSource } from 'typeorm';
import { escapeLike } from '../escape-like.js';
import { loweredText } from '../lowered-text.js';
import type { DisplayFilter } from './columns.js';
import { orderExpression } from './conditions.js';
import { CANDIDATE_GRAIN, columnOf, type Grain, MATCH_GRAIN } from './grains.js';
import type { PreparedSelection, ResolvedFilter } from './search-query.js';

/** Different values that are looked through, 10 to 20 microseconds each; where a column has more, its rows are read. */
const MOST_VALUES = 5_000;

/** Columns with an index of their own for parts of texts, by grain. Every other grain's `candidate_name` goes by `name`. */
const INDEXED_PARTS: Readonly<Record<string, readonly string[]>> = {
  candidate: ['name', 'email', 'phone', 'city', 'current_title', 'current_employer', 'filename', 'external_ref'],
};
/** Of results of matches few columns have an index at all. */
const INDEXED_OF_MATCHES: readonly string[] = ['verdict'];

/** From one value to the next along the column's index, however many rows have each. */
const valuesSql = (table: string, key: string): string => `
  WITH RECURSIVE found AS (
    (SELECT ${key} AS value FROM ${table} WHERE account_id = $1::uuid AND ${key} IS NOT NULL ORDER BY ${key} LIMIT 1)
    UNION ALL
    SELECT (SELECT ${key} FROM ${table} WHERE account_id = $1::uuid AND ${key} > found.value ORDER BY ${key} LIMIT 1)
    FROM found WHERE found.value IS NOT NULL
  ), counted AS (SELECT value FROM found LIMIT $3)
  SELECT count(*)::int AS looked_at,
    coalesce(array_agg(value) FILTER (WHERE value LIKE ${loweredText('$2')}), '{}') AS lowered FROM counted`;

/**
 * Turns `contains` into the values that contain the text, where a column without an index for parts has few values: rows
 * that hardly any have are then found by the column's own index, instead of by reading all rows of the account. Values that
 * come up between this statement and the next are as if they came up later.
 */
export async function resolveContains(
  dataSource: Pick<DataSource, 'query'>,
  accountId: string,
  grain: Grain,
  selection: PreparedSelection,
): Promise<PreparedSelection> {
  const resolve = async (filter: DisplayFilter | ResolvedFilter): Promise<DisplayFilter | ResolvedFilter> => {
    if ('lowered' in filter || filter.operator !== 'contains' || !isStepped(grain, filter.column)) return filter;
    const key = orderExpression(columnOf(grain, filter.column));
    const text = `%${escapeLike(String(filter.value).replaceAll('\0', ''))}%`;
    const [row] = await dataSource.query(valuesSql(grain.table, key), [accountId, text, MOST_VALUES + 1]);
    return row.looked_at > MOST_VALUES ? filter : { column: filter.column, lowered: row.lowered };
  };
  return { ...selection, filters: await Promise.all(selection.filters.map(resolve)) };
}

/** Whether the values are stepped through: the column has an index, and none for parts of texts. */
function isStepped(grain: Grain, column: string): boolean {
  if (grain === MATCH_GRAIN) return INDEXED_OF_MATCHES.includes(column);
  const hasParts = (INDEXED_PARTS[grain.name] ?? []).includes(column);
  return !hasParts && (grain === CANDIDATE_GRAIN || column !== 'candidate_name');
}
