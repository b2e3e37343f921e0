import { json, jsonBody, type Operations, pathId, query } from '../openapi/operation.js';
import { object, reference } from '../openapi/schemas.js';
import { DIGEST_TYPES } from './digest.js';
import { INSIGHT_TYPES } from './insights.js';
import { page } from './jobs.schemas.js';

const tag = 'Job tracker';
const read = { tag, scope: 'jobs:read' } as const;
const string = { type: 'string' };
const uuid = { type: 'string', format: 'uuid' };
const time = { type: 'string', format: 'date-time' };
const integer = { type: 'integer' };
const arrayOf = (items: object) => ({ type: 'array', items });
const proofs = arrayOf({
  type: 'object',
  description: '`text`, and where it stands: `path` in the record, `page`, `bbox`',
});
const onCv = [
  pathId('jobId', 'Id of the job; it needs a description'),
  query('asset_id', uuid, 'The CV; that of the settings, or the only one, unless told'),
];
const cvErrors = ['validation_error', 'not_found', 'not_ready'] as const;

const bodyErrors = ['validation_error', 'malformed_request', 'unsupported_media_type', 'payload_too_large'] as const;

export const AI_OPERATIONS: Operations = {
  '/api/ai/insights': {
    get: {
      id: 'listInsights',
      summary:
        'What the jobs say: digests, patterns, what is due, skills in demand. Rules and counts, no language model.',
      ...read,
      parameters: [
        query('type', { enum: [...INSIGHT_TYPES] }, 'Only of this type'),
        query('limit', { type: 'integer', minimum: 1, maximum: 100, default: 10 }, 'Insights'),
      ],
      success: { '200': json('InsightList', 'The insights') },
      errors: ['validation_error'],
    },
  },
  '/api/ai/digest': {
    post: {
      id: 'makeDigest',
      summary: 'What happened in the last day or week, and what is due, the most urgent first.',
      tag,
      scope: 'jobs:write',
      requestBody: jsonBody('DigestRequest', false),
      success: {
        '200': json('DigestAnswer', 'The one of the last hour: nothing happened since'),
        '201': json('DigestAnswer', 'A new one; kept for 90 days'),
      },
      errors: bodyErrors,
    },
  },
  '/api/ai/digests': {
    get: {
      id: 'listDigests',
      summary: 'Digests that were made, newest first.',
      ...read,
      parameters: [
        query('page', { type: 'integer', minimum: 1, default: 1 }, 'From 1'),
        query('limit', { type: 'integer', minimum: 1, maximum: 500, default: 100 }, 'Rows a page'),
      ],
      success: { '200': json('DigestPage', 'A page of digests') },
      errors: ['validation_error'],
    },
  },
  '/api/ai/score': {
    post: {
      id: 'scoreTrackedJobs',
      once: true,
      summary:
        'Have jobs scored beside the requests: those named, or the newest in the list without a score, at most 500.',
      tag,
      scope: 'jobs:write',
      requestBody: jsonBody('ScoresRequest', false),
      success: { '202': json('QueuedScores', 'Accepted; the scores appear on the jobs') },
      errors: bodyErrors,
    },
  },
  '/api/ai/skills': {
    get: {
      id: 'listSkillsInDemand',
      summary: 'The skills that the jobs in the list name most.',
      ...read,
      success: { '200': json('SkillsInDemand', 'At most 50 skills') },
      errors: [],
    },
  },
  '/api/ai/duplicates': {
    get: {
      id: 'listDuplicateJobs',
      summary: 'Jobs that were saved more than once.',
      ...read,
      success: { '200': json('DuplicateJobs', 'Groups of jobs') },
      errors: [],
    },
  },
  '/api/ai/follow-ups': {
    get: {
      id: 'listFollowUps',
      summary: 'What is due, the longest due first.',
      ...read,
      success: { '200': json('FollowUps', 'Suggestions') },
      errors: [],
    },
  },
  '/api/ai/jobs/{jobId}/score': {
    post: {
      id: 'scoreTrackedJob',
      summary: 'Score a job against a CV, and keep the score on it.',
      tag,
      scope: 'jobs:write',
      parameters: onCv,
      success: { '200': json('ScoredJob', 'Score, strengths, gaps, and the evidence of each requirement') },
      errors: cvErrors,
    },
  },
  '/api/ai/jobs/{jobId}/advice': {
    get: {
      id: 'adviseOnCv',
      summary: 'What to add to the CV or reword for this job, with its lines.',
      ...read,
      parameters: onCv,
      success: { '200': json('CvAdvice', 'What the CV does not show, or not well') },
      errors: cvErrors,
    },
  },
  '/api/ai/jobs/{jobId}/cover-letter': {
    get: {
      id: 'listCoverLetterFacts',
      summary: 'The facts that a cover letter can mention.',
      ...read,
      parameters: onCv,
      success: { '200': json('CoverLetterFacts', 'What the CV proves, and what is open') },
      errors: cvErrors,
    },
  },
};

