import { JOB_SORTS, JOB_SOURCES, PRIORITIES } from '@vitamill/persistence';
import { header, json, jsonBody, type Operations, pathId, query } from '../openapi/operation.js';

const tag = 'Job tracker';
const read = { tag, scope: 'jobs:read' } as const;
const write = { tag, scope: 'jobs:write' } as const;
const jobId = pathId('jobId', 'Id of the job');
const ifMatch = {
  name: 'If-Match',
  in: 'header',
  schema: { type: 'string' },
  description: 'ETag of the job; 412 where it changed since',
};
const etag = { ETag: header('Version of the job') };
const body = ['validation_error', 'malformed_request', 'unsupported_media_type', 'payload_too_large'] as const;
const pages = [
  query('page', { type: 'integer', minimum: 1, default: 1 }, 'From 1'),
  query('limit', { type: 'integer', minimum: 1, maximum: 500, default: 100 }, 'Rows a page'),
];

export const JOB_FILTERS = [
  query('status', { type: 'string' }, 'One or more, parted by commas'),
  query('source', { enum: [...JOB_SOURCES] }, 'Where the job was found'),
  query('since', { type: 'string', format: 'date-time' }, 'Only jobs updated after it'),
  query('search', { type: 'string', maxLength: 200 }, 'Words in company name and job title'),
  query('is_remote', { type: 'boolean' }, 'Remote or not'),
  query('min_score', { type: 'number', minimum: 0, maximum: 100 }, 'Least match score'),
  query('tag', { type: 'string' }, 'Has this tag'),
  query('priority', { enum: [...PRIORITIES] }, 'Has this priority'),
  query('archived', { enum: ['true', 'false', 'all'], default: 'false' }, 'Archived ones, others, or both'),
];

export const JOBS_OPERATIONS: Operations = {
  '/api/jobs': {
    get: {
      id: 'listTrackedJobs',
      summary: 'List jobs.',
      ...read,
      parameters: [
        ...JOB_FILTERS,
        ...pages,
        query('sort', { enum: [...JOB_SORTS], default: 'created_at' }, 'Jobs without a score come last'),
        query('order', { enum: ['asc', 'desc'], default: 'desc' }, 'Direction'),
      ],
      success: { '200': json('TrackedJobPage', 'A page of jobs') },
      errors: ['validation_error'],
    },
    post: {
      id: 'createTrackedJob',
      once: true,
      summary: 'Track a job.',
      ...write,
      requestBody: jsonBody('NewTrackedJob'),
      success: { '201': json('TrackedJobAnswer', 'Created', etag) },
      errors: [...body],
    },
  },
  '/api/jobs/bulk': {
    post: {
      id: 'bulkTrackedJobs',
      once: true,
      summary: 'Create, change, archive, restore or delete up to 500 jobs at once: all of it, or nothing.',
      ...write,
      requestBody: jsonBody('BulkJobRequest'),
      success: { '200': json('BulkJobAnswer', 'The jobs as they are now; ids that are not there') },
      errors: [...body],
    },
  },
  '/api/jobs/settings': {
    get: {
      id: 'readTrackerSettings',
      summary: 'The statuses in use and the CV that jobs are scored against.',
      ...read,
      success: { '200': json('TrackerSettingsAnswer', 'The settings') },
      errors: [],
    },
    put: {
      id: 'changeTrackerSettings',
      summary: 'Set stages beyond the five statuses, and the CV. What is not named stays.',
      ...write,
      requestBody: jsonBody('TrackerSettingsRequest'),
      success: { '200': json('TrackerSettingsAnswer', 'The settings') },
      errors: [...body, 'conflict'],
    },
  },
  '/api/jobs/{jobId}': {
    get: {
      id: 'readTrackedJob',
      summary: 'Read a job.',
      ...read,
      parameters: [jobId],
      success: { '200': json('TrackedJobAnswer', 'The job', etag), '304': { description: 'Not changed' } },
      errors: ['not_found'],
    },
    patch: {
      id: 'changeTrackedJob',
      summary: 'Change the fields that are named.',
      ...write,
      parameters: [jobId, ifMatch],
      requestBody: jsonBody('TrackedJobChange'),
      success: { '200': json('TrackedJobAnswer', 'Changed', etag) },
      errors: [...body, 'not_found', 'precondition_failed'],
    },
    delete: {
      id: 'deleteTrackedJob',
      summary: 'Delete a job.',
      ...write,
      parameters: [jobId, ifMatch],
      success: { '204': { description: 'Deleted' } },
      errors: ['not_found', 'precondition_failed'],
    },
  },
  '/api/jobs/{jobId}/archive': {
    post: {
      id: 'archiveTrackedJob',
      summary: 'Put a job out of the list.',
      ...write,
      parameters: [jobId, ifMatch],
      success: { '200': json('TrackedJobAnswer', 'Archived', etag) },
      errors: ['not_found', 'precondition_failed'],
    },
  },
  '/api/jobs/{jobId}/restore': {
    post: {
      id: 'restoreTrackedJob',
      summary: 'Put an archived job back.',
      ...write,
      parameters: [jobId, ifMatch],
      success: { '200': json('TrackedJobAnswer', 'Restored', etag) },
      errors: ['not_found', 'precondition_failed'],
    },
  },
  '/api/jobs/{jobId}/reminders': {
    get: {
      id: 'listJobReminders',
      summary: 'The reminders of a job and what became of each, the next one first.',
      ...read,
      parameters: [jobId],
      success: { '200': json('JobReminders', 'Those that are to be sent, and those that were') },
      errors: ['not_found'],
    },
  },
  '/api/jobs/{jobId}/timeline': {
    get: {
      id: 'readJobTimeline',
      summary: 'What happened to a job, newest first.',
      ...read,
      parameters: [jobId, ...pages],
      success: { '200': json('JobEventPage', 'A page of events') },
      errors: ['validation_error', 'not_found'],
    },
  },
  '/api/events': {
    get: {
      id: 'listJobEvents',
      summary: 'What happened to all jobs, newest first.',
      ...read,
      parameters: pages,
      success: { '200': json('JobEventPage', 'A page of events') },
      errors: ['validation_error'],
    },
  },
};
