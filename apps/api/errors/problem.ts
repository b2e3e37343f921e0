import { API_ERRORS, type ApiError, type FieldError } from './api-errors.js';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** RFC 9457, with the members that this API adds. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly request_id: string;
  readonly errors: readonly FieldError[];
  readonly [member: string]: unknown;
}

export function presentProblem(error: ApiError, requestId: string): Problem {
  const { status, title } = API_ERRORS[error.code];
  return {
    type: `urn:vitamill:error:${error.code}`,
    title,
    status,
    code: error.code,
    detail: error.detail,
    request_id: requestId,
    errors: error.errors.map(({ field, code, message }) => ({ field, code, message })),
    ...error.members,
  };
}
