import type { Scope } from '../auth/scopes.js';
import { ApiError, type ApiErrorCode } from '../errors/api-errors.js';
import { errorFamilyOf } from '../errors/error-families.js';
import { reference } from './schemas.js';

export interface Operation {
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** Null: no scope needed. */
  readonly scope: Scope | null;
  /** `person`: for people who logged in, no API key; `operator`: for the operator's token. */
  readonly access?: 'person' | 'operator';
  readonly parameters?: readonly object[];
  readonly requestBody?: object;
  readonly success: Readonly<Record<string, object>>;
  readonly errors: readonly ApiErrorCode[];
  /** Takes an Idempotency-Key: repeated under the same one, it is done once. */
  readonly once?: true;
}

/** OpenAPI path -> method -> operation. */
export type Operations = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

const AUTHENTICATED: readonly ApiErrorCode[] = ['unauthorized', 'insufficient_scope', 'rate_limited'];
const ONCE: readonly ApiErrorCode[] = ['idempotency_in_progress', 'idempotency_mismatch'];
const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
  description: 'The same request under it is done once, and answered alike for 24 hours',
};
const ALWAYS: readonly ApiErrorCode[] = ['internal_error', 'dependency_unavailable'];

export const query = (name: string, schema: object, description: string) => ({
  name,
  in: 'query',
  schema,
  description,
});
export const pathId = (name: string, description: string) => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string', format: 'uuid' },
  description,
});
export const json = (name: string, description: string, headers?: object) => ({
  description,
  ...(headers ? { headers } : {}),
  content: { 'application/json': { schema: reference(name) } },
});
export const header = (description: string) => ({ description, schema: { type: 'string' } });
export const upload = (properties: object) => ({
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        required: ['file'],
        properties: {
          file: {
            type: 'string',
            format: 'binary',
            description:
              'PDF, DOCX, DOC, ODT, RTF, HTML, Markdown, text, Europass XML or JSON, JSON Resume or an image',
          },
          ...properties,
        },
      },
      encoding: { tags: { style: 'form', explode: true } },
    },
  },
});
export const locale = {
  type: 'string',
  examples: ['en_US', 'de-DE'],
  description: 'Decides the default country of phones and the order of numeric dates',
};
export const assetId = pathId('assetId', 'Id of the asset');
export const include = query(
  'include',
  { enum: ['provenance'] },
  'Adds where each value stands in the document and how sure it is',
);

export const jsonBody = (name: string, required = true) => ({
  required,
  content: { 'application/json': { schema: reference(name) } },
});

function securityOf({ scope, access }: Operation): object[] {
  if (access === 'operator') return [{ operator: [] }];
  const roles = scope ? [scope] : [];
  const login = [{ session: roles }, { sessionCookie: roles }];
  if (access === 'person') return login;
  return scope ? [{ apiKey: roles }, { apiKeyHeader: roles }, ...login] : [];
}

function codesOf({ scope, access, errors, once }: Operation): ApiErrorCode[] {
  const own = [...errors, ...(once ? ONCE : []), ...ALWAYS];
  if (scope) own.push(...AUTHENTICATED);
  else if (access) own.push('unauthorized', 'rate_limited');
  return [...new Set(own)];
}

/** One operation; its errors are those of the family that the path belongs to. */
export function toOpenApi(path: string, operation: Operation): object {
  const family = errorFamilyOf(path);
  const parameters = [...(operation.parameters ?? []), ...(operation.once ? [IDEMPOTENCY_KEY] : [])];
  const byStatus = new Map<number, ApiErrorCode[]>();
  for (const code of codesOf(operation)) {
    const errors = code === 'validation_error' ? [{ field: '', code: '', message: '' }] : [];
    const { status } = family.present(new ApiError(code, '', { errors }), '');
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.description ? { description: operation.description } : {}),
    security: securityOf(operation),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(operation.requestBody ? { requestBody: operation.requestBody } : {}),
    responses: {
      ...operation.success,
      ...Object.fromEntries(
        [...byStatus].map(([status, list]) => [
          String(status),
          {
            description: list.map((code) => `\`${code}\``).join(', '),
            content: { [family.mediaType]: { schema: reference(family.schema) } },
          },
        ]),
      ),
    },
  };
}
