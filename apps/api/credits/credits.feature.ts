import { USAGE_DIMENSIONS, UsageRepository } from '@vitamill/persistence';
import type { ApiFeature } from '../api-feature.js';
import { json, type Operations, query } from '../openapi/operation.js';
import { object, reference } from '../openapi/schemas.js';
import { CreditsController } from './credits.controller.js';
import { CreditsService } from './credits.service.js';
import { UsageCounter } from './usage-counter.js';

const tag = 'Credits';
const string = { type: 'string' };
const nullableString = { type: ['string', 'null'] };
const integer = { type: 'integer' };
const date = { type: 'string', format: 'date' };
const time = { type: 'string', format: 'date-time' };

const operations: Operations = {
  '/api/credits/balance': {
    get: {
      id: 'getBalance',
      tag,
      summary: 'The credits of the organisation.',
      scope: 'usage:read',
      access: 'person',
      success: { '200': json('Balance', 'The balance') },
      errors: [],
    },
  },
  '/api/credits/ledger': {
    get: {
      id: 'listLedger',
      tag,
      summary: 'Every movement of credits, newest first.',
      scope: 'usage:read',
      access: 'person',
      parameters: [
        query('limit', { type: 'integer', minimum: 1, maximum: 200, default: 50 }, 'Entries a page'),
        query('cursor', string, 'next_cursor of the page before'),
      ],
      success: { '200': json('Ledger', 'A page') },
      errors: ['validation_error'],
    },
  },
  '/api/usage': {
    get: {
      id: 'getUsage',
      tag,
      summary: 'Requests, errors and credits by day, key and endpoint, and the quota of this month.',
      scope: 'usage:read',
      parameters: [
        query('from', date, 'First day, UTC; 30 days unless given'),
        query('to', date, 'Last day, UTC; today unless given'),
        query('group_by', { type: 'array', items: { enum: [...USAGE_DIMENSIONS] } }, 'Any of these; all unless given'),
      ],
      success: { '200': json('Usage', 'The sums') },
      errors: ['validation_error'],
    },
  },
};

export const creditsFeature: ApiFeature = {
  tag,
  controllers: [CreditsController],
  providers: ({ dataSource, usage }) => [
    { provide: UsageRepository, useValue: new UsageRepository(dataSource) },
    { provide: UsageCounter, useValue: usage },
    CreditsService,
  ],
  operations,
  schemas: {
    Balance: object({
      balance: integer,
      expiring: {
        type: 'array',
        items: object({ credits: integer, expires_at: time }),
        description: 'What expires, soonest first',
      },
    }),
    LedgerEntry: object({
      id: { type: 'string', format: 'uuid' },
      from_account: { enum: ['wallet', 'granted', 'sold', 'spent', 'expired'] },
      to_account: { enum: ['wallet', 'granted', 'sold', 'spent', 'expired'] },
      amount: integer,
      change: { type: 'integer', description: 'Of the balance' },
      reason: string,
      reference_id: { ...nullableString, description: 'The asset or job that was paid for' },
      key_id: nullableString,
      note: nullableString,
      balance_after: integer,
      created_at: time,
    }),
    Ledger: object({
      items: { type: 'array', items: reference('LedgerEntry') },
      limit: integer,
      next_cursor: { ...nullableString, description: 'Null on the last page' },
    }),
    UsageRow: object({
      day: { type: ['string', 'null'], format: 'date' },
      key_id: nullableString,
      key_prefix: nullableString,
      endpoint: nullableString,
      requests: integer,
      errors: integer,
      credits: { type: 'integer', description: 'Refunds taken off; 0 where endpoint is among the dimensions' },
    }),
    Usage: object({
      from: date,
      to: date,
      group_by: { type: 'array', items: { enum: [...USAGE_DIMENSIONS] } },
      items: { type: 'array', items: reference('UsageRow') },
      quota: object({ billing_month: string, current_usage: integer, committed: integer, hard_cap: integer }),
    }),
  },
};
