import type { ApiFeature } from '../api-feature.js';
import { json, type Operations } from '../openapi/operation.js';
import { object, reference } from '../openapi/schemas.js';
import { KeysController } from './keys.controller.js';
import { KeysService } from './keys.service.js';

const tag = 'Keys';
const string = { type: 'string' };
const integer = { type: 'integer', minimum: 0 };
const naiveTime = { type: 'string', description: 'UTC, without a zone: 2026-04-24T01:33:11.984000' };
const nullableTime = { ...naiveTime, type: ['string', 'null'] };
const strings = { type: 'array', items: string };
const formFields = {
  name: { type: 'string', minLength: 1, maxLength: 100 },
  scopes: { type: 'string', description: 'Separated by spaces or commas, or repeated; * unless given' },
  expires_at: { type: 'string', format: 'date-time' },
  allowed_ips: { type: 'string', description: 'Addresses or networks that the key works from; all unless given' },
  test: { type: 'boolean', description: 'A key of the sandbox: its own data, no cost' },
};
const form = { schema: { type: 'object', required: ['name'], properties: formFields } };
const ours = { scopes: strings, expires_at: nullableTime, allowed_ips: strings, test: { type: 'boolean' } };

const operations: Operations = {
  '/api/v1/keys': {
    get: {
      id: 'listKeys',
      tag,
      summary: 'The keys of the organisation, revoked ones included, and its quota of this month.',
      scope: null,
      access: 'person',
      success: { '200': json('KeyList', 'The keys') },
      errors: ['forbidden'],
    },
    post: {
      id: 'createKey',
      once: true,
      tag,
      summary: 'Create a key. It is shown this once. At most 5 are active at a time.',
      scope: 'keys:manage',
      access: 'person',
      requestBody: {
        required: true,
        content: { 'application/x-www-form-urlencoded': form, 'multipart/form-data': form },
      },
      success: { '200': json('NewKey', 'The key') },
      errors: ['validation_error', 'invalid_request', 'email_not_confirmed', 'api_access_disabled', 'forbidden'],
    },
  },
  '/api/v1/keys/{keyId}': {
    delete: {
      id: 'revokeKey',
      tag,
      summary: 'Revoke a key, at once and for good.',
      scope: 'keys:manage',
      access: 'person',
      parameters: [{ name: 'keyId', in: 'path', required: true, schema: integer, description: 'Number of the key' }],
      success: { '200': json('RevokedKey', 'Revoked') },
      errors: ['forbidden', 'not_found'],
    },
  },
};

export const keysFeature: ApiFeature = {
  tag,
  controllers: [KeysController],
  providers: () => [KeysService],
  operations,
  schemas: {
    KeyList: object({
      api_access_enabled: { type: 'boolean' },
      org_api_cvs_this_month: integer,
      committed_scans: integer,
      hard_cap_scans: integer,
      keys: { type: 'array', items: reference('Key') },
    }),
    Key: object({
      id: integer,
      name: string,
      key_prefix: { type: 'string', description: 'The first 20 characters' },
      revoked: { type: 'boolean' },
      created_at: naiveTime,
      last_used_at: nullableTime,
      monthly_cv_count: integer,
      billing_month: string,
      ...ours,
    }),
    NewKey: object({
      id: integer,
      name: string,
      key: string,
      key_prefix: string,
      created_at: naiveTime,
      warning: string,
      ...ours,
    }),
    RevokedKey: object({ id: integer, revoked: { const: true } }),
  },
};
