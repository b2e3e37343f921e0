import { RECORD_ORIGINS } from '@vitamill/persistence';
import { assetId, header, json, type Operation, type Operations, query } from '../openapi/operation.js';
import { reference } from '../openapi/schemas.js';

const string = { type: 'string' };
const nullable = { type: ['string', 'null'] };
const uuid = { type: 'string', format: 'uuid' };
const time = { type: 'string', format: 'date-time' };
const strings = { type: 'array', items: string };
const anything = { description: 'Any JSON value' };
const object = (properties: Record<string, object>) => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
});
const MISSING = ['not_found', 'not_ready', 'processing_failed'] as const;
const TAG = 'Records';

export const correctOperation: Operation = {
  id: 'correctMasterRecord',
  tag: TAG,
  summary: 'Correct values of the record; they are verified from then on and survive processing again.',
  description:
    'A JSON Patch (RFC 6902), applied as a whole or not at all. Setting a value to what it is confirms it. Facts of the service (ids, versions, metrics, quality) cannot be corrected.',
  scope: 'data:write',
  parameters: [
    assetId,
    { name: 'If-Match', in: 'header', schema: string, description: 'ETag of the record that was corrected' },
  ],
  requestBody: { required: true, content: { 'application/json-patch+json': { schema: reference('JsonPatch') } } },
  success: {
    '200': json('MasterRecord', 'The corrected record', {
      ETag: header('Changes with the record'),
      'X-Record-Version': header('Number of the new version'),
    }),
  },
  errors: [
    'validation_error',
    'malformed_request',
    ...MISSING,
    'request_timeout',
    'patch_conflict',
    'precondition_failed',
    'payload_too_large',
    'unsupported_media_type',
    'invalid_record',
  ],
};

export const RECORDS_OPERATIONS: Operations = {
  '/api/v1/files/assets/{assetId}/reprocess': {
    post: {
      id: 'reprocessAsset',
      once: true,
      tag: TAG,
      summary: 'Read the file again with the pipeline of today. Costs nothing.',
      description:
        'The record that is there stays until the new version is. Where a run waits or works already, it is told.',
      scope: 'files:write',
      parameters: [assetId],
      success: { '202': json('Reprocess', 'Queued') },
      errors: ['not_found', 'gone', 'queue_saturated'],
    },
  },
  '/api/v1/files/assets/reprocess': {
    post: {
      id: 'reprocessAssets',
      once: true,
      tag: TAG,
      summary: 'Read many files again. Costs nothing.',
      description:
        'All conditions must hold; none is every asset that is completed or failed. In the order of ids, up to limit.',
      scope: 'files:write',
      requestBody: { required: true, content: { 'application/json': { schema: reference('ReprocessSelection') } } },
      success: { '202': json('Reprocessed', 'Queued') },
      errors: [
        'validation_error',
        'malformed_request',
        'request_timeout',
        'payload_too_large',
        'unsupported_media_type',
        'queue_saturated',
      ],
    },
  },
  '/api/v1/data/master/{assetId}/versions': {
    get: {
      id: 'listRecordVersions',
      tag: TAG,
      summary: 'The versions of the record, newest first.',
      scope: 'data:read',
      parameters: [assetId],
      success: { '200': json('RecordVersionList', 'The versions') },
      errors: [...MISSING],
    },
  },
  '/api/v1/data/master/{assetId}/diff': {
    get: {
      id: 'diffRecordVersions',
      tag: TAG,
      summary: 'What differs between two versions of the record.',
      scope: 'data:read',
      parameters: [
        assetId,
        query('from', { type: 'integer', minimum: 1 }, 'The older version; unless told the one before `to`'),
        query('to', { type: 'integer', minimum: 1 }, 'The newer version; unless told the latest'),
      ],
      success: { '200': json('RecordDiff', 'The differences') },
      errors: ['validation_error', ...MISSING],
    },
  },
  '/api/v1/data/master/{assetId}/corrections': {
    get: {
      id: 'listCorrections',
      tag: TAG,
      summary: 'What persons corrected in the record, and what of it does not fit any more.',
      scope: 'data:read',
      parameters: [assetId],
      success: { '200': json('CorrectionList', 'The corrections') },
      errors: [...MISSING],
    },
  },
};

export const RECORDS_SCHEMAS = {
  JsonPatch: {
    type: 'array',
    minItems: 1,
    maxItems: 200,
    items: {
      type: 'object',
      required: ['op', 'path'],
      properties: {
        op: { enum: ['add', 'remove', 'replace', 'move', 'copy', 'test'] },
        path: { ...string, description: 'JSON Pointer into the record' },
        from: string,
        value: anything,
      },
    },
  },
  Reprocess: object({
    asset_id: uuid,
    task_id: uuid,
    status: { enum: ['queued', 'processing', 'completed', 'failed'] },
  }),
  ReprocessSelection: {
    type: 'object',
    additionalProperties: false,
    properties: {
      asset_ids: { type: 'array', minItems: 1, maxItems: 1000, uniqueItems: true, items: uuid },
      status: { enum: ['completed', 'failed'] },
      tag: string,
      created_after: time,
      created_before: time,
      outdated: { type: 'boolean', description: 'Only records that another pipeline or other lexicons made' },
      limit: { type: 'integer', minimum: 1, maximum: 1000, default: 1000 },
      after: { ...uuid, description: '`next_after` of the answer before' },
    },
  },
  Reprocessed: object({
    queued: { type: 'array', items: object({ asset_id: uuid, task_id: uuid }) },
    skipped: {
      type: 'array',
      items: object({ asset_id: uuid, reason: { enum: ['not_found', 'in_progress', 'not_selected'] } }),
    },
    next_after: { type: ['string', 'null'], format: 'uuid', description: 'Null where nothing is left' },
  }),
  RecordVersion: object({
    version: { type: 'integer', minimum: 1 },
    latest: { type: 'boolean' },
    origin: { enum: [...RECORD_ORIGINS] },
    schema_version: string,
    pipeline_version: string,
    lexicon_version: nullable,
    taxonomy_versions: strings,
    etag: string,
    created_at: time,
  }),
  RecordVersionList: object({ asset_id: uuid, items: { type: 'array', items: reference('RecordVersion') } }),
  RecordDiff: object({
    asset_id: uuid,
    from: reference('RecordVersion'),
    to: reference('RecordVersion'),
    changes: {
      type: 'array',
      items: object({
        kind: { enum: ['added', 'removed', 'changed'] },
        from: { ...nullable, description: 'JSON Pointer into the older version' },
        to: { ...nullable, description: 'JSON Pointer into the newer version' },
        before: anything,
        after: anything,
      }),
    },
  }),
  Correction: object({
    correction_id: uuid,
    kind: { enum: ['set', 'add', 'remove'] },
    path: { ...nullable, description: 'JSON Pointer into the latest version; null where it is not applied there' },
    list: nullable,
    field: nullable,
    members: { type: ['array', 'null'], items: string },
    value: anything,
    read_value: { description: 'What was read there when it was corrected' },
    key_id: { type: ['string', 'null'], format: 'uuid', description: 'Null for a person who logged in' },
    user_id: { type: ['string', 'null'], format: 'uuid', description: 'Who logged in, or stands behind the key' },
    made_at: time,
    made_in_version: { type: 'integer', minimum: 1 },
    conflict: {
      type: ['object', 'null'],
      required: ['code', 'message'],
      properties: { code: string, message: string },
    },
  }),
  CorrectionList: object({ asset_id: uuid, items: { type: 'array', items: reference('Correction') } }),
};
