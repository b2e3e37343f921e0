import { header, json, jsonBody, type Operations, pathId } from '../openapi/operation.js';
import { object, reference } from '../openapi/schemas.js';

const tag = 'Job tracker';
const uuid = { type: 'string', format: 'uuid' };
const nullableUuid = { type: ['string', 'null'], format: 'uuid' };
const string = { type: 'string' };

export const SCRAPE_OPERATIONS: Operations = {
  '/api/scrape': {
    post: {
      id: 'startScrape',
      once: true,
      summary: 'Read a job posting on the web and make a job of it. Ten an hour.',
      tag,
      scope: 'jobs:write',
      requestBody: jsonBody('ScrapeRequest'),
      success: { '202': json('ScrapeAnswer', 'Accepted; poll Location', { Location: header('Address of the run') }) },
      errors: ['validation_error', 'malformed_request', 'unsupported_media_type', 'payload_too_large'],
    },
  },
  '/api/scrape/{scrapeId}': {
    get: {
      id: 'readScrape',
      summary: 'How far it is, and the job that came of it.',
      tag,
      scope: 'jobs:read',
      parameters: [pathId('scrapeId', 'Id of the run')],
      success: { '200': json('ScrapeAnswer', 'The run') },
      errors: ['not_found'],
    },
  },
};

export const SCRAPE_SCHEMAS = {
  ScrapeRequest: {
    type: 'object',
    required: ['url'],
    properties: {
      url: { type: 'string', format: 'uri', maxLength: 2_000, description: 'https' },
      job_id: { ...nullableUuid, description: 'Fills what this job leaves empty, in place of a new job' },
    },
  },
  ScrapeAnswer: object({ data: reference('Scrape') }),
  Scrape: object({
    id: uuid,
    status: { enum: ['queued', 'running', 'completed', 'failed'] },
    url: string,
    job_id: nullableUuid,
    origins: {
      type: ['object', 'null'],
      additionalProperties: { enum: ['json_ld', 'microdata', 'open_graph', 'text'] },
      description: 'Where in the page each part was found',
    },
    error: { type: ['object', 'null'], required: ['code', 'message'], properties: { code: string, message: string } },
    created_at: { type: 'string', format: 'date-time' },
    finished_at: { type: ['string', 'null'], format: 'date-time' },
  }),
};
