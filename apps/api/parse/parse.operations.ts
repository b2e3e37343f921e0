import { header, include, json, locale, type Operations, upload } from '../openapi/operation.js';

export const PARSE_OPERATIONS: Operations = {
  '/api/v1/parse': {
    post: {
      id: 'parseFile',
      once: true,
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
