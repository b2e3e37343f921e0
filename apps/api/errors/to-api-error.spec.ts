import { NotFoundException, RequestTimeoutException } from '@nestjs/common';
import { ParseError } from '@vitamill/domain';
import { InvalidCursorError } from '@vitamill/persistence';
import { ApiError, validationError } from './api-errors.js';
import { presentProblem } from './problem.js';
import { toApiError } from './to-api-error.js';

describe('toApiError', () => {
  it('leaves a refusal as it is', () => {
    const refusal = new ApiError('busy', 'Later.');
    expect(toApiError(refusal)).toBe(refusal);
  });

  it.each([
    [new NotFoundException('Cannot GET /secret'), 'not_found'],
    [new RequestTimeoutException(), 'request_timeout'],
    [Object.assign(new Error('FST_ERR'), { statusCode: 415 }), 'unsupported_media_type'],
    [new InvalidCursorError(), 'validation_error'],
    [new ParseError('storage_unavailable', 'store'), 'dependency_unavailable'],
    [new ParseError('parser_crash', 'extract'), 'internal_error'],
    [new Error('password=hunter2'), 'internal_error'],
    ['a text', 'internal_error'],
    [undefined, 'internal_error'],
  ])('%s', (thrown, code) => {
    expect(toApiError(thrown).code).toBe(code);
  });

  it('says nothing of the inside', () => {
    const problem = JSON.stringify(presentProblem(toApiError(new Error('password=hunter2')), 'r'));
    expect(problem).not.toMatch(/hunter2|at .*\.ts|stack/);
  });
});

describe('presentProblem', () => {
  it('has the members of RFC 9457 and our own', () => {
    const error = validationError([{ field: 'limit', code: 'min', message: 'limit must be at least 1.' }]);
    expect(presentProblem(error, 'r-1')).toEqual({
      type: 'urn:vitamill:error:validation_error',
      title: 'Validation error',
      status: 400,
      code: 'validation_error',
      detail: 'limit must be at least 1.',
      request_id: 'r-1',
      errors: [{ field: 'limit', code: 'min', message: 'limit must be at least 1.' }],
    });
  });
});
