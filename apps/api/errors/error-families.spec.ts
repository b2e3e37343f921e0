import { ApiError, validationError } from './api-errors.js';
import { errorFamilyOf } from './error-families.js';

const present = (path: string, error: ApiError) => {
  const { status, body } = errorFamilyOf(path).present(error, 'r-1');
  return { status, body };
};
const missing = validationError([
  { field: 'candidates.1.candidate_ref', code: 'missing', message: 'candidate_ref is missing.' },
]);
const limited = new ApiError('rate_limited', 'The limit of 100 requests a minute is reached.', {
  headers: { 'retry-after': '7' },
});

describe('error families', () => {
  it.each([
    ['/api/v1/files/upload', 'problem'],
    ['/api/v1/screen', 'screening'],
    ['/api/v1/screening', 'problem'],
    ['/api/v1/jobs/x?y', 'screening'],
    ['/api/v1/keys/1', 'screening'],
    ['/api/match', 'matching'],
    ['/api/matching', 'problem'],
    ['/api/credits/balance', 'matching'],
    ['/api/jobs?limit=1', 'tracker'],
    ['/api/auth/login', 'tracker'],
  ])('%s is of the family %s', (path, name) => {
    expect(errorFamilyOf(path).name).toBe(name);
  });

  it('answers screening validation as a list of places', () => {
    expect(present('/api/v1/screen', missing)).toEqual({
      status: 422,
      body: {
        detail: [
          {
            loc: ['body', 'candidates', 1, 'candidate_ref'],
            msg: 'field required',
            type: 'value_error.missing',
          },
        ],
      },
    });
  });

  it('answers the monthly quota with its figures', () => {
    const figures = { current_usage: 3400, hard_cap: 3500, requested_count: 200, billing_month: '2026-05' };
    const error = new ApiError('quota_exceeded', 'Monthly API quota would be exceeded.', { members: figures });
    expect(present('/api/v1/screen', error)).toEqual({
      status: 429,
      body: { detail: 'Monthly API quota would be exceeded.', ...figures },
    });
  });

  it('answers whatever is wrong with a match request as 400', () => {
    expect(present('/api/match', missing)).toEqual({ status: 400, body: { detail: 'candidate_ref is missing.' } });
    expect(present('/api/match', new ApiError('payload_too_large', 'Too large.'))).toEqual({
      status: 400,
      body: { detail: 'Too large.' },
    });
    expect(present('/api/match/x', new ApiError('payment_required', 'No credits.')).status).toBe(402);
  });

  it('answers the job tracker with code, message, details and when to retry', () => {
    expect(present('/api/jobs', missing)).toEqual({
      status: 400,
      body: {
        error: {
          code: 'VALIDATION_ERROR',
          message: 'Invalid input',
          details: [{ field: 'candidates.1.candidate_ref', message: 'candidate_ref is missing.' }],
          request_id: 'r-1',
        },
      },
    });
    expect(present('/api/jobs', limited).body).toMatchObject({ error: { code: 'RATE_LIMITED', retry_after: 7 } });
  });
});
