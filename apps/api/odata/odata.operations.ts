import { json, type Operation, type Operations, query } from '../openapi/operation.js';

const options = [
  query('$filter', { type: 'string' }, 'Which rows'),
  query('$select', { type: 'string' }, 'Properties to give'),
  query('$orderby', { type: 'string' }, 'Properties to order by, each with asc or desc'),
  query('$expand', { type: 'string' }, 'Rows of other sets within each candidate'),
  query('$search', { type: 'string' }, 'Free text'),
  query('$top', { type: 'integer', minimum: 0 }, 'Rows in all'),
  query('$skip', { type: 'integer', minimum: 0 }, 'Rows to leave out first'),
  query('$count', { type: 'boolean' }, 'Adds how many rows there are in all'),
  query('$skiptoken', { type: 'string' }, 'Part of @odata.nextLink'),
  query('$format', { type: 'string' }, 'json'),
];
const part = (name: string, description: string) => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string' },
  description,
});
const errors = ['validation_error', 'not_found', 'not_acceptable', 'not_implemented'] as const;

const get = (id: string, summary: string, parameters: readonly object[]): { get: Operation } => ({
  get: {
    id,
    tag: 'OData',
    summary,
    scope: 'data:read',
    parameters,
    success: { '200': json('ODataAnswer', 'The answer') },
    errors: [...errors],
  },
});

export const ODATA_OPERATIONS: Operations = {
  '/odata': get('getODataService', 'Service document of the OData 4.0 interface to the display rows.', []),
  '/odata/{resource}': get('getODataResource', 'The model ($metadata), a set, or an entity of a set.', [
    part('resource', 'Candidates, Candidates(id), Positions, ... or $metadata'),
    ...options,
  ]),
  '/odata/{resource}/{segment}': get('getODataSegment', 'How many rows a set has, or what a candidate leads to.', [
    part('resource', 'A set, or an entity of it'),
    part('segment', '$count, or a navigation property'),
    ...options,
  ]),
  '/odata/{resource}/{segment}/{part}': get('getODataPart', 'How many rows a candidate leads to.', [
    part('resource', 'A candidate'),
    part('segment', 'A navigation property'),
    part('part', '$count'),
    query('$filter', { type: 'string' }, 'Which rows'),
  ]),
};

export const ODATA_SCHEMAS: Readonly<Record<string, object>> = {
  ODataAnswer: {
    type: 'object',
    description: 'As the OData JSON format has it; the model is at /odata/$metadata',
  },
  ODataError: {
    type: 'object',
    required: ['error'],
    properties: {
      error: {
        type: 'object',
        required: ['code', 'message'],
        properties: { code: { type: 'string' }, message: { type: 'string' }, target: { type: 'string' } },
      },
    },
  },
};
