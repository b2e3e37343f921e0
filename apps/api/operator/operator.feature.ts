import type { ApiFeature } from '../api-feature.js';
import { json, jsonBody, type Operations, pathId } from '../openapi/operation.js';
import { object, reference } from '../openapi/schemas.js';
import { OperatorController } from './operator.controller.js';
import { OperatorService } from './operator.service.js';

const tag = 'Operator';
const string = { type: 'string' };
const integer = { type: 'integer' };
const nullableInteger = { type: ['integer', 'null'], description: "Null: the plan's" };
const uuid = { type: 'string', format: 'uuid' };
const plan = { enum: ['free', 'starter', 'paid'] };
const operator = { scope: null, access: 'operator' } as const;
const organisationId = pathId('organisationId', 'Id of the organisation');
const invalid = ['validation_error', 'malformed_request', 'unsupported_media_type', 'not_found'] as const;

const operations: Operations = {
  '/api/operator/organisations/search': {
    post: {
      id: 'findOrganisations',
      tag,
      summary: 'The organisations that somebody owns, by e-mail address.',
      ...operator,
      requestBody: jsonBody('EmailRequest'),
      success: { '200': json('OrganisationTermsList', 'The organisations') },
      errors: invalid,
    },
  },
  '/api/operator/organisations/{organisationId}': {
    patch: {
      id: 'agreeTerms',
      tag,
      summary: 'Grant or withdraw API access; change plan, quota and rates.',
      ...operator,
      parameters: [organisationId],
      requestBody: jsonBody('TermsRequest'),
      success: { '200': json('OrganisationTerms', 'The terms') },
      errors: invalid,
    },
  },
  '/api/operator/organisations/{organisationId}/credits': {
    post: {
      id: 'issueCredits',
      tag,
      summary: 'Grant credits, or note the purchase of a pack of 100, 500 or 1,000. Demands an Idempotency-Key.',
      ...operator,
      parameters: [
        organisationId,
        { name: 'Idempotency-Key', in: 'header', required: true, schema: string, description: 'Issues once, for good' },
      ],
      requestBody: jsonBody('CreditsRequest'),
      success: { '201': json('IssuedCredits', 'Issued') },
      errors: [...invalid, 'idempotency_key_missing'],
    },
  },
};

export const operatorFeature: ApiFeature = {
  tag,
  controllers: [OperatorController],
  providers: () => [OperatorService],
  operations,
  schemas: {
    TermsRequest: {
      type: 'object',
      properties: {
        api_access_enabled: { type: 'boolean' },
        plan,
        committed_scans: nullableInteger,
        hard_cap_scans: nullableInteger,
        rate_per_minute: nullableInteger,
        rate_per_day: nullableInteger,
      },
    },
    OrganisationTerms: object({
      id: uuid,
      name: string,
      plan,
      api_access_enabled: { type: 'boolean' },
      credits: integer,
      committed_scans: integer,
      hard_cap_scans: integer,
      rate_per_minute: nullableInteger,
      rate_per_day: nullableInteger,
    }),
    OrganisationTermsList: object({ items: { type: 'array', items: reference('OrganisationTerms') } }),
    CreditsRequest: {
      type: 'object',
      required: ['credits', 'reason'],
      properties: {
        credits: { type: 'integer', minimum: 1 },
        reason: { enum: ['grant', 'purchase'] },
        expires_at: { type: 'string', format: 'date-time' },
        note: { type: 'string', maxLength: 200 },
      },
    },
    IssuedCredits: object({ organisation_id: uuid, balance: integer }),
  },
};
