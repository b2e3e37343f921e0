import { type Answer, somePdf } from './support/client.js';
import { exampleOf } from './support/example-of.js';
import { jsonClientOf } from './support/person.js';
import { isOperators, isPublic, parametersOf, type Route, routesOf } from './support/routes.js';
import { startService, type TestService } from './support/service.js';
import { EVERY_ROUTE, filled, newTenant, type Tenant, tokenFor, UNKNOWN_ID } from './support/tenant.js';

let service: TestService;
let routes: Route[];
// biome-ignore lint/suspicious/noExplicitAny: schemas of the document
let schemas: any;
let owner: Tenant;
let stranger: Tenant;

beforeAll(async () => {
  service = await startService(EVERY_ROUTE);
  ({ routes, schemas } = await routesOf(service));
  owner = await newTenant(service);
  stranger = await newTenant(service);
}, 180_000);
afterAll(() => service?.stop());

function call(route: Route, tenant: Tenant | null, path: string) {
  const content = route.operation.requestBody?.content ?? {};
  const [type] = Object.keys(content);
  const token = tenant && tokenFor(route, tenant);
  const init: RequestInit = {};
  if (type?.includes('json')) {
    init.body = JSON.stringify(exampleOf(content[type].schema, schemas));
    init.headers = { 'content-type': type };
  } else if (type?.startsWith('multipart')) {
    const form = new FormData();
    form.append('file', new Blob([somePdf()]), 'a.pdf');
    init.body = form;
  }
  return jsonClientOf(service.url, token).call(route.method, path, init);
}

/** Ids that a route takes in its query or at the top of its body. */
function idsAskedOf(route: Route): { where: 'query' | 'body'; name: string }[] {
  // biome-ignore lint/suspicious/noExplicitAny: parameters and schemas of the document
  const isId = (schema: any): boolean => schema?.format === 'uuid' || schema?.items?.format === 'uuid';
  // biome-ignore lint/suspicious/noExplicitAny: a parameter of the document
  const inQuery = ((route.operation.parameters ?? []) as any[])
    .filter((each) => each.in === 'query' && isId(each.schema) && !each.name.includes('__'))
    .map(({ name }) => ({ where: 'query' as const, name }));
  const inBody = Object.entries(bodySchemaOf(route)?.properties ?? {})
    // `after` is a place in the order of ids, and no row.
    .filter(([name, schema]) => name !== 'after' && isId(schema))
    .map(([name]) => ({ where: 'body' as const, name }));
  return [...inQuery, ...inBody];
}

// biome-ignore lint/suspicious/noExplicitAny: a schema of the document
function bodySchemaOf(route: Route): any {
  const schema = route.operation.requestBody?.content?.['application/json']?.schema;
  return schema?.$ref ? schemas[String(schema.$ref).split('/').at(-1) ?? ''] : schema;
}

/** What of a tenant such a parameter names. */
const idNamed = ({ ids, person }: Tenant, name: string): string | undefined =>
  ({
    asset_id: ids.assetId,
    asset_ids: ids.assetId,
    ids: ids.jobId,
    like: ids.assetId,
    subject_id: ids.assetId,
    cv_asset_id: ids.assetId,
    job_id: ids['/api/v1/jobs/{jobId}'],
    endpoint_id: ids.endpointId,
    actor_id: person.userId,
    organisation_id: person.accountId,
  })[name];

/** The stranger asks with one id in the query or the body, and with nothing else that is not needed. */
function askWith(route: Route, path: string, where: 'query' | 'body', name: string, id: string): Promise<Answer> {
  const client = jsonClientOf(service.url, tokenFor(route, stranger));
  const init: RequestInit = {};
  const schema = bodySchemaOf(route);
  if (schema) {
    const isList = schema.properties?.[name]?.type === 'array';
    const example = exampleOf(schema, schemas) as object;
    init.body = JSON.stringify(where === 'body' ? { ...example, [name]: isList ? [id] : id } : example);
    init.headers = { 'content-type': 'application/json' };
  }
  return client.call(route.method, where === 'query' ? `${path}?${name}=${id}` : path, init);
}

/** Ids of requests and times of limits differ between two answers that are alike. */
const bare = (body: unknown): string => JSON.stringify(body).replace(/"request_id":"[^"]*"/g, '');

