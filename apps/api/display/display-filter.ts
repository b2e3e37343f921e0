import {
  type DisplayColumn,
  type DisplayFilter,
  type DisplayOperator,
  type DisplayValue,
  type Grain,
  OPERATORS_OF,
} from '@vitamill/persistence';
import type { FieldError } from '../errors/api-errors.js';

const MAX_VALUES = 100;
const MAX_TEXT = 200;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** Spellings of the same operators that other tools use. */
const ALIASES: Readonly<Record<string, DisplayOperator>> = { ge: 'gte', le: 'lte', startswith: 'starts_with' };

/**
 * One filter of the query string: `column=value` is equality, repeated it is any of the values; `column__operator=value`
 * is any other operator of the column. Null where there is no such column or operator.
 */
export function readFilter(grain: Grain, name: string, values: readonly string[]): DisplayFilter | FieldError | null {
  const [columnName = '', operatorName, ...rest] = name.split('__');
  const column = grain.columns.find((candidate) => candidate.name === columnName);
  if (!column || rest.length > 0) return null;
  const asked = operatorName ?? (values.length > 1 ? 'in' : 'eq');
  const named = Object.hasOwn(ALIASES, asked) ? ALIASES[asked] : asked;
  const operator = OPERATORS_OF[column.type].find((candidate) => candidate === named);
  if (!operator) return null;
  const invalid = (message: string): FieldError => ({ field: name, code: 'invalid_value', message });

  const given = operator === 'in' && operatorName ? values.flatMap((value) => value.split(',')) : values;
  if (operator !== 'in' && given.length > 1)
    return { ...invalid(`${name} must be given once.`), code: 'repeated_parameter' };
  if (given.length > MAX_VALUES) return invalid(`${name} takes at most ${MAX_VALUES} values.`);
  const type = operator === 'null' ? 'boolean' : column.type;
  const read = given.map((value) => readValue(type, value));
  if (read.some((value) => value === null)) return invalid(`${name} must be ${EXPECTED[type]}.`);
  const value = (operator === 'in' ? read : read[0]) as DisplayFilter['value'];
  return { column: column.name, operator, value };
}

const EXPECTED: Readonly<Record<DisplayColumn['type'], string>> = {
  text: `a text of 1 to ${MAX_TEXT} characters`,
  list: `a text of 1 to ${MAX_TEXT} characters`,
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  date: 'an ISO 8601 date',
  time: 'an ISO 8601 date or time',
  uuid: 'a UUID',
};

export function readTime(value: string): Date | null {
  const date = ISO_DATE.test(value) ? new Date(value) : null;
  return date && !Number.isNaN(date.getTime()) ? date : null;
}

function readValue(type: DisplayColumn['type'], value: string): DisplayValue | null {
  switch (type) {
    case 'integer':
      return /^-?\d{1,9}$/.test(value) ? Number(value) : null;
    case 'number':
      return /^-?\d{1,9}(?:\.\d{1,9})?$/.test(value) ? Number(value) : null;
    case 'boolean':
      return value === 'true' || value === 'false' ? value === 'true' : null;
    case 'date':
      return readTime(value)?.toISOString().slice(0, 10) ?? null;
    case 'time':
      return readTime(value);
    case 'uuid':
      return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ? value.toLowerCase() : null;
    default:
      return value.length >= 1 && value.length <= MAX_TEXT ? value : null;
  }
}
