import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { openApiDocument } from '../../apps/api/openapi/openapi-document.js';
import { type Answer, somePdf } from './support/client.js';
import { exampleOf } from './support/example-of.js';
import { jsonClientOf } from './support/person.js';
import { isPublic, parametersOf, type Route } from './support/routes.js';
import { startService, type TestService } from './support/service.js';
import { EVERY_ROUTE, filled, UNKNOWN_ID } from './support/tenant.js';

// biome-ignore lint/suspicious/noExplicitAny: the document as it is served
const document = openApiDocument({ publicUrl: null }) as any;
/** Every route of the tracker, out of the document: openapi.e2e.spec.ts holds that it has all that are served. */
const routes: Route[] = Object.entries(document.paths as Record<string, object>).flatMap(([path, methods]) =>
  Object.entries(methods)
    .filter(([, operation]) => operation.tags.includes('Job tracker'))
    .map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);
const named = (all: readonly Route[]): [string, Route][] =>
  all.map((route) => [`${route.method} ${route.path}`, route]);
const ajv = new Ajv2020({ strict: false, allErrors: true });
ajvFormats.default(ajv);
ajv.addSchema({ $id: 'document', components: document.components });

let service: TestService;
beforeAll(async () => {
  service = await startService(EVERY_ROUTE);
}, 120_000);
afterAll(() => service?.stop());

/** An organisation with one of everything that a route names, and a key that counts by itself. */
async function newTracker(path: string) {
  const { key } = await service.newKey();
  const client = jsonClientOf(service.url, key);
  const job = { company_name: 'Example Ltd', job_title: 'Engineer', job_description: 'Requirements\n- English' };
  const ids: Record<string, string> = {};
  if (path.includes('{jobId}') || path.endsWith('score'))
    ids.jobId = (await client.post('/api/jobs', job)).body.data.id;
  if (path.includes('{scrapeId}'))
    ids.scrapeId = (await client.post('/api/scrape', { url: 'https://127.0.0.1/' })).body.data.id;
  if (/\{(?:feedId|address)\}/.test(path)) {
    const { data } = (await client.post('/api/jobs/calendar/feeds', {})).body;
    Object.assign(ids, { feedId: data.id, address: new URL(data.url).pathname.split('/').at(-1) });
  }
  if (path.startsWith('/api/ai/jobs')) {
    const form = new FormData();
    form.append('file', new Blob([somePdf()]), 'cv.pdf');
    await service.complete((await client.call('POST', '/api/v1/files/upload', { body: form })).body.asset_id);
  }
  return { key, client, ids };
}
type Tracker = Awaited<ReturnType<typeof newTracker>>;

function bodyOf({ operation }: Route, type?: string): RequestInit {
  const content = operation.requestBody?.content;
  if (!content) return {};
  const [documented = ''] = Object.keys(content);
  const body = JSON.stringify(exampleOf(content[documented].schema, document.components.schemas));
  return { body, headers: { 'content-type': type ?? documented } };
}
const call = (
  route: Route,
  { client, ids }: Pick<Tracker, 'client' | 'ids'>,
  init: RequestInit = bodyOf(route),
  query = '',
) => client.call(route.method, filled(route, (name) => ids[name] ?? UNKNOWN_ID) + query, init);
const stranger = () => jsonClientOf(service.url, null);

