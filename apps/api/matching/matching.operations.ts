import { header, json, type Operations, pathId, query } from '../openapi/operation.js';
import { reference } from '../openapi/schemas.js';

const jobId = pathId('jobId', 'Id of the job');
const include = query(
  'include',
  { type: 'string', examples: ['explanation', 'explanation,bias_report'] },
  'What to add to the result',
);
const body = (name: string, example: object) => ({
  required: true,
  content: { 'application/json': { schema: reference(name), example } },
});
const ADVERT =
  'Senior Python Developer with 5+ years of experience building production APIs. Must have: FastAPI or Django REST, PostgreSQL. Nice to have: AWS, Docker.';
const CV =
  'EXPERIENCE\nSenior Python Developer, Harbour Analytics, 03/2016 - present\n- Built production APIs with FastAPI and PostgreSQL';
const BODY_ERRORS = [
  'validation_error',
  'malformed_request',
  'request_timeout',
  'payload_too_large',
  'unsupported_media_type',
] as const;
const tag = 'Matching';

export const MATCHING_OPERATIONS: Operations = {
  '/api/v1/screen': {
    post: {
      id: 'submitScreening',
      once: true,
      tag,
      summary:
        'Screen 1 to 200 candidates against a job; answers at once, results follow. Counts against the monthly quota.',
      scope: 'match:execute',
      requestBody: body('ScreeningRequest', {
        job_spec: ADVERT,
        candidates: [{ candidate_ref: 'internal-id-001', cv_text: CV }],
      }),
      success: { '200': json('Screening', 'Accepted') },
      errors: [...BODY_ERRORS, 'invalid_request', 'payment_required', 'quota_exceeded'],
    },
  },
  '/api/v1/jobs/{jobId}': {
    get: {
      id: 'getScreening',
      tag,
      summary: 'A screening: its progress, and its results once it is complete. Kept for 72 hours.',
      scope: 'match:read',
      parameters: [jobId, include],
      success: { '200': json('ScreeningJob', 'The job') },
      errors: ['validation_error', 'not_found', 'gone'],
    },
  },
  '/api/v1/jobs/{jobId}/replay': {
    post: {
      id: 'replayScreening',
      tag,
      summary:
        'Compute a complete screening again from what was sent: the same bytes. 409 where engine or lexicons have changed since.',
      scope: 'match:read',
      parameters: [jobId, include],
      success: {
        '200': json('ScreeningJob', 'The job as computed now', { 'X-Replay': header('`identical` or `different`') }),
      },
      errors: ['validation_error', 'not_found', 'not_ready', 'conflict', 'gone'],
    },
  },
  '/api/match': {
    post: {
      id: 'submitMatch',
      once: true,
      tag,
      summary: 'Match CV files against a job; answers at once. Costs one credit a CV.',
      scope: 'match:execute',
      requestBody: {
        required: true,
        content: {
          'multipart/form-data': {
            example: { jd_text: ADVERT },
            schema: {
              type: 'object',
              required: ['cvs'],
              properties: {
                cvs: {
                  type: 'array',
                  items: { type: 'string', format: 'binary' },
                  description: 'PDF, DOCX or TXT, 5 MB each; 10 (free), 20 (starter) or 25 (paid) a batch',
                },
                jd_text: { type: 'string', maxLength: 50_000 },
                jd_file: { type: 'string', format: 'binary', description: 'Instead of jd_text: PDF, DOCX or TXT' },
              },
            },
          },
        },
      },
      success: { '200': json('MatchSubmission', 'Accepted', { 'X-Credits-Remaining': header('Credits left') }) },
      errors: [
        'invalid_request',
        'malformed_request',
        'multipart_required',
        'payload_too_large',
        'request_timeout',
        'payment_required',
        'busy',
      ],
    },
  },
  '/api/match/{jobId}/progress': {
    get: {
      id: 'getMatchProgress',
      tag,
      summary: 'How many CVs of a match are done',
      scope: 'match:read',
      parameters: [jobId],
      success: { '200': json('MatchProgress', 'Progress') },
      errors: ['not_found'],
    },
  },
  '/api/match/{jobId}': {
    get: {
      id: 'getMatch',
      tag,
      summary: 'The results of a match, the best first. Kept for 24 hours.',
      scope: 'match:read',
      parameters: [jobId, include],
      success: { '200': json('MatchJob', 'The match') },
      errors: ['validation_error', 'not_found'],
    },
  },
  '/api/v1/jobspecs/parse': {
    post: {
      id: 'parseJobSpec',
      tag,
      summary: 'What the matching reads out of an advert. Costs nothing, stores nothing.',
      scope: 'match:read',
      requestBody: body('JobSpecRequest', { job_spec: ADVERT }),
      success: { '200': json('JobSpec', 'The advert, read') },
      errors: [...BODY_ERRORS],
    },
  },
  '/api/v1/candidates/search': {
    get: {
      id: 'searchCandidates',
      tag,
      summary: 'Rank the parsed CVs of the account against an advert, or find those like one of them',
      scope: 'match:read',
      parameters: [
        query(
          'job_spec',
          { type: 'string', maxLength: 8_000 },
          'The advert; one of job_spec, job_id and like is needed',
        ),
        query('job_id', { type: 'string', format: 'uuid' }, 'A match or screening whose advert to take'),
        query('like', { type: 'string', format: 'uuid' }, 'An asset to find others like'),
        query('limit', { type: 'integer', minimum: 1, maximum: 50, default: 10 }, 'Candidates'),
        query('include', { const: 'explanation' }, 'Adds the evidence'),
      ],
      success: { '200': json('CandidateSearchResult', 'Candidates, the best first') },
      errors: ['validation_error', 'not_found', 'gone'],
    },
    post: {
      id: 'searchCandidatesByBody',
      tag,
      summary: 'The same with the advert in the body',
      scope: 'match:read',
      requestBody: body('CandidateSearchRequest', { job_spec: ADVERT, limit: 10 }),
      success: { '200': json('CandidateSearchResult', 'Candidates, the best first') },
      errors: [...BODY_ERRORS, 'not_found', 'gone'],
    },
  },
};
