import { WEBHOOK_EVENTS, WEBHOOK_FAULTS } from '@vitamill/domain';
import { DELIVERY_STATUSES } from '@vitamill/persistence';
import type { ApiErrorCode } from '../errors/api-errors.js';
import { json, type Operation, type Operations, pathId, query } from '../openapi/operation.js';
import { object, reference } from '../openapi/schemas.js';
import { DEFAULT_OVERLAP_HOURS, EVENT_NAMES, LONGEST_OVERLAP_HOURS } from './webhook.body.js';

const string = { type: 'string' };
const nullableString = { type: ['string', 'null'] };
const uuid = { type: 'string', format: 'uuid' };
const nullableUuid = { type: ['string', 'null'], format: 'uuid' };
const time = { type: 'string', format: 'date-time' };
const nullableTime = { type: ['string', 'null'], format: 'date-time' };
const integer = { type: 'integer', minimum: 0 };
const events = { type: 'array', minItems: 1, uniqueItems: true, items: { enum: EVENT_NAMES } };
const fault = {
  type: ['object', 'null'],
  required: ['code', 'message'],
  properties: { code: { enum: Object.keys(WEBHOOK_FAULTS) }, message: string },
};
const endpointFacts = {
  endpoint_id: uuid,
  url: string,
  description: nullableString,
  events: { type: 'array', items: { enum: EVENT_NAMES } },
  enabled: { type: 'boolean' },
  disabled_reason: { enum: ['owner', 'gone', 'failing', null] },
  disabled_at: nullableTime,
  failing_since: nullableTime,
  previous_secret_expires_at: nullableTime,
  created_at: time,
  updated_at: time,
};
const deliveryFacts = {
  delivery_id: uuid,
  message_id: { ...string, description: 'The webhook-id of the request' },
  event: { enum: Object.keys(WEBHOOK_EVENTS) },
  endpoint_id: nullableUuid,
  url: string,
  status: { enum: [...DELIVERY_STATUSES] },
  attempts: integer,
  next_attempt_at: nullableTime,
  fault,
  http_status: { type: ['integer', 'null'] },
  replay_of: nullableUuid,
  created_at: time,
  finished_at: nullableTime,
};

export const WEBHOOKS_SCHEMAS = {
  WebhookEndpoint: object(endpointFacts),
  WebhookEndpointWithSecret: object({
    ...endpointFacts,
    secret: { ...string, description: 'whsec_...; shown this once' },
  }),
  WebhookEndpointList: object({ items: { type: 'array', items: reference('WebhookEndpoint') } }),
  WebhookSecret: object({ secret: string }),
  WebhookEventList: object({ items: { type: 'array', items: object({ event: string, description: string }) } }),
  WebhookDelivery: object(deliveryFacts),
  WebhookDeliveryWithTries: object({
    ...deliveryFacts,
    body: { ...nullableString, description: 'As sent; null once it was erased' },
    tries: {
      type: 'array',
      items: object({
        number: integer,
        started_at: time,
        milliseconds: integer,
        http_status: { type: ['integer', 'null'] },
        fault,
      }),
    },
  }),
  WebhookDeliveryList: object({
    items: { type: 'array', items: reference('WebhookDelivery') },
    limit: integer,
    next_cursor: nullableString,
  }),
};

const endpointId = pathId('endpointId', 'Id of the endpoint');
const deliveryId = pathId('deliveryId', 'Id of the delivery');
const body = (properties: object, required: readonly string[] = []) => ({
  required: true,
  content: {
    'application/json': { schema: { type: 'object', required, properties, additionalProperties: false } },
  },
});
const BODY_ERRORS: readonly ApiErrorCode[] = [
  'validation_error',
  'malformed_request',
  'request_timeout',
  'payload_too_large',
  'unsupported_media_type',
];
const operation = (
  facts: Omit<Operation, 'tag' | 'scope' | 'errors'> & { readonly errors?: readonly ApiErrorCode[] },
): Operation => ({ errors: [], ...facts, tag: 'Webhooks', scope: 'webhooks:manage' });

