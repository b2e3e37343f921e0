import { ASSET_STATUSES } from '@vitamill/persistence';
import { assetId, header, json, locale, type Operations, pathId, query, upload } from '../openapi/operation.js';

const string = { type: 'string' };
const time = { type: 'string', format: 'date-time' };

export const FILES_OPERATIONS: Operations = {
  '/api/v1/files/upload': {
    post: {
      id: 'uploadFile',
      once: true,
      tag: 'Files',
      summary: 'Upload a CV. Costs one credit.',
      description:
        'The parts may stand in any order. The same bytes again in the same account are a 409 with the existing asset_id.',
      scope: 'files:write',
      requestBody: upload({
        tags: { type: 'array', maxItems: 20, items: { type: 'string', maxLength: 64 } },
        locale,
        external_ref: { type: 'string', maxLength: 200, description: "The client's own id" },
        expires_at: { ...time, description: "When it is erased; the account's own retention may be sooner" },
        delete_after_parse: { type: 'boolean', description: 'Erase the file once it was read; the record stays' },
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
