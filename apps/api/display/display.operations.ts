import { type DisplayColumn, GRAINS, type Grain, OPERATORS_OF } from '@vitamill/persistence';
import { MEDIA_TYPES, TABLE_FORMATS } from '@vitamill/tables';
import { json, type Operation, type Operations, query } from '../openapi/operation.js';
import { reference } from '../openapi/schemas.js';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from './display-query.js';

const JSON_TYPES: Readonly<Record<DisplayColumn['type'], object>> = {
  text: { type: 'string' },
  list: { type: 'string' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  time: { type: 'string', format: 'date-time' },
  uuid: { type: 'string', format: 'uuid' },
};

const MEANINGS: Readonly<Record<string, string>> = {
  eq: 'equals',
  ne: 'differs',
  in: 'any of, separated by commas',
  contains: 'contains, case ignored',
  starts_with: 'starts with, case ignored',
  gt: 'greater than',
  gte: 'at least',
  lt: 'less than',
  lte: 'at most',
  null: 'has no value (true) or has one (false)',
};

const [candidate] = GRAINS;

const filterParameters = candidate.columns.flatMap(({ name, type }) =>
  OPERATORS_OF[type].map((operator) =>
    query(
      operator === 'eq' ? name : `${name}__${operator}`,
      operator === 'in' ? { type: 'string' } : JSON_TYPES[operator === 'null' ? 'boolean' : type],
      `${name} ${MEANINGS[operator] ?? operator}`,
    ),
  ),
);

const grainParameter = query(
  'grain',
  { enum: GRAINS.map(({ name }) => name), default: candidate.name },
  `Kind of rows. ${GRAINS.map(({ name, description }) => `${name}: ${description.toLowerCase()}`).join('; ')}`,
);
const selection = [
  grainParameter,
  query('q', { type: 'string', maxLength: 200 }, 'Free text over the whole record, in the languages of the records'),
  ...filterParameters,
];
const FILTERS =
  'The filters shown are those of the grain candidate; every other grain has the same for its own columns.';

const listRows: Operation = {
  id: 'listDisplayRows',
  tag: 'Display',
  summary: 'Flat rows of one grain, a candidate each by default.',
  description: `A column is a filter; repeated, any of its values. Pages by number with a total, or by cursor for deep paging. ${FILTERS}`,
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
    query('select', { type: 'string' }, 'Columns to give, separated by commas; all unless told'),
    ...selection,
  ],
  success: { '200': json('DisplayPage', 'A page') },
  errors: ['validation_error'],
};

const listFacets: Operation = {
  id: 'listDisplayFacets',
  tag: 'Display',
  summary: 'The most frequent values of columns, with counts, under the same filters as the rows.',
  description: `Entries of lists are counted one by one, texts as they are written. ${FILTERS}`,
  scope: 'data:read',
  parameters: [
    { ...query('columns', { type: 'string' }, 'Columns separated by commas, at most 10'), required: true },
    query('limit', { type: 'integer', minimum: 1, maximum: 1_000, default: 20 }, 'Values a column'),
    ...selection,
  ],
  success: { '200': json('DisplayFacets', 'The values') },
  errors: ['validation_error'],
};

const groupRows: Operation = {
  id: 'groupDisplayRows',
  tag: 'Display',
  summary: 'Counts, averages and percentiles by group, the largest group first.',
  description: FILTERS,
  scope: 'data:read',
  parameters: [
    query('by', { type: 'string' }, 'Up to 3 columns separated by commas; one group of all rows unless told'),
    query(
      'metrics',
      { type: 'string', default: 'count' },
      'Up to 10, separated by commas: count, or average, min, max, sum or p0 to p100, a colon and a numeric column',
    ),
    query(
      'unit',
      { enum: ['day', 'week', 'month', 'quarter', 'year'], default: 'month' },
      'Calendar unit that times and dates are grouped by, told by its first day',
    ),
    query('limit', { type: 'integer', minimum: 1, maximum: 1_000, default: 1_000 }, 'Groups'),
    ...selection,
  ],
  success: { '200': json('DisplayGroups', 'The groups') },
  errors: ['validation_error'],
};

const exportRows: Operation = {
  id: 'exportDisplayRows',
  tag: 'Display',
  summary: 'All rows of one grain as a file, streamed, in the order of asset and place in the record.',
  description: `What is exported is what stood there when the export began. For what changed since the last export: updated_after. ${FILTERS}`,
  scope: 'data:read',
  parameters: [
    query('format', { enum: [...TABLE_FORMATS], default: 'csv' }, 'Of the file'),
    query('bom', { type: 'boolean', default: false }, 'CSV: begin with the byte order mark that Excel tells UTF-8 by'),
    query('select', { type: 'string' }, 'Columns to give, separated by commas; all unless told'),
    query(
      'updated_after',
      { type: 'string', format: 'date-time' },
      'Only rows written since, and with deleted_at the keys of those that are gone since',
    ),
    ...selection,
  ],
  success: {
    '200': {
      description: 'The file',
      content: Object.fromEntries(
        TABLE_FORMATS.map((format) => [
          MEDIA_TYPES[format].split(';')[0] ?? '',
          { schema: { type: 'string', format: 'binary' } },
        ]),
      ),
    },
  },
  errors: ['validation_error'],
};

