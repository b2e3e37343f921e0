import { GRAINS } from '@vitamill/persistence';
import { MEDIA_TYPES, TABLE_FORMATS } from '@vitamill/tables';
import { header, json, jsonBody, type Operation, type Operations, pathId, query } from '../openapi/operation.js';
import { reference } from '../openapi/schemas.js';
import { LINK_SECONDS, LISTED_EXPORTS, MAX_OPEN_EXPORTS } from './exports.service.js';

const tag = 'Exports';
const exportId = pathId('exportId', 'Id of the export');

const create: Operation = {
  id: 'createExport',
  tag,
  summary: 'Has a worker write all rows of one grain into a file.',
  description: `Poll the export until its status is completed, then fetch download_url. At most ${MAX_OPEN_EXPORTS} exports of an organisation wait or run at once.`,
  scope: 'data:read',
  once: true,
  requestBody: jsonBody('NewExport'),
  success: { '202': json('Export', 'It waits', { Location: header('Where the export stands') }) },
  errors: [
    ...([
      'validation_error',
      'malformed_request',
      'payload_too_large',
      'request_timeout',
      'unsupported_media_type',
    ] as const),
    ...(['conflict', 'insufficient_role'] as const),
  ],
};

const list: Operation = {
  id: 'listExports',
  tag,
  summary: `The newest ${LISTED_EXPORTS} exports.`,
  scope: 'data:read',
  success: { '200': json('ExportList', 'Newest first') },
  errors: ['insufficient_role'],
};

const find: Operation = {
  id: 'getExport',
  tag,
  summary: 'How far an export is, and a link to its file.',
  scope: 'data:read',
  parameters: [exportId],
  success: { '200': json('Export', 'The export') },
  errors: ['not_found', 'insufficient_role'],
};

const end: Operation = {
  id: 'endExport',
  tag,
  summary: 'Cancels an export, or deletes its file.',
  scope: 'data:read',
  parameters: [exportId],
  success: { '204': { description: 'Nobody gets its file any more' } },
  errors: ['not_found', 'insufficient_role'],
};

const binary = { type: 'string', format: 'binary' };
const file = Object.fromEntries(
  TABLE_FORMATS.map((format) => [MEDIA_TYPES[format].split(';')[0] ?? '', { schema: binary }]),
);
const FILE_HEADERS = {
  'Accept-Ranges': header('bytes'),
  ETag: header('Strong, and the same for as long as the file is there'),
  'Content-Length': header('Bytes that follow'),
};

const download: Operation = {
  id: 'downloadExport',
  tag,
  summary: 'The file, by a link that download_url gave. Needs no key.',
  description:
    'With Range a part of it. Several parts, and what cannot be read, are answered by the whole file. HEAD gives the headers alone. A range behind the end is a 416 with Content-Range: bytes */size.',
  scope: null,
  parameters: [
    exportId,
    { ...query('expires', { type: 'integer' }, 'When the link ends, seconds since 1970'), required: true },
    { ...query('signature', { type: 'string' }, 'HMAC-SHA256 over both'), required: true },
    {
      name: 'Range',
      in: 'header',
      schema: { type: 'string', examples: ['bytes=0-1023', 'bytes=1024-', 'bytes=-8'] },
      description: 'One part of the file',
    },
    {
      name: 'If-Range',
      in: 'header',
      schema: { type: 'string' },
      description: 'ETag of the file whose part is wanted; of another one all is sent',
    },
  ],
  success: {
    '200': { description: 'The file', headers: FILE_HEADERS, content: file },
    '206': {
      description: 'The part that Range names',
      headers: { ...FILE_HEADERS, 'Content-Range': header('Which bytes of how many: bytes 0-1023/146515') },
      content: file,
    },
  },
  errors: ['forbidden', 'not_found', 'not_ready', 'gone', 'range_not_satisfiable'],
};

export const EXPORTS_OPERATIONS: Operations = {
  '/api/v1/data/exports': { post: create, get: list },
  '/api/v1/data/exports/{exportId}': { get: find, delete: end },
  '/api/v1/data/exports/{exportId}/file': { get: download },
};

const plain = { type: ['string', 'number', 'boolean'] };
const time = { type: 'string', format: 'date-time' };
const maybeTime = { type: ['string', 'null'], format: 'date-time' };

export const EXPORTS_SCHEMAS: Readonly<Record<string, object>> = {
  NewExport: {
    type: 'object',
    description: 'What GET /api/v1/data/display/export takes, as JSON',
    additionalProperties: false,
    properties: {
      grain: { enum: GRAINS.map(({ name }) => name), default: GRAINS[0].name },
      format: { enum: [...TABLE_FORMATS], default: 'csv' },
      bom: { type: 'boolean', default: false, description: 'CSV: begin with the byte order mark' },
      select: { type: 'array', items: { type: 'string' }, description: 'Columns to give; all unless told' },
      updated_after: {
        ...time,
        description: 'Only rows written since, and with deleted_at the keys of those that are gone since',
      },
      q: { type: 'string', maxLength: 200, description: 'Free text over the whole record' },
      filters: {
        type: 'object',
        description:
          'Filters of the grain by their names in a query string: {"country": ["DE", "FR"], "quality__gte": 0.5}',
        additionalProperties: { anyOf: [plain, { type: 'array', items: plain, minItems: 1 }] },
      },
    },
  },
  Export: {
    type: 'object',
    required: ['export_id', 'status', 'grain', 'format', 'progress', 'rows_written', 'bytes', 'created_at'],
    properties: {
      export_id: { type: 'string', format: 'uuid' },
      status: {
        enum: ['pending', 'processing', 'completed', 'failed', 'cancelled', 'deleted', 'erased', 'expired'],
        description: 'erased: somebody in the file was erased, and the file with them',
      },
      grain: { type: 'string' },
      format: { type: 'string' },
      progress: { type: 'number', minimum: 0, maximum: 1 },
      rows_written: { type: 'integer' },
      rows_total: { type: ['integer', 'null'], description: 'Rows that are expected, in large exports an estimate' },
      bytes: { type: 'integer' },
      error: {
        enum: ['internal', 'storage_unavailable', 'rows_erased', 'invalid_request', null],
        description: 'Why it failed. rows_erased: somebody was erased during every attempt',
      },
      created_at: time,
      completed_at: maybeTime,
      expires_at: { ...maybeTime, description: 'When the file is deleted' },
      next_updated_after: { ...maybeTime, description: 'updated_after of the export that goes on from this one' },
      download_url: {
        type: ['string', 'null'],
        description: `Works without a key for ${LINK_SECONDS / 60} minutes; each look gives a new one`,
      },
      download_url_expires_at: maybeTime,
    },
  },
  ExportList: {
    type: 'object',
    required: ['items'],
    properties: { items: { type: 'array', items: reference('Export') } },
  },
};