const expectLimits = ({ headers }: Answer, limit: number): void => {
  expect(headers.get('x-ratelimit-limit')).toBe(String(limit));
  expect(Number(headers.get('x-ratelimit-remaining'))).toBeLessThan(limit);
  expect(Number(headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1_000 - 1);
};
const limitOf = ({ method, path }: Route): number =>
  path.startsWith('/api/ai/') ? 20 : method === 'POST' && path === '/api/scrape' ? 10 : 100;

/** An error as the tracker words it; every one but 405 has to stand in the document. */
function expectError(route: Route, answer: Answer, status: number, code: string): void {
  expect([answer.status, answer.body?.error?.code]).toEqual([status, code]);
  const { error, ...rest } = answer.body;
  expect(rest).toEqual({});
  expect(error.message).toEqual(expect.any(String));
  expect(error.request_id).toBe(answer.headers.get('x-request-id'));
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  for (const detail of error.details ?? [])
    expect(detail).toEqual({ field: expect.any(String), message: expect.any(String) });
  if (status !== 405) expect(Object.keys(route.operation.responses)).toContain(String(status));
}

function expectSuccess(route: Route, answer: Answer): void {
  const documented = route.operation.responses[String(answer.status)];
  expect([answer.status, documented !== undefined, answer.body?.error]).toEqual([answer.status, true, undefined]);
  expect(answer.status).toBeLessThan(300);
  const types = Object.keys(documented.content ?? {});
  if (types.length === 0) {
    expect(answer.body).toBe('');
    return;
  }
  const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
  expect(types).toContain(type);
  if (!type.includes('json')) return;
  const { $ref } = documented.content[type].schema;
  const validate = ajv.getSchema(`document${$ref}`);
  if (!validate) throw new Error(`There is no ${$ref}.`);
  validate(answer.body);
  expect(validate.errors ?? []).toEqual([]);
}

interface Query {
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: a schema of the document
  readonly schema: any;
}
// biome-ignore lint/suspicious/noExplicitAny: an operation of the document
function parameters(operation: any): (Query & { readonly in: string })[] {
  return operation.parameters ?? [];
}
const queriesOf = (operation: unknown): Query[] => parameters(operation).filter((each) => each.in === 'query');
const namesOf = (operation: unknown): string[] => parameters(operation).map(({ name }) => name);

/** Values just outside of what a schema of a query allows. */
function wrongValuesOf({ type, format, enum: choices, minimum, maximum, maxLength }: Query['schema']): string[] {
  if (choices) return ['nonsense', ''];
  const outside = [...(minimum === undefined ? [] : [minimum - 1]), ...(maximum === undefined ? [] : [maximum + 1])];
  if (type === 'integer' || type === 'number')
    return ['x', '', ...outside.map(String), ...(type === 'integer' ? ['1.5'] : [])];
  if (type === 'boolean') return ['yes', '1'];
  if (format) return ['x', ''];
  return maxLength === undefined ? [] : ['x'.repeat(maxLength + 1)];
}

describe('every route of the tracker', () => {
  it('is looked at', () => {
    expect(routes.length).toBeGreaterThanOrEqual(34);
    expect(new Set(routes.map(limitOf))).toEqual(new Set([10, 20, 100]));
  });

  it.each(named(routes))('%s answers as it is documented, and says what is left', async (_, route) => {
    const tracker = await newTracker(route.path);
    const answer = await call(route, tracker);
    expectSuccess(route, answer);
    expectLimits(answer, limitOf(route));
    expect(answer.headers.get('x-request-id')).toEqual(expect.any(String));
    expect(answer.headers.get('cache-control')).toMatch(/no-store|private/);
  });

  it.each(named(routes.filter((route) => !isPublic(route))))('%s asks who one is', async (_, route) => {
    const answer = await call(route, { client: stranger(), ids: {} });
    expectError(route, answer, 401, 'UNAUTHORIZED');
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expectLimits(answer, 100);
  });

  it.each(named(routes.filter((route) => !isPublic(route))))('%s asks for its scope', async (_, route) => {
    const [scope] = Object.values(route.operation.security[0]).flat();
    const other = scope === 'jobs:read' ? 'jobs:write' : 'jobs:read';
    const { key } = await service.newKey({ scopes: [other] });
    const answer = await call(route, { client: jsonClientOf(service.url, key), ids: {} });
    expectError(route, answer, 403, 'FORBIDDEN');
    expectLimits(answer, limitOf(route));
  });

  it.each(named(routes.filter(({ path }) => parametersOf(path).length > 0)))(
    "%s does not know somebody else's ids, nor what is none",
    async (_, route) => {
      const { client } = await newTracker('');
      const { ids } = await newTracker(route.path);
      const crossed = isPublic(route) ? { address: 'A'.repeat(43) } : ids;
      for (const given of [crossed, {}, Object.fromEntries(Object.keys(ids).map((name) => [name, 'no-id']))])
        expectError(route, await call(route, { client, ids: given }), 404, 'NOT_FOUND');
    },
  );

  it.each(named(routes))('%s says which methods there are', async (_, route) => {
    const path = filled(route, () => UNKNOWN_ID);
    const matches = (other: Route) =>
      new RegExp(`^${other.path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
    const served = routes.filter(matches).map(({ method }) => method);
    const method = ['PUT', 'DELETE', 'PATCH', 'POST'].find((each) => !served.includes(each)) ?? 'TRACE';
    const answer = await stranger().call(method, path, {});
    expectError(route, answer, 405, 'METHOD_NOT_ALLOWED');
    const allowed = answer.headers.get('allow')?.split(', ') ?? [];
    expect(served.every((each) => allowed.includes(each))).toBe(true);
    expect(allowed).not.toContain(method);
  });

  it.each(named(routes.filter(({ operation }) => operation.requestBody)))(
    '%s refuses bodies of another type, shape or size',
    async (_, route) => {
      const tracker = await newTracker(route.path);
      const send = (body: string, type = 'application/json') =>
        call(route, tracker, { body, headers: { 'content-type': type } });
      expectError(route, await send('a=b', 'application/x-www-form-urlencoded'), 415, 'UNSUPPORTED_MEDIA_TYPE');
      for (const body of ['{"a": ', '[]', '"x"', '\xff']) expectError(route, await send(body), 400, 'VALIDATION_ERROR');
      expectError(route, await send(`"${'x'.repeat(17 * 1024 * 1024)}"`), 413, 'PAYLOAD_TOO_LARGE');
    },
    30_000,
  );

  it.each(named(routes.filter(({ operation }) => queriesOf(operation).length > 0)))(
    '%s refuses queries that it does not document',
    async (_, route) => {
      const tracker = await newTracker(route.path);
      const refused = queriesOf(route.operation).flatMap(({ name, schema }) =>
        wrongValuesOf(schema).map((value) => [name, value]),
      );
      const twice = queriesOf(route.operation).map(({ name }) => [`${name}=1&${name}`, '1']);
      for (const [name = '', value = ''] of [...refused, ['per_page', '1'], ...twice]) {
        const answer = await call(route, tracker, bodyOf(route), `?${name}=${encodeURIComponent(value)}`);
        expectError(route, answer, 400, 'VALIDATION_ERROR');
        expect([name, value, answer.body.error.details?.length > 0]).toEqual([name, value, true]);
        if (answer.headers.get('x-ratelimit-remaining') === '1') tracker.client = (await newTracker('')).client;
      }
    },
    30_000,
  );

  it.each(named(routes.filter(({ operation }) => operation.responses['412'])))(
    '%s changes no version but the one that was read',
    async (_, route) => {
      const tracker = await newTracker(route.path);
      const { body, headers } = bodyOf(route);
      const answer = await call(route, tracker, { body, headers: { ...headers, 'if-match': '"999"' } });
      expectError(route, answer, 412, 'PRECONDITION_FAILED');
      expect((await tracker.client.get(`/api/jobs/${tracker.ids.jobId}`)).body.data).toMatchObject({ version: 1 });
    },
  );

  it.each(named(routes.filter(({ operation }) => namesOf(operation).includes('Idempotency-Key'))))(
    '%s does the same request under an Idempotency-Key once',
    async (_, route) => {
      const tracker = await newTracker(route.path);
      const { body, headers } = bodyOf(route);
      const init = { body, headers: { ...headers, 'idempotency-key': 'once' } };
      const [first, second] = [await call(route, tracker, init), await call(route, tracker, init)];
      expect([second.status, second.body]).toEqual([first.status, first.body]);
    },
  );

  it.each(named(routes.filter(({ operation }) => namesOf(operation).includes('page'))))(
    '%s counts its pages',
    async (_, route) => {
      const tracker = await newTracker(route.path);
      const all = (await call(route, tracker)).body;
      expect(all).toMatchObject({ total: all.data.length, page: 1, limit: 100, has_more: false });
      const second = (await call(route, tracker, {}, '?limit=1&page=2')).body;
      expect(second).toEqual({
        data: all.data.slice(1, 2),
        total: all.total,
        page: 2,
        limit: 1,
        has_more: all.total > 2,
      });
    },
  );

  it.each([10, 20, 100])(
    'of those that allow %d ends there, and says when it goes on',
    async (limit) => {
      const own = routes.filter((route) => limitOf(route) === limit && !isPublic(route));
      const { client } = await newTracker('');
      const [first] = own;
      if (!first) throw new Error('There is no such route.');
      for (let i = 0; i < limit; i++) expect((await call(first, { client, ids: {} }, {})).status).not.toBe(429);
      for (const route of own) {
        const answer = await call(route, { client, ids: {} });
        expectError(route, answer, 429, 'RATE_LIMITED');
        const { retry_after: seconds } = answer.body.error;
        expect(seconds).toBeGreaterThan(0);
        expect([answer.headers.get('retry-after'), answer.headers.get('x-ratelimit-remaining')]).toEqual([
          `${seconds}`,
          '0',
        ]);
      }
    },
    60_000,
  );
});
