import { ASSET_STATUSES, TASK_STATUSES } from '@vitamill/persistence';

const string = { type: 'string' } as const;
const nullableString = { type: ['string', 'null'] } as const;
const uuid = { type: 'string', format: 'uuid' } as const;
const nullableUuid = { type: ['string', 'null'], format: 'uuid' } as const;
const time = { type: 'string', format: 'date-time' } as const;
const nullableTime = { type: ['string', 'null'], format: 'date-time' } as const;
const integer = { type: 'integer', minimum: 0 } as const;
const progress = { type: 'number', minimum: 0, maximum: 1 } as const;
const strings = { type: 'array', items: string } as const;

export const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** Every listed member is always present. */
export const object = (properties: Record<string, object>, description?: string) => ({
  type: 'object',
  ...(description ? { description } : {}),
  required: Object.keys(properties),
  properties,
});

const errorOf = (description: string) => ({
  type: ['object', 'null'],
  description,
  required: ['code', 'message'],
  properties: { code: string, message: string },
});

const uploadFacts = {
  asset_id: uuid,
  task_id: { ...uuid, description: 'The parent task' },
  status: { enum: [...ASSET_STATUSES] },
  filename: nullableString,
  content_type: { ...nullableString, description: 'By content, not by name' },
  size_bytes: integer,
  sha256: nullableString,
  tags: strings,
  locale: nullableString,
  external_ref: nullableString,
  expires_at: { ...nullableTime, description: 'When it is erased by itself' },
  delete_after_parse: { type: 'boolean', description: 'Whether the file is erased once it was read' },
};

const task = {
  task_id: uuid,
  parent_task_id: nullableUuid,
  asset_id: uuid,
  kind: string,
  progress,
  error: errorOf('Why it failed'),
  started_at: nullableTime,
  finished_at: nullableTime,
};

export const SCHEMAS = {
  Upload: object({ ...uploadFacts, created_at: time, credits_remaining: integer }),
  Asset: object({
    ...uploadFacts,
    error: errorOf('Why it failed'),
    created_at: time,
    updated_at: time,
    finished_at: nullableTime,
    deleted_at: nullableTime,
  }),
  AssetList: object({
    items: { type: 'array', items: reference('Asset') },
    limit: integer,
    next_cursor: { ...nullableString, description: 'Null on the last page' },
  }),
  AssetStatus: object({
    asset_id: uuid,
    task_id: uuid,
    status: { enum: ['queued', 'processing', 'completed', 'failed'] },
    stage: { ...nullableString, description: 'What is being done, or was done last' },
    progress,
    attempts: integer,
    error: errorOf('Why it failed'),
    warnings: { type: 'array', items: object({ code: string, message: string }) },
    created_at: time,
    updated_at: time,
    started_at: nullableTime,
    finished_at: nullableTime,
    tasks: { type: 'array', items: reference('ChildTask') },
  }),
  ChildTask: object({ ...task, state: { enum: [...TASK_STATUSES] } }),
  Task: object({
    ...task,
    status: { enum: [...TASK_STATUSES] },
    tasks: { type: 'array', items: reference('ChildTask'), description: 'Its children, in order' },
  }),
  MasterRecord: {
    type: 'object',
    description:
      'The structured, normalised form of one CV. Unknown is null or an empty list, never an invented value.',
    required: [
      'asset_id',
      'schema_version',
      'language',
      'contact',
      'experience',
      'education',
      'skills',
      'languages',
      'metrics',
      'quality',
    ],
    properties: {
      asset_id: { ...nullableUuid, description: 'Null for a synchronous parse' },
      schema_version: string,
      language: { ...nullableString, description: 'BCP 47' },
      locale: nullableString,
      reference_date: { type: 'string', format: 'date', description: 'The day that "present" was resolved against' },
      contact: { type: 'object' },
      summary: nullableString,
      ...Object.fromEntries(
        ['experience', 'education', 'skills', 'languages', 'certifications', 'projects', 'publications', 'awards'].map(
          (name) => [name, { type: 'array', items: { type: 'object' } }],
        ),
      ),
      metrics: { type: 'object' },
      quality: { type: 'object' },
      provenance: {
        type: 'object',
        description:
          'With include=provenance: JSON Pointer of a value to where it stands in the document and how sure it is',
      },
    },
  },
  Live: object({ status: { const: 'ok' } }),
  Ready: object({
    status: { const: 'ok' },
    checks: { type: 'object', additionalProperties: { enum: ['ok', 'failed'] } },
  }),
  Problem: {
    type: 'object',
    description: 'RFC 9457. Some codes add members: asset_id of a duplicate, reason of a failure, checks of readiness.',
    required: ['type', 'title', 'status', 'code', 'detail', 'request_id', 'errors'],
    properties: {
      type: { type: 'string', format: 'uri' },
      title: string,
      status: { type: 'integer' },
      code: { type: 'string', description: 'Stable; branch on this' },
      detail: string,
      request_id: string,
      errors: { type: 'array', items: object({ field: string, code: string, message: string }) },
    },
  },
  DetailError: {
    type: 'object',
    description: 'detail is a text, or the list of what failed validation. The monthly quota adds its figures.',
    required: ['detail'],
    properties: {
      detail: {
        anyOf: [
          string,
          {
            type: 'array',
            items: object({
              loc: { type: 'array', items: { type: ['string', 'integer'] } },
              msg: string,
              type: string,
            }),
          },
        ],
      },
      current_usage: integer,
      hard_cap: integer,
      requested_count: integer,
      billing_month: string,
    },
  },
  TrackerError: object({
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { type: 'string', description: 'In capitals; branch on this' },
        message: string,
        details: { type: 'array', items: object({ field: string, message: string }) },
        request_id: string,
        retry_after: { type: 'integer', description: 'Seconds' },
      },
    },
  }),
};