export const WEBHOOKS_OPERATIONS: Operations = {
  '/api/v1/webhooks/events': {
    get: operation({
      id: 'listWebhookEvents',
      summary: 'The events that there are.',
      success: { '200': json('WebhookEventList', 'Events') },
    }),
  },
  '/api/v1/webhooks/secret': {
    get: operation({
      id: 'getWebhookSecret',
      summary: 'The secret that signs what goes to the address of a single request.',
      success: { '200': json('WebhookSecret', 'The secret') },
    }),
  },
  '/api/v1/webhooks/endpoints': {
    post: operation({
      id: 'createWebhookEndpoint',
      once: true,
      summary: 'Have events sent to an address.',
      description: 'The answer shows the secret, this once.',
      requestBody: body({ url: string, events, description: nullableString }, ['url']),
      success: { '201': json('WebhookEndpointWithSecret', 'Made') },
      errors: [...BODY_ERRORS, 'conflict'],
    }),
    get: operation({
      id: 'listWebhookEndpoints',
      summary: 'All endpoints of the account.',
      success: { '200': json('WebhookEndpointList', 'Endpoints') },
    }),
  },
  '/api/v1/webhooks/endpoints/{endpointId}': {
    get: operation({
      id: 'getWebhookEndpoint',
      summary: 'One endpoint.',
      parameters: [endpointId],
      success: { '200': json('WebhookEndpoint', 'The endpoint') },
      errors: ['not_found'],
    }),
    patch: operation({
      id: 'changeWebhookEndpoint',
      summary: 'Change, disable or enable an endpoint.',
      parameters: [endpointId],
      requestBody: body({ url: string, events, description: nullableString, enabled: { type: 'boolean' } }),
      success: { '200': json('WebhookEndpoint', 'Changed') },
      errors: [...BODY_ERRORS, 'not_found'],
    }),
    delete: operation({
      id: 'deleteWebhookEndpoint',
      summary: 'Delete an endpoint and its deliveries.',
      parameters: [endpointId],
      success: { '204': { description: 'Deleted' } },
      errors: ['not_found'],
    }),
  },
  '/api/v1/webhooks/endpoints/{endpointId}/rotate-secret': {
    post: operation({
      id: 'rotateWebhookSecret',
      once: true,
      summary: 'Make a new secret; the one so far signs beside it for a while.',
      parameters: [
        endpointId,
        query(
          'overlap_hours',
          { type: 'integer', minimum: 0, maximum: LONGEST_OVERLAP_HOURS, default: DEFAULT_OVERLAP_HOURS },
          'For how long both sign; 0 where the old one is known to others',
        ),
      ],
      success: { '200': json('WebhookEndpointWithSecret', 'With the new secret') },
      errors: ['validation_error', 'not_found'],
    }),
  },
  '/api/v1/webhooks/endpoints/{endpointId}/test': {
    post: operation({
      id: 'testWebhookEndpoint',
      once: true,
      summary: 'Send a test event, once.',
      parameters: [endpointId],
      success: { '202': json('WebhookDeliveryWithTries', 'On its way') },
      errors: ['not_found', 'conflict'],
    }),
  },
  '/api/v1/webhooks/deliveries': {
    get: operation({
      id: 'listWebhookDeliveries',
      summary: 'What was sent, newest first.',
      parameters: [
        query('status', { enum: [...DELIVERY_STATUSES] }, 'State of the delivery'),
        query('event', { enum: Object.keys(WEBHOOK_EVENTS) }, 'Name of the event'),
        query('endpoint_id', uuid, 'Endpoint'),
        query('cursor', string, 'next_cursor of the page before'),
        query('limit', { type: 'integer', minimum: 1, maximum: 200, default: 50 }, 'Entries a page'),
      ],
      success: { '200': json('WebhookDeliveryList', 'Deliveries') },
      errors: ['validation_error'],
    }),
  },
  '/api/v1/webhooks/deliveries/{deliveryId}': {
    get: operation({
      id: 'getWebhookDelivery',
      summary: 'One delivery with its body and attempts.',
      parameters: [deliveryId],
      success: { '200': json('WebhookDeliveryWithTries', 'The delivery') },
      errors: ['not_found'],
    }),
  },
  '/api/v1/webhooks/deliveries/{deliveryId}/replay': {
    post: operation({
      id: 'replayWebhookDelivery',
      once: true,
      summary: 'Send the same message once more, under the same webhook-id.',
      parameters: [deliveryId],
      success: { '202': json('WebhookDeliveryWithTries', 'On its way') },
      errors: ['not_found', 'conflict', 'gone'],
    }),
  },
};
