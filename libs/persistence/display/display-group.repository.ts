import type { DataSource } from 'typeorm';
import { SqlParameters } from '../sql-parameters.js';
import type { DisplayColumn, DisplaySelection } from './columns.js';
import { displayConditions, quoted } from './conditions.js';
import { columnOf, type Grain } from './grains.js';
import { prepareSelection } from './search-query.js';

/** A figure over the rows of a group. Percentiles are continuous, 0 to 100. */
export type GroupMetric =
  | { readonly kind: 'count' }
  | { readonly kind: 'average' | 'min' | 'max' | 'sum'; readonly column: string }
  | { readonly kind: 'percentile'; readonly percent: number; readonly column: string };

/** Values of the group's columns, then the figures, in the order asked for. */
export interface DisplayGroup {
  readonly values: readonly unknown[];
  readonly figures: readonly (number | null)[];
}

/** What rows are grouped by: times and dates by calendar unit, lists by each of their entries, texts without case. */
function groupExpression({ name, type }: DisplayColumn, unit: string): string {
  if (type === 'time') return `date_trunc('${unit}', ${quoted(name)} AT TIME ZONE 'UTC')::date::text`;
  if (type === 'date') return `date_trunc('${unit}', ${quoted(name)}::timestamp)::date::text`;
  return type === 'list' ? `unnest(${quoted(name)})` : quoted(name);
}

const isNumeric = ({ type }: DisplayColumn): boolean => type === 'integer' || type === 'number';

function figureExpression(grain: Grain, metric: GroupMetric, parameters: SqlParameters): string {
  if (metric.kind === 'count') return 'count(*)::int';
  const column = columnOf(grain, metric.column);
  if (!isNumeric(column)) throw new RangeError(`${column.name} is no number.`);
  if (metric.kind === 'percentile')
    return `percentile_cont(${parameters.add(metric.percent / 100)}::float8) WITHIN GROUP (ORDER BY ${quoted(column.name)})::float8`;
  const name = { average: 'avg', min: 'min', max: 'max', sum: 'sum' }[metric.kind];
  return `${name}(${quoted(column.name)})::float8`;
}

export type CalendarUnit = 'day' | 'week' | 'month' | 'quarter' | 'year';

/** Figures over rows, for dashboards. */
export class DisplayGroupRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The `limit` largest groups of a selection, largest first, then by their values. */
  async group(
    accountId: string,
    grain: Grain,
    selection: DisplaySelection,
    by: readonly string[],
    metrics: readonly GroupMetric[],
    { unit = 'month', limit }: { readonly unit?: CalendarUnit; readonly limit: number },
  ): Promise<DisplayGroup[]> {
    const parameters = new SqlParameters();
    const prepared = await prepareSelection(this.dataSource, accountId, selection);
    const where = displayConditions(grain, accountId, prepared, parameters);
    const columns = by.map((name) => columnOf(grain, name));
    const values = columns.map((column, index) => `${groupExpression(column, unit)} AS value_${index}`);
    const needed = [...new Set(metrics.flatMap((metric) => ('column' in metric ? [metric.column] : [])))];
    const inner = [...values, ...needed.map((name) => quoted(columnOf(grain, name).name))].join(', ') || '1';
    const figures = metrics.map((metric, index) => `${figureExpression(grain, metric, parameters)} AS figure_${index}`);
    const places = by.map((_, index) => `value_${index}`);
    const rows: Record<string, unknown>[] = await this.dataSource.query(
      `SELECT ${[...places, ...figures].join(', ')} FROM (SELECT ${inner} FROM ${grain.table} WHERE ${where}) AS rows
       ${places.length > 0 ? `GROUP BY ${places.join(', ')}` : ''}
       ORDER BY ${['count(*) DESC', ...places].join(', ')} LIMIT ${parameters.add(limit)}`,
      parameters.values,
    );
    return rows.map((row) => ({
      values: places.map((place) => row[place]),
      figures: metrics.map((_, index) => row[`figure_${index}`] as number | null),
    }));
  }
}
