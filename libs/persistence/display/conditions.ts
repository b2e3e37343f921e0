import { escapeLike } from '../escape-like.js';
import { loweredText } from '../lowered-text.js';
import type { SqlParameters } from '../sql-parameters.js';
import type { DisplayColumn, DisplayColumnType, DisplayFilter, DisplayValue } from './columns.js';
import { CANDIDATE_GRAIN, columnOf, type Grain, MATCH_GRAIN } from './grains.js';
import type { PreparedSelection, ResolvedFilter } from './search-query.js';

const COMPARISONS = { eq: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

const SQL_TYPES: Readonly<Record<Exclude<DisplayColumnType, 'text' | 'list'>, string>> = {
  integer: 'bigint',
  number: 'real',
  boolean: 'boolean',
  date: 'date',
  time: 'timestamptz',
  uuid: 'uuid',
};

/**
 * What conditions are for: to find rows by an index, to look at rows on the way along another order, or to ask the planner
 * how many there are. It takes two conditions that say the same for two, and would expect far too few.
 */
export type ConditionUse = 'index' | 'walk' | 'estimate';

/** A column of the catalogue as SQL names it: some names, such as `end`, are words of SQL. */
export const quoted = (name: string): string => `"${name}"`;

/** What a column is compared and ordered by: the expression that its index stands on. Lists are ordered by length. */
export function orderExpression({ name, type }: DisplayColumn): string {
  if (type === 'text') return `lower(${quoted(name)})`;
  return type === 'list' ? `array_length(${quoted(name)}, 1)` : quoted(name);
}

const isNameOfCandidate = (grain: Grain, { name }: DisplayColumn): boolean =>
  name === 'candidate_name' && grain !== CANDIDATE_GRAIN && grain !== MATCH_GRAIN;

const withoutNul = (value: unknown): string => String(value).replaceAll('\0', '');

/** What differs from a value: three ranges of an index, where IS DISTINCT FROM would read every row. */
const differs = (key: string, value: string): string => `(${key} < ${value} OR ${key} > ${value} OR ${key} IS NULL)`;

/**
 * Scripts whose texts that begin alike stand together in the root collation. In Thai, Lao and their like they do not: a
 * letter that is written later comes first there (UTS #10, 3.3).
 */
const IN_ORDER =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Han}\p{Script=Hangul}\p{Script=Common}\p{Script=Inherited}]+$/u;
/** Of these, those whose letters stay what they are, whatever mark follows. */
const UNCHANGED_BY_MARKS = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Han}\p{Script=Common}\p{Script=Inherited}]+$/u;

/** The beginning of a text that everything beginning with the text shares in the collation, empty where there is none. */
function sharedBeginning(text: string): string {
  if (UNCHANGED_BY_MARKS.test(text)) return text;
  // A breve behind the last letter would make another letter of it, as that of й does.
  return IN_ORDER.test(text) ? text.replace(/\P{M}\p{M}*$/u, '') : '';
}

/**
 * Texts that begin with a value, as a range of the index where that has them: U+FFFF comes behind every other letter
 * (UTS #35, part 5, 2.7.2). LIKE says which of the range it is.
 */
function beginsWith(key: string, text: string, parameters: SqlParameters, use: ConditionUse): string {
  const like = () => `${key} LIKE ${loweredText(parameters.add(`${escapeLike(text)}%`))}`;
  const beginning = sharedBeginning(text);
  if (!beginning || use === 'walk') return like();
  const first = loweredText(parameters.add(beginning));
  const range = `${key} >= ${first} AND ${key} < ${first} || U&'\\FFFF'`;
  return use === 'estimate' ? range : `${range} AND ${like()}`;
}

function textCondition(
  column: DisplayColumn,
  { operator, value }: DisplayFilter,
  parameters: SqlParameters,
  use: ConditionUse,
): string {
  const lowered = orderExpression(column);
  const texts = [value].flat().map(withoutNul);
  const first = texts[0] ?? '';
  switch (operator) {
    case 'contains':
      return `${lowered} LIKE ${loweredText(parameters.add(`%${escapeLike(first)}%`))}`;
    case 'starts_with':
      return beginsWith(lowered, first, parameters, use);
    case 'ne':
      return differs(lowered, loweredText(parameters.add(first)));
    case 'in':
      return `${lowered} = ANY(lower_all(${parameters.add(texts)}::text[]))`;
    case 'null':
      throw new RangeError('Handled before.');
    default:
      return `${lowered} ${COMPARISONS[operator]} ${loweredText(parameters.add(first))}`;
  }
}

/** Parts of names of candidates are looked up where they are indexed: beside the candidate's own row. */
function namedLike(text: string, account: string, parameters: SqlParameters): string {
  const like = parameters.add(`%${escapeLike(text)}%`);
  return `asset_id IN (SELECT asset_id FROM ${CANDIDATE_GRAIN.table}
    WHERE account_id = ${account} AND lower(name) LIKE ${loweredText(like)})`;
}

function condition(
  grain: Grain,
  filter: DisplayFilter | ResolvedFilter,
  account: string,
  parameters: SqlParameters,
  use: ConditionUse,
): string {
  const column = columnOf(grain, filter.column);
  if ('lowered' in filter)
    return filter.lowered.length > 0
      ? `${orderExpression(column)} = ANY(${parameters.add(filter.lowered)}::text[])`
      : 'false';
  const { operator, value } = filter;
  if (operator === 'contains' && isNameOfCandidate(grain, column))
    return namedLike(withoutNul(value), account, parameters);
  if (operator === 'null') return `${orderExpression(column)} IS ${value === false ? 'NOT ' : ''}NULL`;
  if (column.type === 'text') return textCondition(column, filter, parameters, use);
  const values = [value].flat() as DisplayValue[];
  if (column.type === 'list') {
    const texts = `${parameters.add(values.map(withoutNul))}::text[]`;
    const has = `lower_all(${quoted(column.name)}) && lower_all(${texts})`;
    if (operator !== 'ne') return has;
    // Where nearly all rows have the value as it is asked for, that is seen without making anything lower-case.
    return use === 'estimate' ? `NOT ${has}` : `NOT ${quoted(column.name)} && ${texts} AND NOT ${has}`;
  }
  const sqlType = SQL_TYPES[column.type];
  if (operator === 'in') return `${quoted(column.name)} = ANY(${parameters.add(values)}::${sqlType}[])`;
  if (operator === 'contains' || operator === 'starts_with') throw new RangeError('Only texts can contain.');
  const asked = `${parameters.add(values[0])}::${sqlType}`;
  if (operator === 'ne') return differs(quoted(column.name), asked);
  return `${quoted(column.name)} ${COMPARISONS[operator]} ${asked}`;
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
  use: ConditionUse = 'index',
): string {
  const account = `${parameters.add(accountId)}::uuid`;
  const conditions = [`account_id = ${account}`];
  for (const filter of filters) conditions.push(condition(grain, filter, account, parameters, use));
  if (words !== undefined) conditions.push(textSearch(grain, words, account, parameters));
  return conditions.join(' AND ');
}
