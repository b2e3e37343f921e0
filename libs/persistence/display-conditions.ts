import {
  DISPLAY_COLUMNS,
  type DisplayColumn,
  type DisplayColumnType,
  type DisplayFilter,
  type DisplayValue,
} from './display-columns.js';
import { foldForSearch } from './display-projection.js';
import { escapeLike } from './escape-like.js';

/** Collects values and hands out their places, so that nothing a client sent is ever part of the SQL text. */
export class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

export function columnType(name: DisplayColumn): DisplayColumnType {
  const column = DISPLAY_COLUMNS.find((candidate) => candidate.name === name);
  // The name goes into the SQL text: only the catalogue's may.
  if (!column) throw new RangeError('There is no such column.');
  return column.type;
}

const COMPARISONS = { eq: '=', ne: 'IS DISTINCT FROM', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

const SQL_TYPES = { integer: 'bigint', number: 'real', time: 'timestamptz', uuid: 'uuid' } as const;

function condition({ column, operator, value }: DisplayFilter, parameters: Parameters): string {
  const type = columnType(column);
  const values = [value].flat() as DisplayValue[];
  if (type === 'text' || type === 'list') {
    const texts = values.map((text) => String(text).replaceAll('\0', '').toLowerCase());
    if (type === 'list') {
      const has = `lower_all(${column}) && ${parameters.add(texts)}::text[]`;
      return operator === 'ne' ? `NOT ${has}` : has;
    }
    // The index is on lower(column) as PostgreSQL lowers it: it must do the same to the value.
    if (operator === 'contains')
      return `lower(${column}) LIKE lower(${parameters.add(`%${escapeLike(texts[0] ?? '')}%`)}::text)`;
    if (operator === 'in') return `lower(${column}) = ANY(${parameters.add(texts)}::text[])`;
    return `lower(${column}) ${COMPARISONS[operator]} lower(${parameters.add(texts[0] ?? '')}::text)`;
  }
  const sqlType = SQL_TYPES[type];
  if (operator === 'in') return `${column} = ANY(${parameters.add(values)}::${sqlType}[])`;
  if (operator === 'contains') throw new RangeError('Only texts can contain.');
  return `${column} ${COMPARISONS[operator]} ${parameters.add(values[0])}::${sqlType}`;
}

/** The WHERE of a display query. */
export function displayConditions(
  accountId: string,
  filters: readonly DisplayFilter[],
  q: string | undefined,
  parameters: Parameters,
): string {
  const conditions = [`account_id = ${parameters.add(accountId)}`];
  for (const filter of filters) conditions.push(condition(filter, parameters));
  if (q) conditions.push(`search @@ websearch_to_tsquery('simple', ${parameters.add(foldForSearch(q))})`);
  return conditions.join(' AND ');
}
