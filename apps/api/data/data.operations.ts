import { EXPORT_FORMATS } from '@vitamill/exports';
import { assetId, header, include, json, type Operations, query } from '../openapi/operation.js';
import { correctOperation } from '../records/records.operations.js';
import { HIDEABLE } from './master.query.js';

const string = { type: 'string' };

/** What `format` may answer beside the record. */
const withFormats = (answer: { readonly content: object }) => ({
  ...answer,
  content: {
    ...answer.content,
    'application/ld+json': { schema: { type: 'object' } },
    'application/xml': { schema: string },
    'text/vcard': { schema: string },
  },
});

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
        query(
          'format',
          { enum: [...EXPORT_FORMATS] },
          'Another format: JSON Resume 1.0, Europass XML, HR Open LER-RS, schema.org Person (JSON-LD), vCard 4.0, or a record without what tells who it is',
        ),
        query(
          'hide',
          { type: 'array', items: { enum: [...HIDEABLE] } },
          'With format=redacted: names of organisations, places; repeated or separated by commas',
        ),
        { name: 'If-None-Match', in: 'header', schema: string, description: 'ETag of the copy at hand' },
      ],
      success: {
        '200': withFormats(
          json('MasterRecord', 'The record', {
            ETag: header('Changes with the record'),
            'X-Record-Version': header('Number of the version'),
          }),
        ),
        '304': { description: 'The copy at hand is current' },
      },
      errors: ['validation_error', 'not_found', 'not_ready', 'processing_failed'],
    },
    patch: correctOperation,
  },
};
