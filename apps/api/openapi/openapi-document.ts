import type { ApiSettings } from '../api-settings.js';
import { SCOPES } from '../auth/principal.js';
import { displayOperation, displaySchemas } from './display-operation.js';
import { OPERATIONS, toOpenApi } from './operations.js';
import { SCHEMAS } from './schemas.js';

export const OPENAPI_DOCUMENT = Symbol('OpenApiDocument');

/** The API as OpenAPI 3.1. */
export function openApiDocument(settings: Pick<ApiSettings, 'publicUrl'>): object {
  const operations = { ...OPERATIONS, '/api/v1/data/display': { get: displayOperation } };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Vitamill API',
      version: '1.0.0',
      description: 'CVs in, structured, normalised, evidenced records out.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: settings.publicUrl ?? '/' }],
    tags: ['Files', 'Data', 'Parse', 'Service'].map((name) => ({ name })),
    paths: Object.fromEntries(
      Object.entries(operations).map(([path, methods]) => [
        path,
        Object.fromEntries(Object.entries(methods).map(([method, operation]) => [method, toOpenApi(operation)])),
      ]),
    ),
    components: {
      securitySchemes: {
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description: `An API key. Scopes: ${Object.entries(SCOPES)
            .map(([scope, meaning]) => `\`${scope}\` (${meaning})`)
            .join(', ')}.`,
        },
      },
      schemas: { ...SCHEMAS, ...displaySchemas() },
    },
  };
}