const INSIGHT = {
  id: string,
  user_id: uuid,
  insight_type: { enum: [...INSIGHT_TYPES] },
  title: string,
  content: string,
  metadata: { type: 'object' },
  created_at: time,
};

export const AI_SCHEMAS = {
  Insight: object(INSIGHT),
  InsightList: object({ insights: arrayOf(reference('Insight')), has_more: { type: 'boolean' } }),
  DigestRequest: {
    type: 'object',
    properties: { type: { enum: [...DIGEST_TYPES], default: 'daily_digest' } },
  },
  Digest: object({ ...INSIGHT, insight_type: { enum: [...DIGEST_TYPES] }, expires_at: time }),
  DigestAnswer: object({ data: reference('Digest') }),
  DigestPage: page('Digest'),
  ScoresRequest: {
    type: 'object',
    properties: { ids: { type: 'array', minItems: 1, maxItems: 500, items: uuid } },
  },
  QueuedScores: object({ data: object({ queued: { type: 'integer', minimum: 0, maximum: 500 } }) }),
  SkillsInDemand: object({
    data: arrayOf(
      object({
        skill_id: string,
        label: string,
        jobs: integer,
        share: { type: 'number', description: 'Percent of the jobs with a description' },
        in_cv: { type: ['boolean', 'null'] },
      }),
    ),
  }),
  DuplicateJobs: object({
    data: arrayOf(
      object({
        reason: { enum: ['same_url', 'same_company_and_title'] },
        jobs: arrayOf(object({ id: uuid, company_name: string, job_title: string })),
      }),
    ),
  }),
  FollowUps: object({
    data: arrayOf(
      object({ job_id: uuid, company_name: string, job_title: string, rule: string, due_at: time, message: string }),
    ),
  }),
  ScoredJob: object({
    data: object({
      job: reference('TrackedJob'),
      asset_id: uuid,
      score: { type: 'integer', minimum: 0, maximum: 100 },
      band: { enum: ['EXCELLENT', 'GOOD', 'FAIR', 'POOR'] },
      summary: string,
      strengths: arrayOf(string),
      gaps: arrayOf(string),
      evidence: arrayOf({ type: 'object' }),
    }),
  }),
  CvAdvice: object({
    data: object({
      job_id: uuid,
      asset_id: uuid,
      advice: arrayOf(
        object({
          requirement_id: string,
          requirement: string,
          importance: { enum: ['must', 'nice'] },
          action: { enum: ['add', 'reword'] },
          reason: string,
          status: { enum: ['partly', 'not_met', 'unknown'] },
          lines: proofs,
        }),
      ),
      gains: arrayOf({ type: 'object', description: 'What the score would be with a requirement met' }),
    }),
  }),
  CoverLetterFacts: object({
    data: object({
      job_id: uuid,
      asset_id: uuid,
      company_name: string,
      job_title: string,
      contacts: arrayOf(reference('TrackedJobContact')),
      mention: arrayOf(
        object({
          requirement: string,
          importance: { enum: ['must', 'nice'] },
          months: { type: ['integer', 'null'] },
          last_used: { type: ['integer', 'null'] },
          proofs,
        }),
      ),
      address: arrayOf(object({ requirement: string, kind: string })),
      personal: arrayOf(string),
    }),
  }),
};
