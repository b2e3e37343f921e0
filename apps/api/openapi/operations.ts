import { ASSET_STATUSES } from '@vitamill/persistence';
import type { Scope } from '../auth/principal.js';
import { API_ERRORS, type ApiErrorCode } from '../errors/api-errors.js';
import { reference } from './schemas.js';

export interface Operation {
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** Null: no key needed. */
  readonly scope: Scope | null;
  readonly parameters?: readonly object[];
  readonly requestBody?: object;
  readonly success: Readonly<Record<string, object>>;
  readonly errors: readonly ApiErrorCode[];
}

const AUTHENTICATED: readonly ApiErrorCode[] = ['unauthorized', 'insufficient_scope', 'rate_limited'];
const ALWAYS: readonly ApiErrorCode[] = ['internal_error', 'dependency_unavailable'];

export const query = (name: string, schema: object, description: string) => ({
  name,
  in: 'query',
  schema,
  description,
});
const pathId = (name: string, description: string) => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string', format: 'uuid' },
  description,
});
export const json = (name: string, description: string, headers?: object) => ({
  description,
  ...(headers ? { headers } : {}),
  content: { 'application/json': { schema: reference(name) } },
});
const header = (description: string) => ({ description, schema: { type: 'string' } });
const upload = (properties: object) => ({
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        required: ['file'],
        properties: {
          file: {
            type: 'string',
            format: 'binary',
            description: 'PDF, DOCX, DOC, ODT, RTF, HTML, Markdown, text or an image',
          },
          ...properties,
        },
      },
      encoding: { tags: { style: 'form', explode: true } },
    },
  },
});
const locale = {
  type: 'string',
  examples: ['en_US', 'de-DE'],
  description: 'Decides the default country of phones and the order of numeric dates',
};
const assetId = pathId('assetId', 'Id of the asset');
const include = query(
  'include',
  { enum: ['provenance'] },
  'Adds where each value stands in the document and how sure it is',
);
const string = { type: 'string' };
const time = { type: 'string', format: 'date-time' };

export function toOpenApi(operation: Operation): object {
  const codes = [...operation.errors, ...(operation.scope ? AUTHENTICATED : []), ...ALWAYS];
  const byStatus = new Map<number, ApiErrorCode[]>();
  for (const code of codes)
    byStatus.set(API_ERRORS[code].status, [...(byStatus.get(API_ERRORS[code].status) ?? []), code]);
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.description ? { description: operation.description } : {}),
    security: operation.scope ? [{ apiKey: [operation.scope] }] : [],
    ...(operation.parameters ? { parameters: operation.parameters } : {}),
    ...(operation.requestBody ? { requestBody: operation.requestBody } : {}),
    responses: {
      ...operation.success,
      ...Object.fromEntries(
        [...byStatus].map(([status, list]) => [
          String(status),
          {
            description: list.map((code) => `\`${code}\``).join(', '),
            content: { 'application/problem+json': { schema: reference('Problem') } },
          },
        ]),
      ),
    },
  };
}

const FILE_OPERATIONS: Record<string, Record<string, Operation>> = {
  '/api/v1/files/upload': {
    post: {
      id: 'uploadFile',
      tag: 'Files',
      summary: 'Upload a CV. Costs one credit.',
      description:
        'The parts may stand in any order. The same bytes again in the same account are a 409 with the existing asset_id.',
      scope: 'files:write',
      requestBody: upload({
        tags: { type: 'array', maxItems: 20, items: { type: 'string', maxLength: 64 } },
        locale,
        external_ref: { type: 'string', maxLength: 200, description: "The client's own id" },
      }),
      success: { '202': json('Upload', 'Accepted', { Location: header('Where the status is polled') }) },
      errors: [
        'validation_error',
        'malformed_request',
        'payment_required',
        'request_timeout',
        'duplicate_asset',
        'payload_too_large',
        'unsupported_media_type',
        'multipart_required',
        'queue_saturated',
        'busy',
      ],
    },
  },
  '/api/v1/files/assets': {
    get: {
      id: 'listAssets',
      tag: 'Files',
      summary: 'List the uploaded CVs, newest first.',
      scope: 'files:read',
      parameters: [
        query('limit', { type: 'integer', minimum: 1, maximum: 200, default: 50 }, 'Assets a page'),
        query('cursor', string, 'next_cursor of the page before'),
        query(
          'status',
          { type: 'array', items: { enum: [...ASSET_STATUSES] } },
          'Any of these; repeated or separated by commas',
        ),
        query('tag', string, 'Has this tag'),
        query('created_after', time, 'Uploaded after'),
        query('created_before', time, 'Uploaded before'),
        query('filename', string, 'Part of the file name, case ignored'),
        query('external_ref', string, 'Exactly this reference'),
      ],
      success: { '200': json('AssetList', 'A page') },
      errors: ['validation_error'],
    },
  },
  '/api/v1/files/assets/{assetId}': {
    get: {
      id: 'getAsset',
      tag: 'Files',
      summary: 'One asset.',
      scope: 'files:read',
      parameters: [assetId],
      success: { '200': json('Asset', 'The asset') },
      errors: ['not_found'],
    },
    delete: {
      id: 'deleteAsset',
      tag: 'Files',
      summary: 'Erase the file and everything derived from it.',
      description: 'Answers 204 again for an asset that is deleted already.',
      scope: 'files:write',
      parameters: [assetId],
      success: { '204': { description: 'Erased' } },
      errors: ['not_found'],
    },
  },
  '/api/v1/files/assets/{assetId}/status': {
    get: {
      id: 'getAssetStatus',
      tag: 'Files',
      summary: 'How far the processing is.',
      scope: 'files:read',
      parameters: [assetId],
      success: { '200': json('AssetStatus', 'The status') },
      errors: ['not_found'],
    },
  },
  '/api/v1/files/assets/{assetId}/file': {
    get: {
      id: 'getAssetFile',
      tag: 'Files',
      summary: 'The original file.',
      scope: 'files:read',
      parameters: [assetId],
      success: {
        '200': {
          description: 'The bytes as uploaded',
          content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
        },
      },
      errors: ['not_found'],
    },
  },
  '/api/v1/tasks/{taskId}': {
    get: {
      id: 'getTask',
      tag: 'Files',
      summary: 'One task and its children.',
      scope: 'files:read',
      parameters: [pathId('taskId', 'Id of the task')],
      success: { '200': json('Task', 'The task') },
      errors: ['not_found'],
    },
  },
};

