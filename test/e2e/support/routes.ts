import { clientOf } from './client.js';
import type { TestService } from './service.js';

/** One operation of the OpenAPI document. openapi.e2e.spec.ts holds that the document has every route and no other. */
export interface Route {
  readonly method: string;
  readonly path: string;
  // biome-ignore lint/suspicious/noExplicitAny: an operation of the document
  readonly operation: any;
}

/** Everything that a service says it serves, and the schemas that it speaks of. */
export async function routesOf(service: TestService) {
  const { body } = await clientOf(service.url, null).get('/api/openapi.json');
  const routes: Route[] = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  // biome-ignore lint/suspicious/noExplicitAny: schemas of the document
  return { routes, schemas: body.components.schemas as any };
}

export const isOperators = ({ operation }: Route): boolean =>
  operation.security.some((scheme: object) => Object.hasOwn(scheme, 'operator'));
export const isPublic = ({ operation }: Route): boolean => operation.security.length === 0;
export const isForPersons = ({ operation }: Route): boolean =>
  !operation.security.some((scheme: object) => Object.hasOwn(scheme, 'apiKey'));
/** Scopes that a route asks for. */
export const scopesOf = ({ operation }: Route): string[] =>
  operation.security.flatMap((scheme: object) => Object.values(scheme).flat());

/** Parameters that choose a list or a part of the service, and no row of an organisation. */
const NO_IDS = ['resource', 'segment', 'part'];
export const parametersOf = (path: string): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').filter((name) => !NO_IDS.includes(name));
