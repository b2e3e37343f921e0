import { DISPLAY_COLUMNS } from '@vitamill/persistence';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../data/display-query.js';
import { json, type Operation, query } from './operation.js';
import { reference } from './schemas.js';

const JSON_TYPES: Readonly<Record<string, object>> = {
  text: { type: 'string' },
  list: { type: 'string' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  time: { type: 'string', format: 'date-time' },
  uuid: { type: 'string', format: 'uuid' },
};

const MEANINGS: Readonly<Record<string, string>> = {
  eq: 'equals',
  ne: 'differs',
  in: 'any of, separated by commas',
  contains: 'contains, case ignored',
  gt: 'greater than',
  gte: 'at least',
  lt: 'less than',
  lte: 'at most',
};

const filterParameters = DISPLAY_COLUMNS.flatMap(({ name, type, operators }) =>
  operators.map((operator) =>
    query(
      operator === 'eq' ? name : `${name}__${operator}`,
      operator === 'in' ? { type: 'string' } : (JSON_TYPES[type] ?? { type: 'string' }),
      `${name} ${MEANINGS[operator] ?? operator}`,
    ),
  ),
);

export const displayOperation: Operation = {
  id: 'listDisplayRows',
  tag: 'Data',
  summary: 'Flat rows, one a candidate.',
  description:
    'A column is a filter; repeated, any of its values. Pages by number with a total, or by cursor for deep paging.',
  scope: 'data:read',
  parameters: [
    query('page', { type: 'integer', minimum: 1, default: 1 }, 'Page, from 1'),
    query(
      'page_size',
      { type: 'integer', minimum: 1, maximum: MAX_PAGE_SIZE, default: DEFAULT_PAGE_SIZE },
      'Rows a page',
    ),
    query('cursor', { type: 'string' }, 'next_cursor of the page before, empty for the first; instead of page'),
    query('sort', { type: 'string', default: '-created_at' }, 'A column, with "-" before it for descending'),
    query('order', { enum: ['asc', 'desc'] }, 'Overrides the direction of sort'),
    query('q', { type: 'string', maxLength: 200 }, 'Free text over the row'),
    ...filterParameters,
  ],
  success: { '200': json('DisplayPage', 'A page') },
  errors: ['validation_error'],
};

const valueSchema = (type: string): object => {
  const schema = JSON_TYPES[type] ?? { type: 'string' };
  if (type === 'list') return { type: 'array', items: { type: 'string' } };
  return { ...schema, type: [(schema as { type: string }).type, 'null'] };
};

export const displaySchemas = () => ({
  DisplayRow: {
    type: 'object',
    required: DISPLAY_COLUMNS.map(({ name }) => name),
    properties: Object.fromEntries(
      DISPLAY_COLUMNS.map(({ name, type, description }) => [name, { ...valueSchema(type), description }]),
    ),
  },
  DisplayPage: {
    type: 'object',
    required: ['items', 'page', 'page_size', 'total', 'next_cursor'],
    properties: {
      items: { type: 'array', items: reference('DisplayRow') },
      page: { type: ['integer', 'null'], description: 'Null when paging by cursor' },
      page_size: { type: 'integer' },
      total: { type: ['integer', 'null'], description: 'Rows that match; null when paging by cursor' },
      next_cursor: { type: ['string', 'null'], description: 'Null on the last page' },
    },
  },
});
