/** Every code that a problem body can carry, with its HTTP status and title. Listed in docs/api.md. */
export const API_ERRORS = {
  validation_error: { status: 400, title: 'Validation error' },
  malformed_request: { status: 400, title: 'Malformed request' },
  invalid_request: { status: 400, title: 'Bad request' },
  weak_password: { status: 400, title: 'Weak password' },
  idempotency_key_missing: { status: 400, title: 'Idempotency key missing' },
  unauthorized: { status: 401, title: 'Unauthorized' },
  invalid_credentials: { status: 401, title: 'Unauthorized' },
  payment_required: { status: 402, title: 'Payment required' },
  insufficient_scope: { status: 403, title: 'Forbidden' },
  insufficient_role: { status: 403, title: 'Forbidden' },
  forbidden: { status: 403, title: 'Forbidden' },
  api_access_disabled: { status: 403, title: 'API access not enabled' },
  email_not_confirmed: { status: 403, title: 'E-mail address not confirmed' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  not_acceptable: { status: 406, title: 'Not acceptable' },
  request_timeout: { status: 408, title: 'Request timeout' },
  duplicate_asset: { status: 409, title: 'Conflict' },
  not_ready: { status: 409, title: 'Not ready' },
  conflict: { status: 409, title: 'Conflict' },
  email_taken: { status: 409, title: 'Conflict' },
  idempotency_in_progress: { status: 409, title: 'Request in progress' },
  gone: { status: 410, title: 'Gone' },
  patch_conflict: { status: 409, title: 'Conflict' },
  precondition_failed: { status: 412, title: 'Precondition failed' },
  payload_too_large: { status: 413, title: 'Payload too large' },
  uri_too_long: { status: 414, title: 'URI too long' },
  unsupported_media_type: { status: 415, title: 'Unsupported media type' },
  multipart_required: { status: 415, title: 'Unsupported media type' },
  range_not_satisfiable: { status: 416, title: 'Range not satisfiable' },
  processing_failed: { status: 422, title: 'Processing failed' },
  idempotency_mismatch: { status: 422, title: 'Idempotency key used before' },
  invalid_record: { status: 422, title: 'Unprocessable content' },
  rate_limited: { status: 429, title: 'Too many requests' },
  quota_exceeded: { status: 429, title: 'Monthly quota exceeded' },
  headers_too_large: { status: 431, title: 'Request header fields too large' },
  internal_error: { status: 500, title: 'Internal error' },
  // What OData 4.0 has and its service does not offer: the specification asks for this answer (part 1, 9.3.1).
  not_implemented: { status: 501, title: 'Not implemented' },
  queue_saturated: { status: 503, title: 'Service unavailable' },
  busy: { status: 503, title: 'Service unavailable' },
  dependency_unavailable: { status: 503, title: 'Service unavailable' },
  not_healthy: { status: 503, title: 'Service unavailable' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ApiErrorCode = keyof typeof API_ERRORS;

/**
 * One thing that is wrong with a request. `field` names the parameter, part or header; a member of a JSON body by its
 * path: `candidates.0.cv_text`. `code` is `missing` where a required one is not there.
 */
export interface FieldError {
  readonly field: string;
  readonly code: string;
  readonly message: string;
  /** Where the field was looked for; the body unless told. */
  readonly location?: 'body' | 'query' | 'path' | 'header';
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
