import { DISPLAY_COLUMNS, type DisplayFilter } from '@vitamill/persistence';
import type { FieldError } from '../errors/api-errors.js';

const MAX_VALUES = 100;
const MAX_TEXT = 200;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * One filter of the query string: `column=value` is equality, repeated it is any of the values; `column__operator=value`
 * is any other operator of the column. Null where there is no such column or operator.
 */
export function readFilter(name: string, values: readonly string[]): DisplayFilter | FieldError | null {
  const [columnName = '', operatorName, ...rest] = name.split('__');
  const column = DISPLAY_COLUMNS.find((candidate) => candidate.name === columnName);
  const operator = operatorName ?? (values.length > 1 ? 'in' : 'eq');
  if (!column || rest.length > 0 || !(column.operators as readonly string[]).includes(operator)) return null;
  const invalid = (message: string): FieldError => ({ field: name, code: 'invalid_value', message });

  const given = operator === 'in' && operatorName ? values.flatMap((value) => value.split(',')) : values;
  if (operator !== 'in' && given.length > 1)
    return { ...invalid(`${name} must be given once.`), code: 'repeated_parameter' };
  if (given.length > MAX_VALUES) return invalid(`${name} takes at most ${MAX_VALUES} values.`);
  const read = given.map((value) => readValue(column.type, value));
  if (read.some((value) => value === null)) return invalid(`${name} must be ${EXPECTED[column.type] ?? 'a text'}.`);
  const value = operator === 'in' ? read : read[0];
  return { column: column.name, operator, value } as DisplayFilter;
}

const EXPECTED: Readonly<Record<string, string>> = {
  text: `a text of 1 to ${MAX_TEXT} characters`,
  list: `a text of 1 to ${MAX_TEXT} characters`,
  integer: 'a whole number',
  number: 'a number',
  time: 'an ISO 8601 date or time',
  uuid: 'a UUID',
};

function readValue(type: string, value: string): string | number | Date | null {
  switch (type) {
    case 'integer':
      return /^-?\d{1,9}$/.test(value) ? Number(value) : null;
    case 'number':
      return /^-?\d{1,9}(?:\.\d{1,9})?$/.test(value) ? Number(value) : null;
    case 'time': {
      const date = ISO_DATE.test(value) ? new Date(value) : null;
      return date && !Number.isNaN(date.getTime()) ? date : null;
    }
    case 'uuid':
      return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ? value.toLowerCase() : null;
    default:
      return value.length >= 1 && value.length <= MAX_TEXT ? value : null;
  }
}
