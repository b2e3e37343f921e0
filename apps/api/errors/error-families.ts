import type { ApiError } from './api-errors.js';
import { PROBLEM_TYPE, presentProblem } from './problem.js';

interface PresentedError {
  readonly status: number;
  readonly contentType: string;
  readonly body: object;
}

/** How one family of routes words its errors. Each is that of the API that its paths come from. */
export interface ErrorFamily {
  readonly name: string;
  /** Path prefixes of the family; `/api/match` is also `/api/match/...`, never `/api/matching`. */
  readonly paths: readonly string[];
  /** Name of the body's schema in the OpenAPI document. */
  readonly schema: string;
  readonly mediaType: string;
  /** WWW-Authenticate of a 401 in place of the error's own. */
  readonly challenge?: string;
  present(error: ApiError, requestId: string): PresentedError;
}

const JSON_TYPE = 'application/json; charset=utf-8';
const answer = (status: number, body: object): PresentedError => ({ status, contentType: JSON_TYPE, body });

/** resumAI documents no body: RFC 9457, for its routes and for whatever has no family. */
const problem: ErrorFamily = {
  name: 'problem',
  paths: [],
  schema: 'Problem',
  mediaType: 'application/problem+json',
  present: (error, requestId) => ({
    status: error.status,
    contentType: PROBLEM_TYPE,
    body: presentProblem(error, requestId),
  }),
};

/** `candidates.0.cv_text` as `candidates`, 0, `cv_text`. */
const locationOf = (field: string): (string | number)[] =>
  field === '' ? [] : field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));

/** Aptly: `detail`, as a list for what fails validation (422), with the figures of the quota on its 429. */
const screening: ErrorFamily = {
  name: 'screening',
  paths: ['/api/v1/screen', '/api/v1/jobs', '/api/v1/keys'],
  schema: 'DetailError',
  mediaType: 'application/json',
  present: (error) => {
    if (error.code === 'validation_error' && error.errors.length > 0)
      return answer(422, {
        detail: error.errors.map(({ field, code, message, location = 'body' }) => ({
          loc: [location, ...(field === location ? [] : locationOf(field))],
          msg: code === 'missing' ? 'field required' : message,
          type: code === 'missing' ? 'value_error.missing' : `value_error.${code}`,
        })),
      });
    if (error.code === 'malformed_request' || error.status === 415)
      return answer(422, { detail: [{ loc: ['body'], msg: error.detail, type: 'value_error.jsondecode' }] });
    const members = error.code === 'quota_exceeded' ? error.members : {};
    return answer(error.status, { detail: error.detail, ...members });
  },
};

/** CV matching: `detail`; its table has one 400 for whatever is wrong with the request. */
const matching: ErrorFamily = {
  name: 'matching',
  paths: ['/api/match', '/api/credits', '/api/usage'],
  schema: 'DetailError',
  mediaType: 'application/json',
  present: (error) => answer([413, 415].includes(error.status) ? 400 : error.status, { detail: error.detail }),
};

/** The codes that the job tracker names otherwise; every other one is ours in capitals. */
const TRACKER_CODES: Readonly<Record<string, string>> = {
  insufficient_scope: 'FORBIDDEN',
  insufficient_role: 'FORBIDDEN',
  malformed_request: 'VALIDATION_ERROR',
  dependency_unavailable: 'SERVICE_UNAVAILABLE',
  busy: 'SERVICE_UNAVAILABLE',
};

/** Job tracker: `error` with `code`, `message`, and `details` of what failed validation. */
const tracker: ErrorFamily = {
  name: 'tracker',
  paths: ['/api/auth', '/api/organisation', '/api/jobs', '/api/analytics', '/api/ai', '/api/scrape', '/api/events'],
  schema: 'TrackerError',
  mediaType: 'application/json',
  present: (error, requestId) => {
    const details = error.errors.map(({ field, message }) => ({ field, message }));
    const retryAfter = Number(error.headers['retry-after'] ?? Number.NaN);
    return answer(error.status, {
      error: {
        code: TRACKER_CODES[error.code] ?? error.code.toUpperCase(),
        message: details.length > 0 ? 'Invalid input' : error.detail,
        ...(details.length > 0 ? { details } : {}),
        request_id: requestId,
        ...(error.status === 429 && retryAfter > 0 ? { retry_after: retryAfter } : {}),
      },
    });
  },
};

/** OData JSON format, 21. Clients that know keys only as passwords ask for one where the challenge is Basic. */
const odata: ErrorFamily = {
  name: 'odata',
  paths: ['/odata'],
  challenge: 'Basic realm="vitamill", charset="UTF-8", Bearer realm="vitamill"',
  schema: 'ODataError',
  mediaType: 'application/json',
  present: (error) => {
    const target = error.errors[0]?.field;
    return answer(error.status, {
      error: { code: error.code, message: error.detail, ...(target ? { target } : {}) },
    });
  },
};

const FAMILIES: readonly ErrorFamily[] = [screening, matching, tracker, odata];

/** The family of an address or of a route's path. */
export function errorFamilyOf(url: string): ErrorFamily {
  const path = url.split('?', 1)[0] ?? '';
  const isOf = (prefix: string) => path === prefix || path.startsWith(`${prefix}/`);
  return FAMILIES.find(({ paths }) => paths.some(isOf)) ?? problem;
}
