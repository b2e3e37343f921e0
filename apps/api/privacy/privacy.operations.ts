import type { ApiErrorCode } from '../errors/api-errors.js';
import { json, type Operation, type Operations, pathId, query } from '../openapi/operation.js';
import { object, reference } from '../openapi/schemas.js';

const string = { type: 'string' };
const nullableString = { type: ['string', 'null'] };
const uuid = { type: 'string', format: 'uuid' };
const time = { type: 'string', format: 'date-time' };
const integer = { type: 'integer', minimum: 0 };
const settings = {
  retention_days: {
    type: ['integer', 'null'],
    minimum: 1,
    maximum: 3_650,
    description: 'Days after which uploads are erased; null: never by themselves',
  },
  delete_after_parse: { type: 'boolean', description: 'Whether files are erased once they were read' },
  credits_low_threshold: { ...integer, description: 'Balance below which credits.low is told' },
};

export const PRIVACY_SCHEMAS = {
  PrivacySettings: object(settings),
  SubjectExport: object({
    exported_at: time,
    emails: { type: 'array', items: string },
    items: { type: 'array', items: object({ asset_id: uuid, file: string }) },
    data: {
      type: 'object',
      description: 'Rows by table',
      additionalProperties: { type: 'array', items: { type: 'object' } },
    },
  }),
  ErasureReceipt: object({
    receipt_id: uuid,
    created_at: time,
    statement: { type: 'object', description: 'What was erased, with a salted hash of the person' },
    signature: { ...string, description: 'The statement as JWS (EdDSA); check it with receipt-keys' },
  }),
  ErasureReceiptList: object({ items: { type: 'array', items: reference('ErasureReceipt') } }),
  ReceiptKeys: object({ keys: { type: 'array', items: { type: 'object' } } }, 'A JWK set'),
  AuditLog: object({
    items: {
      type: 'array',
      items: object({
        entry_id: uuid,
        at: time,
        actor: object({
          kind: { enum: ['key', 'person', 'system'] },
          id: { type: ['string', 'null'], format: 'uuid' },
        }),
        action: string,
        subjects: { type: 'array', items: uuid },
        request_id: nullableString,
      }),
    },
    limit: integer,
    next_cursor: nullableString,
  }),
};

const body = (properties: object) => ({
  required: true,
  content: { 'application/json': { schema: { type: 'object', properties, additionalProperties: false } } },
});
const subject = body({ email: { ...string, format: 'email' }, asset_id: uuid });
const BODY_ERRORS: readonly ApiErrorCode[] = [
  'validation_error',
  'malformed_request',
  'request_timeout',
  'payload_too_large',
  'unsupported_media_type',
];
const operation = (
  facts: Omit<Operation, 'tag' | 'scope' | 'errors'> & Partial<Pick<Operation, 'scope' | 'errors'>>,
): Operation => ({ errors: [], scope: 'privacy:manage', ...facts, tag: 'Privacy' });

export const PRIVACY_OPERATIONS: Operations = {
  '/api/v1/privacy/settings': {
    get: operation({
      id: 'getPrivacySettings',
      summary: 'How long the account keeps what it has.',
      success: { '200': json('PrivacySettings', 'Settings') },
      errors: ['not_found'],
    }),
    patch: operation({
      id: 'changePrivacySettings',
      summary: 'Change how long the account keeps what it has.',
      requestBody: body(settings),
      success: { '200': json('PrivacySettings', 'Changed') },
      errors: [...BODY_ERRORS, 'not_found'],
    }),
  },
  '/api/v1/privacy/subjects/export': {
    post: operation({
      id: 'exportSubject',
      summary: 'Everything that the account holds about one person.',
      requestBody: subject,
      success: { '200': json('SubjectExport', 'The data') },
      errors: [...BODY_ERRORS, 'not_found'],
    }),
  },
  '/api/v1/privacy/subjects/erase': {
    post: operation({
      id: 'eraseSubject',
      summary: 'Erase everything that the account holds about one person.',
      requestBody: subject,
      success: { '200': json('ErasureReceipt', 'Erased; the signed receipt') },
      errors: [...BODY_ERRORS, 'not_found'],
    }),
  },
  '/api/v1/privacy/receipts': {
    get: operation({
      id: 'listErasureReceipts',
      summary: 'The latest receipts of erasure.',
      success: { '200': json('ErasureReceiptList', 'Receipts') },
    }),
  },
  '/api/v1/privacy/receipts/{receiptId}': {
    get: operation({
      id: 'getErasureReceipt',
      summary: 'One receipt of erasure.',
      parameters: [pathId('receiptId', 'Id of the receipt')],
      success: { '200': json('ErasureReceipt', 'The receipt') },
      errors: ['not_found'],
    }),
  },
  '/api/v1/privacy/receipt-keys': {
    get: operation({
      id: 'getReceiptKeys',
      summary: 'The public keys that receipts are checked with.',
      scope: null,
      success: { '200': json('ReceiptKeys', 'Keys') },
    }),
  },
  '/api/v1/privacy/audit-log': {
    get: operation({
      id: 'listAuditLog',
      summary: 'Who read or changed what, newest first.',
      parameters: [
        query('subject_id', uuid, 'Asset or other thing that it was about'),
        query('actor_id', uuid, 'Key or person'),
        query('action', string, 'As it stands in the log'),
        query('after', time, 'From this time on'),
        query('before', time, 'Before this time'),
        query('cursor', string, 'next_cursor of the page before'),
        query('limit', { type: 'integer', minimum: 1, maximum: 500, default: 100 }, 'Entries a page'),
      ],
      success: { '200': json('AuditLog', 'Entries') },
      errors: ['validation_error'],
    }),
  },
};
