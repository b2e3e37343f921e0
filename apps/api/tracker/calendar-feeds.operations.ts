import { header, json, jsonBody, type Operations, pathId } from '../openapi/operation.js';
import { object, reference } from '../openapi/schemas.js';

const tag = 'Job tracker';
const string = { type: 'string' };
const time = { type: 'string', format: 'date-time' };
const FEED = {
  id: { type: 'string', format: 'uuid' },
  label: string,
  created_at: time,
  last_used_at: { type: ['string', 'null'], format: 'date-time' },
};

export const CALENDAR_FEEDS_OPERATIONS: Operations = {
  '/api/jobs/calendar/feeds': {
    get: {
      id: 'listCalendarFeeds',
      summary: 'The calendars that have an address, without the addresses.',
      tag,
      scope: 'jobs:read',
      success: { '200': json('CalendarFeeds', 'At most ten') },
      errors: [],
    },
    post: {
      id: 'createCalendarFeed',
      once: true,
      summary: 'A secret address that a calendar program can subscribe to. It is shown this once.',
      tag,
      scope: 'jobs:write',
      requestBody: jsonBody('NewCalendarFeed'),
      success: { '201': json('CreatedCalendarFeed', 'With its address') },
      errors: ['validation_error', 'malformed_request', 'unsupported_media_type', 'payload_too_large', 'conflict'],
    },
  },
  '/api/jobs/calendar/feeds/{feedId}': {
    delete: {
      id: 'revokeCalendarFeed',
      summary: 'Revoke an address: it is dead at once.',
      tag,
      scope: 'jobs:write',
      parameters: [pathId('feedId', 'Id of the calendar')],
      success: { '204': { description: 'Revoked' } },
      errors: ['not_found'],
    },
  },
  '/api/jobs/feed/{address}': {
    get: {
      id: 'subscribeToCalendar',
      summary: 'The calendar of a secret address. No credentials: the address is the credential.',
      tag,
      scope: null,
      parameters: [
        {
          name: 'address',
          in: 'path',
          required: true,
          schema: { type: 'string', pattern: '^[\\w-]{43}(\\.ics)?$' },
          description: 'The secret part, with or without .ics',
        },
      ],
      success: {
        '200': {
          description: 'The calendar',
          headers: { ETag: header('Of its content') },
          content: { 'text/calendar': { schema: string } },
        },
        '304': { description: 'Not changed' },
      },
      errors: ['not_found', 'rate_limited'],
    },
  },
};

export const CALENDAR_FEEDS_SCHEMAS = {
  NewCalendarFeed: {
    type: 'object',
    properties: { label: { type: 'string', minLength: 1, maxLength: 100, default: 'Calendar' } },
  },
  CalendarFeed: object(FEED),
  CalendarFeeds: object({ data: { type: 'array', maxItems: 10, items: reference('CalendarFeed') } }),
  CreatedCalendarFeed: object({ data: object({ ...FEED, url: { type: 'string', format: 'uri' } }) }),
};
