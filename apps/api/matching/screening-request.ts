import { ApiError, type FieldError, validationError } from '../errors/api-errors.js';
import { type RequestedCriteria, readCriteria } from './read-criteria.js';

export const MAX_CANDIDATES = 200;

export interface ScreeningRequest {
  readonly jobSpec: string;
  readonly candidates: readonly {
    readonly ref: string;
    readonly text: string | null;
    readonly assetId: string | null;
  }[];
  readonly webhookUrl: string | null;
  readonly criteria: RequestedCriteria;
}

const missing = (field: string): FieldError => ({ field, code: 'missing', message: `${field} is required.` });
const notString = (field: string): FieldError => ({ field, code: 'not_string', message: 'str type expected' });
const badRequest = (detail: string): ApiError => new ApiError('invalid_request', detail);

/**
 * The body of POST /api/v1/screen. What has the wrong shape is 422 with one entry a field; what has the right shape and
 * cannot be served (empty job_spec, too many candidates, duplicate refs) is 400 with one sentence.
 */
export function readScreeningRequest(body: unknown): ScreeningRequest {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw validationError([{ field: 'body', code: 'not_object', message: 'The body must be a JSON object.' }]);
  const given = body as Readonly<Record<string, unknown>>;
  const errors: FieldError[] = [];
  const jobSpec = readText(given.job_spec, 'job_spec', errors);
  const candidates = readCandidates(given.candidates, errors);
  const webhookUrl = readWebhookUrl(given.webhook_url, errors);
  const criteria = readCriteria(given, errors);
  if (errors.length > 0) throw validationError(errors);
  if (jobSpec.trim() === '') throw badRequest('job_spec must not be empty');
  if (candidates.length === 0) throw badRequest('At least 1 candidate is required');
  if (candidates.length > MAX_CANDIDATES) throw badRequest(`Maximum ${MAX_CANDIDATES} candidates allowed per request`);
  if (new Set(candidates.map((one) => one.ref)).size < candidates.length)
    throw badRequest('Duplicate candidate_ref values found, all candidate_ref values must be unique within a request');
  return { jobSpec, candidates, webhookUrl, criteria };
}

function readText(value: unknown, field: string, errors: FieldError[]): string {
  if (typeof value === 'string') return value;
  errors.push(value === undefined ? missing(field) : notString(field));
  return '';
}

function readCandidates(value: unknown, errors: FieldError[]): ScreeningRequest['candidates'] {
  if (value === undefined) errors.push(missing('candidates'));
  else if (!Array.isArray(value))
    errors.push({ field: 'candidates', code: 'not_list', message: 'value is not a valid list' });
  if (!Array.isArray(value)) return [];
  // More than enough to say what is wrong; the rest is refused by number.
  if (value.length > MAX_CANDIDATES) return value.map((_, i) => ({ ref: String(i), text: '', assetId: null }));
  return value.map((one: unknown, i) => {
    const path = `candidates.${i}`;
    if (typeof one !== 'object' || one === null || Array.isArray(one)) {
      errors.push({ field: path, code: 'not_object', message: 'value is not a valid dict' });
      return { ref: '', text: null, assetId: null };
    }
    const { candidate_ref: ref, cv_text: text, asset_id: assetId } = one as Record<string, unknown>;
    const read = readText(ref, `${path}.candidate_ref`, errors);
    if (typeof assetId === 'string' && text === undefined) return { ref: read, text: null, assetId };
    if (assetId !== undefined && assetId !== null && typeof assetId !== 'string')
      errors.push(notString(`${path}.asset_id`));
    return { ref: read, text: readText(text, `${path}.cv_text`, errors), assetId: null };
  });
}

function readWebhookUrl(value: unknown, errors: FieldError[]): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') {
    errors.push(notString('webhook_url'));
    return null;
  }
  const url = URL.canParse(value) ? new URL(value) : null;
  const allowed =
    url !== null &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username === '' &&
    url.password === '' &&
    value.length <= 2_048;
  if (!allowed) errors.push({ field: 'webhook_url', code: 'url', message: 'invalid or missing URL scheme' });
  return value;
}
