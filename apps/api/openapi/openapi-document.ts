import type { ApiSettings } from '../api-settings.js';
import { SCOPES } from '../auth/scopes.js';
import { FEATURES } from '../features.js';
import { type Operations, toOpenApi } from './operation.js';
import { SCHEMAS } from './schemas.js';

const scopes = Object.entries(SCOPES)
  .map(([scope, meaning]) => `\`${scope}\` (${meaning})`)
  .join(', ');

/** The API as OpenAPI 3.1. */
export function openApiDocument(settings: Pick<ApiSettings, 'publicUrl'>): object {
  const operations = Object.assign({}, ...FEATURES.map((feature) => feature.operations)) as Operations;
  return {
    openapi: '3.1.0',
    info: {
      title: 'Vitamill API',
      version: '1.0.0',
      description: 'CVs in, structured, normalised, evidenced records out.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: settings.publicUrl ?? '/' }],
    tags: FEATURES.map(({ tag }) => ({ name: tag })),
    paths: Object.fromEntries(
      Object.entries(operations).map(([path, methods]) => [
        path,
        Object.fromEntries(Object.entries(methods).map(([method, operation]) => [method, toOpenApi(path, operation)])),
      ]),
    ),
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: `An API key. Scopes: ${scopes}.` },
        apiKeyHeader: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'An API key.' },
        session: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'The access token of a login. The role of the person has the scopes.',
        },
        sessionCookie: { type: 'apiKey', in: 'cookie', name: 'vitamill_access', description: 'The cookie of a login.' },
        operator: { type: 'http', scheme: 'bearer', description: "The operator's token (VITAMILL_OPERATOR_TOKEN)." },
      },
      schemas: Object.assign({}, SCHEMAS, ...FEATURES.map((feature) => feature.schemas)),
    },
  };
}