describe('tenancy', () => {
  it('has one of everything that a route names by id', () => {
    const missing = routes
      .filter((route) => !isPublic(route) && !isOperators(route))
      .flatMap(({ path }) =>
        parametersOf(path)
          .filter((name) => !owner.ids[name] && !owner.ids[path])
          .map((name) => `${name} of ${path}`),
      );
    // A new route with an id? Make one in newTenant and add it to `ids`, so that the tests below try to cross it.
    expect([...new Set(missing)]).toEqual([]);
  });

  it("answers somebody else's ids on every route as unknown ones", async () => {
    const named = routes.filter(
      (route) => parametersOf(route.path).length > 0 && !isPublic(route) && !isOperators(route),
    );
    expect(named.length).toBeGreaterThanOrEqual(15);
    for (const route of named) {
      const crossed = await call(
        route,
        stranger,
        filled(route, (name) => owner.ids[route.path] ?? owner.ids[name] ?? ''),
      );
      const unknown = await call(
        route,
        stranger,
        filled(route, (name) => (name === 'keyId' ? '999999999' : UNKNOWN_ID)),
      );
      expect([route.method, route.path, crossed.status]).toEqual([route.method, route.path, 404]);
      expect(bare(crossed.body)).toBe(bare(unknown.body));
    }
  });

  it("answers somebody else's ids in queries and bodies as unknown ones", async () => {
    const asked: string[] = [];
    for (const route of routes.filter((each) => !isPublic(each) && !isOperators(each)))
      for (const { where, name } of idsAskedOf(route)) {
        const id = idNamed(owner, name);
        // A new parameter that takes an id? Say in idNamed what it names.
        expect([route.method, route.path, name, id === undefined]).toEqual([route.method, route.path, name, false]);
        const path = filled(route, (part) =>
          part === 'resource' ? 'Candidates' : (stranger.ids[route.path] ?? stranger.ids[part] ?? ''),
        );
        const [crossed, unknown] = [
          await askWith(route, path, where, name, id ?? ''),
          await askWith(route, path, where, name, UNKNOWN_ID),
        ];
        const alike = ({ status, body }: Answer, used: string) => [status, bare(body).replaceAll(used, '')];
        expect([route.path, name, ...alike(crossed, id ?? '')]).toEqual([
          route.path,
          name,
          ...alike(unknown, UNKNOWN_ID),
        ]);
        asked.push(`${route.method} ${route.path} ${name}`);
      }
    expect(asked).toEqual(
      expect.arrayContaining([
        'GET /api/v1/candidates/search like',
        'POST /api/v1/files/assets/reprocess asset_ids',
        'POST /api/v1/privacy/subjects/erase asset_id',
        'POST /api/ai/jobs/{jobId}/score asset_id',
      ]),
    );
  });

  it("shows nothing of somebody else's on any list", async () => {
    const lists = routes.filter(
      (route) =>
        route.method === 'GET' && parametersOf(route.path).length === 0 && !isPublic(route) && !isOperators(route),
    );
    expect(lists.length).toBeGreaterThanOrEqual(8);
    const secret = [
      owner.person.accountId,
      owner.person.email,
      ...Object.values(owner.ids).filter((id) => id.length > 20),
    ];
    for (const route of lists) {
      const { body } = await call(route, stranger, route.path.replace('{resource}', 'candidates'));
      for (const id of secret) expect([route.path, bare(body).includes(id)]).toEqual([route.path, false]);
    }
  });

  it('leaves the owner everything after the stranger tried', async () => {
    const client = jsonClientOf(service.url, owner.key);
    expect((await client.get(`/api/v1/files/assets/${owner.ids.assetId}`)).status).toBe(200);
    expect((await client.get(`/api/v1/data/master/${owner.ids.assetId}`)).status).toBe(200);
    expect((await owner.person.get('/api/organisation/members')).body.data).toHaveLength(1);
    expect((await owner.person.get('/api/organisation/invitations')).body.data).toHaveLength(1);
  });

  it('asks for credentials on every route that is not public', async () => {
    for (const route of routes.filter((each) => !isPublic(each))) {
      const { status } = await call(route, null, route.path.replace(/\{\w+\}/g, UNKNOWN_ID));
      expect([route.method, route.path, status]).toEqual([route.method, route.path, 401]);
    }
  });
});