const listDeletions: Operation = {
  id: 'listDisplayDeletions',
  tag: 'Display',
  summary: 'Assets that were deleted since an instant: their rows are gone from every grain.',
  scope: 'data:read',
  parameters: [
    { ...query('since', { type: 'string', format: 'date-time' }, 'Deleted after'), required: true },
    query('cursor', { type: 'string' }, 'next_cursor of the page before'),
    query('limit', { type: 'integer', minimum: 1, maximum: 1_000, default: 1_000 }, 'Deletions a page'),
  ],
  success: { '200': json('DisplayDeletions', 'A page, oldest first') },
  errors: ['validation_error'],
};

const summarise: Operation = {
  id: 'summariseAccount',
  tag: 'Display',
  summary: 'Figures of the account for charts: uploads, success, languages, countries, skills, titles, experience.',
  scope: 'data:read',
  success: { '200': json('AccountSummary', 'The figures') },
  errors: [],
};

export const DISPLAY_OPERATIONS: Operations = {
  '/api/v1/data/display': { get: listRows },
  '/api/v1/data/display/facets': { get: listFacets },
  '/api/v1/data/display/groups': { get: groupRows },
  '/api/v1/data/display/export': { get: exportRows },
  '/api/v1/data/summary': { get: summarise },
  '/api/v1/data/display/deletions': { get: listDeletions },
};

const valueSchema = (type: DisplayColumn['type']): object => {
  if (type === 'list') return { type: 'array', items: { type: 'string' } };
  const schema = JSON_TYPES[type] as { readonly type: string };
  return { ...schema, type: [schema.type, 'null'] };
};

const rowName = ({ name }: Grain): string =>
  name === candidate.name ? 'DisplayRow' : `Display${name[0]?.toUpperCase()}${name.slice(1)}Row`;

const rowSchema = ({ columns, description }: Grain): object => ({
  type: 'object',
  description: `${description}. With select only the columns asked for`,
  properties: Object.fromEntries(
    columns.map(({ name, type, description: meaning }) => [name, { ...valueSchema(type), description: meaning }]),
  ),
});

const list = (items: object) => ({ type: 'array', items });

export const DISPLAY_SCHEMAS: Readonly<Record<string, object>> = {
  ...Object.fromEntries(GRAINS.map((grain) => [rowName(grain), rowSchema(grain)])),
  DisplayPage: {
    type: 'object',
    required: ['items', 'page', 'page_size', 'total', 'total_is_exact', 'next_cursor'],
    properties: {
      items: list({ anyOf: GRAINS.map((grain) => reference(rowName(grain))) }),
      page: { type: ['integer', 'null'], description: 'Null when paging by cursor' },
      page_size: { type: 'integer' },
      total: { type: ['integer', 'null'], description: 'Rows that match; null when paging by cursor' },
      total_is_exact: {
        type: ['boolean', 'null'],
        description: 'False where total is the estimate of the database: of more than about 2,000 rows',
      },
      next_cursor: { type: ['string', 'null'], description: 'Null on the last page' },
    },
  },
  DisplayFacets: {
    type: 'object',
    required: ['facets'],
    properties: {
      facets: list({
        type: 'object',
        required: ['column', 'values'],
        properties: {
          column: { type: 'string' },
          values: list({ type: 'object', required: ['value', 'count'], properties: { count: { type: 'integer' } } }),
        },
      }),
    },
  },
  DisplayDeletions: {
    type: 'object',
    required: ['items', 'next_cursor'],
    properties: {
      items: list({
        type: 'object',
        required: ['asset_id', 'deleted_at'],
        properties: { asset_id: JSON_TYPES.uuid, deleted_at: JSON_TYPES.time },
      }),
      next_cursor: { type: ['string', 'null'], description: 'Null on the last page' },
    },
  },
  AccountSummary: {
    type: 'object',
    required: [
      'assets',
      'success_ratio',
      'uploads_by_week',
      'languages',
      'countries',
      'top_skills',
      'top_titles',
      'experience',
    ],
    properties: {
      assets: { type: 'object', description: 'Assets by status', additionalProperties: { type: 'integer' } },
      success_ratio: { type: ['number', 'null'], description: 'Completed of those that ended' },
      uploads_by_week: list({
        type: 'object',
        description: 'The last 26 weeks, by their first day',
        properties: { week: JSON_TYPES.date, uploads: { type: 'integer' }, completed: { type: 'integer' } },
      }),
      ...Object.fromEntries(
        ['languages', 'countries', 'top_skills', 'top_titles'].map((name) => [
          name,
          list({ type: 'object', properties: { value: { type: 'string' }, count: { type: 'integer' } } }),
        ]),
      ),
      experience: list({
        type: 'object',
        description: 'Candidates by months of experience',
        properties: {
          from_months: { type: 'integer' },
          to_months: { type: ['integer', 'null'] },
          count: { type: 'integer' },
        },
      }),
    },
  },
  DisplayGroups: {
    type: 'object',
    required: ['groups'],
    properties: {
      groups: list({ type: 'object', description: 'The columns of by, and each figure under its name in metrics' }),
    },
  },
};
