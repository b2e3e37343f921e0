import type { SqlParameters } from '../sql-parameters.js';
import type { DisplayFilter, DisplayOperator, DisplaySort } from './columns.js';
import { TIMES_OF_ROWS } from './grains.js';

/** Clocks of several machines write them. */
const SLACK_MILLISECONDS = 86_400_000;
const BEFORE: readonly DisplayOperator[] = ['eq', 'lt', 'lte'];
const AFTER: readonly DisplayOperator[] = ['eq', 'gt', 'gte'];

/**
 * What filters of other times say of the one that rows are ordered by: what was updated before an instant was made before it
 * as well. Without it, a walk from the newest row to those of long ago looks at all between.
 */
export function timeBounds(filters: readonly DisplayFilter[], sort: DisplaySort, parameters: SqlParameters): string[] {
  const place = TIMES_OF_ROWS.indexOf(sort.column);
  if (place < 0) return [];
  return filters.flatMap(({ column, operator, value }) => {
    const other = TIMES_OF_ROWS.indexOf(column);
    if (other < 0 || other === place || !(value instanceof Date)) return [];
    const bound = (comparison: string, slack: number) =>
      `${sort.column} ${comparison} ${parameters.add(new Date(value.getTime() + slack))}::timestamptz`;
    if (other > place && BEFORE.includes(operator)) return [bound('<=', SLACK_MILLISECONDS)];
    return other < place && AFTER.includes(operator) ? [bound('>=', -SLACK_MILLISECONDS)] : [];
  });
}
