/** Every code that a problem body can carry, with its HTTP status and title. Listed in docs/api.md. */
export const API_ERRORS = {
  validation_error: { status: 400, title: 'Validation error' },
  malformed_request: { status: 400, title: 'Malformed request' },
  unauthorized: { status: 401, title: 'Unauthorized' },
  payment_required: { status: 402, title: 'Payment required' },
  insufficient_scope: { status: 403, title: 'Forbidden' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  request_timeout: { status: 408, title: 'Request timeout' },
  duplicate_asset: { status: 409, title: 'Conflict' },
  not_ready: { status: 409, title: 'Not ready' },
  payload_too_large: { status: 413, title: 'Payload too large' },
  uri_too_long: { status: 414, title: 'URI too long' },
  unsupported_media_type: { status: 415, title: 'Unsupported media type' },
  multipart_required: { status: 415, title: 'Unsupported media type' },
  processing_failed: { status: 422, title: 'Processing failed' },
  rate_limited: { status: 429, title: 'Too many requests' },
  headers_too_large: { status: 431, title: 'Request header fields too large' },
  internal_error: { status: 500, title: 'Internal error' },
  queue_saturated: { status: 503, title: 'Service unavailable' },
  busy: { status: 503, title: 'Service unavailable' },
  dependency_unavailable: { status: 503, title: 'Service unavailable' },
  not_healthy: { status: 503, title: 'Service unavailable' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ApiErrorCode = keyof typeof API_ERRORS;

/** One thing that is wrong with a request. `field` names the parameter, part or header. */
export interface FieldError {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

interface ApiErrorOptions {
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the problem body, such as `asset_id` of a duplicate. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** A refusal as the client sees it. `detail` never quotes a document. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    readonly code: ApiErrorCode,
    readonly detail: string,
    options: ApiErrorOptions = {},
  ) {
    super(detail, { cause: options.cause });
    this.errors = options.errors ?? [];
    this.headers = options.headers ?? {};
    this.members = options.members ?? {};
  }

  get status(): number {
    return API_ERRORS[this.code].status;
  }
}

/** A 400 that lists what is wrong. */
export function validationError(errors: readonly FieldError[]): ApiError {
  return new ApiError('validation_error', errors.map((error) => error.message).join(' '), { errors });
}

/** The same answer for what does not exist, is deleted, or belongs to somebody else. */
export const notFound = (what: string): ApiError => new ApiError('not_found', `There is no such ${what}.`);
