import type { Scope } from '../auth/scopes.js';
import { API_ERRORS, type ApiErrorCode } from '../errors/api-errors.js';
import { reference } from './schemas.js';

export interface Operation {
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** Null: no key needed. */
  readonly scope: Scope | null;
  readonly parameters?: readonly object[];
  readonly requestBody?: object;
  readonly success: Readonly<Record<string, object>>;
  readonly errors: readonly ApiErrorCode[];
}

/** OpenAPI path -> method -> operation. */
export type Operations = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

const AUTHENTICATED: readonly ApiErrorCode[] = ['unauthorized', 'insufficient_scope', 'rate_limited'];
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
            description: 'PDF, DOCX, DOC, ODT, RTF, HTML, Markdown, text or an image',
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

export function toOpenApi(operation: Operation): object {
  const codes = [...operation.errors, ...(operation.scope ? AUTHENTICATED : []), ...ALWAYS];
  const byStatus = new Map<number, ApiErrorCode[]>();
  for (const code of codes)
    byStatus.set(API_ERRORS[code].status, [...(byStatus.get(API_ERRORS[code].status) ?? []), code]);
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.description ? { description: operation.description } : {}),
    security: operation.scope ? [{ apiKey: [operation.scope] }] : [],
    ...(operation.parameters ? { parameters: operation.parameters } : {}),
    ...(operation.requestBody ? { requestBody: operation.requestBody } : {}),
    responses: {
      ...operation.success,
      ...Object.fromEntries(
        [...byStatus].map(([status, list]) => [
          String(status),
          {
            description: list.map((code) => `\`${code}\``).join(', '),
            content: { 'application/problem+json': { schema: reference('Problem') } },
          },
        ]),
      ),
    },
  };
}
