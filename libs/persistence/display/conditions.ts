import { escapeLike } from '../escape-like.js';
import type { DisplayColumn, DisplayColumnType, DisplayFilter, DisplayValue } from './columns.js';
import { columnOf, type Grain } from './grains.js';
import type { PreparedSelection } from './search-query.js';
import type { SqlParameters } from './sql-parameters.js';

const COMPARISONS = { eq: '=', ne: 'IS DISTINCT FROM', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

const SQL_TYPES: Readonly<Record<Exclude<DisplayColumnType, 'text' | 'list'>, string>> = {
  integer: 'bigint',
  number: 'real',
  boolean: 'boolean',
  date: 'date',
  time: 'timestamptz',
  uuid: 'uuid',
};

/** A column of the catalogue as SQL names it: some names, such as `end`, are words of SQL. */
export const quoted = (name: string): string => `"${name}"`;

/** What a column is compared and ordered by: the expression that its index stands on. Lists are ordered by length. */
export function orderExpression({ name, type }: DisplayColumn): string {
  if (type === 'text') return `lower(${quoted(name)})`;
  return type === 'list' ? `array_length(${quoted(name)}, 1)` : quoted(name);
}

const withoutNul = (value: unknown): string => String(value).replaceAll('\0', '');

function textCondition(column: DisplayColumn, { operator, value }: DisplayFilter, parameters: SqlParameters): string {
  const lowered = orderExpression(column);
  const texts = [value].flat().map(withoutNul);
  const first = texts[0] ?? '';
  switch (operator) {
    // The index is on lower(column) as PostgreSQL lowers it: it must do the same to the value.
    case 'contains':
      return `${lowered} LIKE lower(${parameters.add(`%${escapeLike(first)}%`)}::text)`;
    case 'starts_with':
      return `${lowered} LIKE lower(${parameters.add(`${escapeLike(first)}%`)}::text)`;
    case 'in':
      return `${lowered} = ANY(${parameters.add(texts.map((text) => text.toLowerCase()))}::text[])`;
    case 'null':
      throw new RangeError('Handled before.');
    default:
      return `${lowered} ${COMPARISONS[operator]} lower(${parameters.add(first)}::text)`;
  }
}

function condition(grain: Grain, filter: DisplayFilter, parameters: SqlParameters): string {
  const column = columnOf(grain, filter.column);
  const { operator, value } = filter;
  if (operator === 'null') return `${orderExpression(column)} IS ${value === false ? 'NOT ' : ''}NULL`;
  if (column.type === 'text') return textCondition(column, filter, parameters);
  const values = [value].flat() as DisplayValue[];
  if (column.type === 'list') {
    const texts = values.map((text) => withoutNul(text).toLowerCase());
    const has = `lower_all(${quoted(column.name)}) && ${parameters.add(texts)}::text[]`;
    return operator === 'ne' ? `NOT ${has}` : has;
  }
  const sqlType = SQL_TYPES[column.type];
  if (operator === 'in') return `${quoted(column.name)} = ANY(${parameters.add(values)}::${sqlType}[])`;
  if (operator === 'contains' || operator === 'starts_with') throw new RangeError('Only texts can contain.');
  return `${quoted(column.name)} ${COMPARISONS[operator]} ${parameters.add(values[0])}::${sqlType}`;
}

/** Free text stands beside the candidate's row; rows of other grains are found by their candidate. */
function textSearch(grain: Grain, words: string, account: string, parameters: SqlParameters): string {
  const search = `search @@ ${parameters.add(words)}::tsquery`;
  if (grain.key.length === 1) return search;
  return `asset_id IN (SELECT asset_id FROM display_rows WHERE account_id = ${account} AND ${search})`;
}

/** The WHERE of a selection of an account's rows. */
export function displayConditions(
  grain: Grain,
  accountId: string,
  { filters, words }: PreparedSelection,
  parameters: SqlParameters,
): string {
  const account = `${parameters.add(accountId)}::uuid`;
  const conditions = [`account_id = ${account}`];
  for (const filter of filters) conditions.push(condition(grain, filter, parameters));
  if (words !== undefined) conditions.push(textSearch(grain, words, account, parameters));
  return conditions.join(' AND ');
}
