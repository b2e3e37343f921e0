import { BASE_STATUSES, JOB_EVENT_TYPES, JOB_SOURCES, PRIORITIES, REMINDER_STATUSES } from '@vitamill/persistence';
import { object, reference } from '../openapi/schemas.js';

const string = { type: 'string' };
const nullableString = { type: ['string', 'null'] };
const uuid = { type: 'string', format: 'uuid' };
const time = { type: 'string', format: 'date-time' };
const nullableTime = { type: ['string', 'null'], format: 'date-time' };
const nullableUrl = { type: ['string', 'null'], format: 'uri', description: 'https only' };
const salary = { type: ['integer', 'null'], minimum: 30_000, maximum: 10_000_000 };
const listOf = (name: string) => ({ type: 'array', maxItems: 20, items: reference(name) });

const FIELDS = {
  company_name: { type: 'string', minLength: 1, maxLength: 200 },
  job_title: { type: 'string', minLength: 1, maxLength: 200 },
  job_description: { ...nullableString, maxLength: 50_000 },
  job_url: nullableUrl,
  source: { enum: [...JOB_SOURCES], default: 'manual' },
  status: { ...string, description: `${BASE_STATUSES.join(', ')}, or a stage of the settings`, examples: ['saved'] },
  applied_at: { ...nullableTime, description: 'Set on first entry into the status, or by hand' },
  interview_at: { ...nullableTime, description: 'Not before applied_at' },
  offer_at: nullableTime,
  rejected_at: nullableTime,
  notes: { ...nullableString, maxLength: 10_000 },
  tags: { type: 'array', maxItems: 20, items: { type: 'string', minLength: 1, maxLength: 50 } },
  salary_range_min: salary,
  salary_range_max: { ...salary, description: 'Not below salary_range_min' },
  salary_currency: { ...nullableString, description: 'ISO 4217' },
  location: { ...nullableString, maxLength: 200 },
  is_remote: { type: 'boolean', default: false },
  priority: { enum: [...PRIORITIES, null] },
  contacts: listOf('TrackedJobContact'),
  documents: listOf('TrackedJobDocument'),
  deadlines: listOf('TrackedJobDate'),
  reminders: listOf('TrackedJobDate'),
};

export const page = (name: string) =>
  object({
    data: { type: 'array', items: reference(name) },
    total: { type: 'integer', minimum: 0 },
    page: { type: 'integer', minimum: 1 },
    limit: { type: 'integer', minimum: 1, maximum: 500 },
    has_more: { type: 'boolean' },
  });

const SETTINGS = {
  stages: listOf('TrackerStage'),
  cv_asset_id: { type: ['string', 'null'], format: 'uuid', description: 'The CV that jobs are scored against' },
  time_zone: { ...string, examples: ['Europe/Berlin'], description: 'IANA; of times without an offset, and of mails' },
  reminder_mails: { type: 'boolean', description: 'Whether reminders are mailed' },
  webhook_events: { type: 'boolean', description: 'Whether webhooks of the organisation hear of these jobs' },
  auto_score: { type: 'boolean', description: 'Whether jobs are scored when they are written' },
};

export const JOBS_SCHEMAS = {
  TrackedJobContact: {
    type: 'object',
    required: ['name'],
    properties: {
      name: string,
      role: nullableString,
      email: { ...nullableString, format: 'email' },
      phone: nullableString,
      url: nullableUrl,
      note: nullableString,
    },
  },
  TrackedJobDocument: {
    type: 'object',
    required: ['title'],
    properties: {
      title: string,
      kind: { enum: ['cv', 'cover_letter', 'certificate', 'other'], default: 'other' },
      asset_id: { type: ['string', 'null'], format: 'uuid' },
      url: nullableUrl,
    },
  },
  TrackedJobDate: object({
    title: string,
    at: { ...time, description: 'Without an offset, or a date alone: in the time zone of the settings' },
  }),
  NewTrackedJob: { type: 'object', required: ['company_name', 'job_title'], properties: FIELDS },
  TrackedJobChange: { type: 'object', properties: FIELDS, description: 'What is not named stays.' },
  TrackedJob: object({
    id: uuid,
    user_id: { ...uuid, description: 'The owner' },
    version: { type: 'integer', description: 'Also the ETag' },
    ...FIELDS,
    ai_match_score: { type: ['integer', 'null'], minimum: 0, maximum: 100, description: 'Null: not scored' },
    ai_reasoning: nullableString,
    scored_asset_id: { type: ['string', 'null'], format: 'uuid', description: 'The CV that the score is of' },
    ai_parsed_data: { type: ['object', 'null'], description: 'What was read in the description' },
    stage_times: {
      type: 'object',
      additionalProperties: time,
      description: 'First entry into stages beyond the five statuses',
    },
    last_scraped_at: nullableTime,
    last_synced_at: nullableTime,
    archived_at: nullableTime,
    created_at: time,
    updated_at: time,
    deleted_at: nullableTime,
  }),
  TrackedJobAnswer: object({ data: reference('TrackedJob') }),
  TrackedJobPage: page('TrackedJob'),
  BulkJobRequest: {
    oneOf: [
      object({
        action: { const: 'create' },
        jobs: { type: 'array', minItems: 1, maxItems: 500, items: reference('NewTrackedJob') },
      }),
      object({
        action: { const: 'update' },
        ids: { type: 'array', minItems: 1, maxItems: 500, items: uuid },
        changes: reference('TrackedJobChange'),
      }),
      object({
        action: { enum: ['archive', 'restore', 'delete'] },
        ids: { type: 'array', minItems: 1, maxItems: 500, items: uuid },
      }),
    ],
  },
  BulkJobAnswer: object({
    data: { type: 'array', items: reference('TrackedJob') },
    not_found: { type: 'array', items: uuid },
  }),
  JobEvent: object({
    id: uuid,
    job_id: { type: ['string', 'null'], format: 'uuid' },
    event_type: { enum: [...JOB_EVENT_TYPES] },
    payload: { type: 'object' },
    created_at: time,
  }),
  JobEventPage: page('JobEvent'),
  JobReminders: object({
    data: {
      type: 'array',
      items: object({
        id: uuid,
        job_id: uuid,
        title: string,
        due_at: time,
        status: {
          enum: [...REMINDER_STATUSES],
          description: 'told: due, with nobody to mail; skipped: the job was deleted or archived by then',
        },
        finished_at: nullableTime,
      }),
    },
  }),
  TrackerStage: object({
    name: { type: 'string', pattern: '^[a-z][a-z0-9_]{0,39}$', examples: ['screening'] },
    label: string,
    counts_as: { enum: [...BASE_STATUSES], description: 'The status that figures count it under' },
  }),
  TrackerSettingsRequest: { type: 'object', properties: SETTINGS },
  TrackerSettingsAnswer: object({ data: object({ statuses: { type: 'array', items: string }, ...SETTINGS }) }),
};
