import { somePdf } from './support/client.js';
import { exampleOf } from './support/example-of.js';
import { jsonClientOf, newEmail, newPerson } from './support/person.js';
import { startService, type TestService } from './support/service.js';

const UNKNOWN = '01900000-0000-7000-8000-000000000000';
const OPERATOR = 'test-operator-token-of-32-characters';

/** An organisation with a key and one of everything that has an id. */
interface Tenant {
  readonly person: Awaited<ReturnType<typeof newPerson>>;
  readonly key: string;
  /** Path parameter, or the path with it where the name alone is not enough -> id. */
  readonly ids: Readonly<Record<string, string>>;
}

interface Route {
  readonly method: string;
  readonly path: string;
  // biome-ignore lint/suspicious/noExplicitAny: an operation of the document
  readonly operation: any;
}

let service: TestService;
let routes: Route[];
// biome-ignore lint/suspicious/noExplicitAny: schemas of the document
let schemas: any;
let owner: Tenant;
let stranger: Tenant;

beforeAll(async () => {
  service = await startService({
    authenticationsPerMinute: 100_000,
    webhookAllowHttp: true,
    webhookAllowedNetworks: '127.0.0.0/8',
  });
  const { body } = await jsonClientOf(service.url, null).get('/api/openapi.json');
  schemas = body.components.schemas;
  routes = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  owner = await newTenant();
  stranger = await newTenant();
}, 180_000);
afterAll(() => service?.stop());

async function newTenant(): Promise<Tenant> {
  const person = await newPerson(service);
  const terms = { api_access_enabled: true, plan: 'paid', rate_per_minute: 100_000 };
  const operator = jsonClientOf(service.url, OPERATOR);
  const organisation = `/api/operator/organisations/${person.accountId}`;
  await operator.patch(organisation, terms);
  await operator.post(`${organisation}/credits`, { credits: 100, reason: 'grant' }, { 'idempotency-key': 'k' });
  const made = (await person.call('POST', '/api/v1/keys', { body: new URLSearchParams({ name: 'first' }) })).body;
  const client = jsonClientOf(service.url, made.key);
  const form = new FormData();
  form.append('file', new Blob([somePdf()]), 'a.pdf');
  const { asset_id, task_id } = (await client.call('POST', '/api/v1/files/upload', { body: form })).body;
  await service.complete(asset_id);
  const invitation = { email: newEmail(), role: 'viewer' };
  const { id: invitationId } = (await person.post('/api/organisation/invitations', invitation)).body.data;
  const candidates = [{ candidate_ref: 'c-1', cv_text: 'Ada Example, engineer since 2015.' }];
  const screening = (await client.post('/api/v1/screen', { job_spec: 'An engineer', candidates })).body.job_id;
  const match = new FormData();
  match.append('cvs', new Blob(['Ada Example, engineer since 2015.']), 'cv.txt');
  match.append('jd_text', 'An engineer');
  const matching = (await client.call('POST', '/api/match', { body: match })).body.job_id;
  const webhooks = '/api/v1/webhooks/endpoints';
  const { endpoint_id } = (await client.post(webhooks, { url: 'http://127.0.0.1:9/hook' })).body;
  const { delivery_id } = (await client.post(`${webhooks}/${endpoint_id}/test`)).body;
  const scrape = (await client.post('/api/scrape', { url: 'https://127.0.0.1/' })).body.data.id;
  const tracked = (await client.post('/api/jobs', { company_name: 'Example Ltd', job_title: 'Engineer' })).body.data.id;
  const erasure = { email: 'nobody@mail.example' };
  const { receipt_id } = (await client.post('/api/v1/privacy/subjects/erase', erasure)).body;
  return {
    person,
    key: made.key,
    ids: {
      jobId: tracked,
      scrapeId: scrape,
      assetId: asset_id,
      taskId: task_id,
      keyId: String(made.id),
      userId: person.userId,
      invitationId,
      endpointId: endpoint_id,
      deliveryId: delivery_id,
      receiptId: receipt_id,
      '/api/v1/jobs/{jobId}': screening,
      '/api/v1/jobs/{jobId}/replay': screening,
      '/api/match/{jobId}': matching,
      '/api/match/{jobId}/progress': matching,
    },
  };
}

const isOperators = ({ operation }: Route): boolean =>
  operation.security.some((scheme: object) => Object.hasOwn(scheme, 'operator'));
const isPublic = ({ operation }: Route): boolean => operation.security.length === 0;
const isForPersons = ({ operation }: Route): boolean =>
  !operation.security.some((scheme: object) => Object.hasOwn(scheme, 'apiKey'));
/** Parameters that choose a list or a part of the service, and no row of an organisation. */
const NO_IDS = ['resource', 'segment'];
const parametersOf = (path: string): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').filter((name) => !NO_IDS.includes(name));

function call(route: Route, tenant: Tenant | null, path: string) {
  const content = route.operation.requestBody?.content ?? {};
  const [type] = Object.keys(content);
  const token = tenant && (isForPersons(route) ? tenant.person.accessToken : tenant.key);
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
      const fill = (id: (name: string) => string) => route.path.replace(/\{(\w+)\}/g, (_, name) => id(name));
      const crossed = await call(
        route,
        stranger,
        fill((name) => owner.ids[route.path] ?? owner.ids[name] ?? ''),
      );
      const unknown = await call(
        route,
        stranger,
        fill((name) => (name === 'keyId' ? '999999999' : UNKNOWN)),
      );
      expect([route.method, route.path, crossed.status]).toEqual([route.method, route.path, 404]);
      expect(bare(crossed.body)).toBe(bare(unknown.body));
    }
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
      const { status } = await call(route, null, route.path.replace(/\{\w+\}/g, UNKNOWN));
      expect([route.method, route.path, status]).toEqual([route.method, route.path, 401]);
    }
  });
});
