const string = { type: 'string' } as const;
const strings = { type: 'array', items: string } as const;
const score = { type: 'integer', minimum: 0, maximum: 100 } as const;
const count = { type: 'integer', minimum: 0 } as const;
const uuid = { type: 'string', format: 'uuid' } as const;
const naive = { type: 'string', description: 'ISO 8601 in UTC with microseconds, without offset' } as const;
const explanation = {
  type: 'object',
  description: 'With include=explanation: components with weights, caps, evidence of each requirement, counterfactuals',
} as const;
const object = (properties: Record<string, object>, optional: readonly string[] = []) => ({
  type: 'object',
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
});
const list = (items: object) => ({ type: 'array', items });
const reasons = {
  ...strings,
  maxItems: 4,
  description: 'Sentences made from evidence, in the language of the advert',
} as const;
const gaps = { ...strings, maxItems: 3 } as const;
const verdict = { enum: ['Strong shortlist', 'Borderline', 'Do not progress'] } as const;

const result = object(
  { candidate_ref: string, score, verdict, match_reasons: reasons, gaps, summary: string, explanation },
  ['summary', 'explanation'],
);

export const MATCHING_SCHEMAS = {
  ScreeningRequest: object(
    {
      job_spec: { ...string, description: 'The whole advert as plain text' },
      candidates: {
        type: 'array',
        minItems: 1,
        maxItems: 200,
        items: object(
          {
            candidate_ref: { ...string, description: 'Yours; unique in the request, echoed back' },
            cv_text: { ...string, description: 'Plain text; the first 10,000 characters are scored' },
            asset_id: { ...uuid, description: 'A parsed asset of the account, instead of cv_text' },
          },
          ['cv_text', 'asset_id'],
        ),
      },
      webhook_url: { type: ['string', 'null'], format: 'uri' },
      weights: {
        type: ['object', 'null'],
        additionalProperties: { type: 'number', minimum: 0, maximum: 100 },
        description: 'Of role, experience, requirements, papers, languages, preferred; scaled to a sum of one',
      },
      language: {
        enum: ['en', 'de', 'fr', 'es', 'it', 'nl', null],
        description: 'Of the sentences; the advert’s unless told',
      },
      reference_date: {
        type: ['string', 'null'],
        format: 'date',
        description: 'What "present" means; today unless told',
      },
    },
    ['webhook_url', 'weights', 'language', 'reference_date'],
  ),
  Screening: object({ job_id: uuid, status: { const: 'pending' }, total_candidates: count, expires_at: naive }),
  ScreeningJob: object(
    {
      job_id: uuid,
      status: { enum: ['pending', 'processing', 'complete', 'failed'] },
      total_candidates: count,
      processed_candidates: count,
      created_at: naive,
      completed_at: { type: ['string', 'null'] },
      expires_at: naive,
      results: { ...list(result), description: 'When complete: the best first' },
      failed: { ...list(object({ candidate_ref: string, error: string })), description: 'When complete' },
      version_hash: { ...string, description: 'Of engine, lexicons, taxonomies, weights and criteria' },
      bias_report: { type: 'object', description: 'With include=bias_report' },
    },
    ['results', 'failed', 'version_hash', 'bias_report'],
  ),
  MatchSubmission: object({
    job_id: uuid,
    status: { const: 'pending' },
    cv_count: count,
    message: string,
    skipped_cvs: list(object({ filename: string, reason: string })),
  }),
  MatchProgress: object({
    status: { enum: ['pending', 'processing', 'completed', 'failed'] },
    total: count,
    completed: count,
    pending: count,
    processing: count,
  }),
  MatchJob: object(
    {
      job_id: uuid,
      status: { enum: ['pending', 'processing', 'completed', 'failed'] },
      results: list(
        object(
          {
            cv_filename: string,
            match_score: score,
            executive_summary: string,
            strengths: reasons,
            gaps,
            recommendation: { enum: ['Interview', 'Consider', 'Not recommended'] },
            verdict: { enum: ['STRONG_MATCH', 'GOOD_MATCH', 'MODERATE_MATCH', 'WEAK_MATCH', 'NOT_SUITABLE'] },
            explanation,
          },
          ['explanation'],
        ),
      ),
      failed_cvs: list(object({ cv_filename: string, error: string })),
      version_hash: string,
    },
    ['failed_cvs', 'version_hash'],
  ),
  JobSpecRequest: object({ job_spec: string, language: string }, ['language']),
  JobSpec: object({
    language: string,
    title: { type: ['string', 'null'] },
    occupation: { type: ['object', 'null'], description: 'ISCO-08 unit group' },
    seniority: { enum: ['junior', 'mid', 'senior', 'lead', null] },
    years: { type: ['number', 'null'] },
    requirements: list({
      type: 'object',
      description:
        'kind, importance, hard, text and where it stands, targets, years, education_level, language, licence',
    }),
    skills: strings,
    tasks: strings,
    location: { type: ['string', 'null'] },
    remote: { enum: ['remote', 'hybrid', 'onsite', null] },
    contract: strings,
    salary: { type: ['string', 'null'] },
  }),
  CandidateSearchRequest: object(
    { job_spec: string, job_id: uuid, like: uuid, limit: count, include: { const: 'explanation' } },
    ['job_spec', 'job_id', 'like', 'limit', 'include'],
  ),
  CandidateSearchResult: object(
    {
      job: { type: 'object' },
      like: uuid,
      version_hash: string,
      results: list({
        type: 'object',
        description:
          'asset_id, filename, external_ref, current_title, score, verdict, match_reasons, gaps; for `like`: shared_skills, shared_occupations',
      }),
    },
    ['job', 'like', 'version_hash'],
  ),
};
