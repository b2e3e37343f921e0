import { json, type Operations, query } from '../openapi/operation.js';
import { object, reference } from '../openapi/schemas.js';
import { JOB_FILTERS } from './jobs.operations.js';

const tag = 'Job tracker';
const string = { type: 'string' };

export const JOB_FILES_OPERATIONS: Operations = {
  '/api/jobs/export': {
    get: {
      id: 'exportTrackedJobs',
      summary: 'All jobs of a selection as one file, oldest first; archived ones too unless told.',
      tag,
      scope: 'jobs:read',
      parameters: [query('format', { enum: ['csv', 'json'], default: 'csv' }, 'Of the file'), ...JOB_FILTERS],
      success: {
        '200': {
          description: 'The file',
          content: { 'text/csv': { schema: string }, 'application/json': { schema: reference('TrackedJobFile') } },
        },
      },
      errors: ['validation_error'],
    },
  },
  '/api/jobs/import': {
    post: {
      id: 'importTrackedJobs',
      once: true,
      summary: 'Make jobs of a file as the export writes it, at most 500: all of them, or none.',
      tag,
      scope: 'jobs:write',
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: object({ data: { type: 'array', minItems: 1, maxItems: 500, items: reference('NewTrackedJob') } }),
          },
          'text/csv': { schema: string },
        },
      },
      success: { '201': json('TrackedJobFile', 'The jobs, with new ids') },
      errors: ['validation_error', 'malformed_request', 'unsupported_media_type', 'payload_too_large'],
    },
  },
  '/api/jobs/calendar.ics': {
    get: {
      id: 'readJobCalendar',
      summary: 'Interviews, deadlines and reminders as iCalendar.',
      tag,
      scope: 'jobs:read',
      success: { '200': { description: 'The calendar', content: { 'text/calendar': { schema: string } } } },
      errors: [],
    },
  },
};

export const JOB_FILES_SCHEMAS = {
  TrackedJobFile: object({ data: { type: 'array', items: reference('TrackedJob') } }),
};