const DATA_OPERATIONS: Record<string, Record<string, Operation>> = {
  '/api/v1/data/master/{assetId}': {
    get: {
      id: 'getMasterRecord',
      tag: 'Data',
      summary: 'The structured, normalised record.',
      scope: 'data:read',
      parameters: [
        assetId,
        include,
        { name: 'If-None-Match', in: 'header', schema: string, description: 'ETag of the copy at hand' },
      ],
      success: {
        '200': json('MasterRecord', 'The record', { ETag: header('Version of the record') }),
        '304': { description: 'The copy at hand is current' },
      },
      errors: ['validation_error', 'not_found', 'not_ready', 'processing_failed'],
    },
  },
  '/api/v1/parse': {
    post: {
      id: 'parseFile',
      tag: 'Parse',
      summary: 'Parse one file synchronously; nothing is stored. Costs one credit, given back when the fault is ours.',
      scope: 'parse:execute',
      parameters: [include],
      requestBody: upload({ locale }),
      success: { '200': json('MasterRecord', 'The record', { 'X-Credits-Remaining': header('Credits left') }) },
      errors: [
        'validation_error',
        'malformed_request',
        'payment_required',
        'request_timeout',
        'payload_too_large',
        'unsupported_media_type',
        'multipart_required',
        'processing_failed',
        'busy',
      ],
    },
  },
};

const page = (type: string) => ({ description: 'OK', content: { [type]: { schema: string } } });
const SERVICE_OPERATIONS: Record<string, Record<string, Operation>> = {
  '/api/health/live': {
    get: {
      id: 'getLiveness',
      tag: 'Service',
      summary: 'The process answers.',
      scope: null,
      success: { '200': json('Live', 'Alive') },
      errors: [],
    },
  },
  '/api/health/ready': {
    get: {
      id: 'getReadiness',
      tag: 'Service',
      summary: 'Database, queue and storage work.',
      scope: null,
      success: { '200': json('Ready', 'Ready') },
      errors: ['not_healthy'],
    },
  },
  '/api/metrics': {
    get: {
      id: 'getMetrics',
      tag: 'Service',
      summary: 'Prometheus metrics.',
      scope: null,
      success: { '200': page('text/plain') },
      errors: [],
    },
  },
  '/api/openapi.json': {
    get: {
      id: 'getOpenApi',
      tag: 'Service',
      summary: 'This document.',
      scope: null,
      success: { '200': { description: 'OK', content: { 'application/json': { schema: { type: 'object' } } } } },
      errors: [],
    },
  },
  '/api/docs': {
    get: {
      id: 'getDocs',
      tag: 'Service',
      summary: 'This document as a page.',
      scope: null,
      success: { '200': page('text/html') },
      errors: [],
    },
  },
  '/api/docs/{name}': {
    get: {
      id: 'getDocsFile',
      tag: 'Service',
      summary: 'A file of the docs page.',
      scope: null,
      parameters: [{ name: 'name', in: 'path', required: true, schema: string }],
      success: { '200': page('*/*') },
      errors: ['not_found'],
    },
  },
};

/** Everything but the display rows, whose parameters follow from their columns. */
export const OPERATIONS: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  ...FILE_OPERATIONS,
  ...DATA_OPERATIONS,
  ...SERVICE_OPERATIONS,
};
