import { HttpException } from '@nestjs/common';
import { ParseError } from '@vitamill/domain';
import { InvalidCursorError, isDatabaseUnavailable } from '@vitamill/persistence';
import { ApiError, type ApiErrorCode, validationError } from './api-errors.js';

const CODE_BY_STATUS: Readonly<Record<number, ApiErrorCode>> = {
  400: 'malformed_request',
  401: 'unauthorized',
  403: 'insufficient_scope',
  404: 'not_found',
  405: 'method_not_allowed',
  408: 'request_timeout',
  413: 'payload_too_large',
  414: 'uri_too_long',
  415: 'unsupported_media_type',
  431: 'headers_too_large',
};

const DETAIL_BY_STATUS: Readonly<Record<number, string>> = {
  400: 'The request is malformed.',
  404: 'There is no such resource.',
  408: 'The request was not sent in time.',
  413: 'The request is larger than the limit.',
  414: 'The address is longer than the limit.',
  415: 'The content type is not supported.',
  431: 'The headers are larger than the limit.',
};

const statusOf = (error: unknown): number | null => {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : null;
};

const unavailable = (detail: string, cause: unknown): ApiError =>
  new ApiError('dependency_unavailable', detail, { cause, headers: { 'retry-after': '5' } });

/** Whatever was thrown, as what the client is told. Anything unknown is a 500 that says nothing of its inside. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof InvalidCursorError)
    return validationError([{ field: 'cursor', code: 'invalid_cursor', message: error.message }]);
  if (isDatabaseUnavailable(error)) return unavailable('The database cannot be reached. Retry shortly.', error);
  if (error instanceof ParseError && error.retryable) return unavailable(`${error.message} Retry shortly.`, error);
  const status = statusOf(error);
  const code = status === null ? undefined : CODE_BY_STATUS[status];
  if (status !== null && code) return new ApiError(code, DETAIL_BY_STATUS[status] ?? 'The request is refused.');
  return new ApiError('internal_error', 'An unexpected error occurred on our side. Retry with exponential backoff.', {
    cause: error,
  });
}
