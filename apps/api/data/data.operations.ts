import { assetId, header, include, json, type Operations, query } from '../openapi/operation.js';
import { correctOperation } from '../records/records.operations.js';

const string = { type: 'string' };

export const DATA_OPERATIONS: Operations = {
  '/api/v1/data/master/{assetId}': {
    get: {
      id: 'getMasterRecord',
      tag: 'Data',
      summary: 'The structured, normalised record.',
      scope: 'data:read',
      parameters: [
        assetId,
        include,
        query('version', { type: 'integer', minimum: 1 }, 'This version instead of the latest one'),
        { name: 'If-None-Match', in: 'header', schema: string, description: 'ETag of the copy at hand' },
      ],
      success: {
        '200': json('MasterRecord', 'The record', {
          ETag: header('Changes with the record'),
          'X-Record-Version': header('Number of the version'),
        }),
        '304': { description: 'The copy at hand is current' },
      },
      errors: ['validation_error', 'not_found', 'not_ready', 'processing_failed'],
    },
    patch: correctOperation,
  },
};
