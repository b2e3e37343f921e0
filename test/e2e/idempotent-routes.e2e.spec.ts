import { type Answer, somePdf } from './support/client.js';
import { exampleOf } from './support/example-of.js';
import { jsonClientOf, newEmail } from './support/person.js';
import { isOperators, isPublic, type Route, routesOf } from './support/routes.js';
import { startService, type TestService } from './support/service.js';
import { EVERY_ROUTE, filled, newTenant, OPERATOR, type Tenant, tokenFor } from './support/tenant.js';

/** POST routes that take no Idempotency-Key, and why a repetition does no harm. */
const NEEDLESS: Readonly<Record<string, string>> = {
  '/api/v1/jobs/{jobId}/replay': 'computes again and stores nothing',
  '/api/v1/jobspecs/parse': 'reads',
  '/api/v1/candidates/search': 'reads',
  '/api/jobs/{jobId}/archive': 'sets a state',
  '/api/jobs/{jobId}/restore': 'sets a state',
  '/api/ai/digest': 'there is one a day and kind: the second time it is shown',
  '/api/ai/jobs/{jobId}/score': 'sets the score that it computes',
  '/api/auth/password/change': 'sets a state',
  '/api/auth/invitations/accept': 'the token is good once',
  '/api/v1/privacy/subjects/export': 'reads',
  '/api/v1/privacy/subjects/erase': 'what is erased is not there the second time',
};

let service: TestService;
let routes: Route[];
// biome-ignore lint/suspicious/noExplicitAny: schemas of the document
let schemas: any;
let tenant: Tenant;

beforeAll(async () => {
  service = await startService(EVERY_ROUTE);
  ({ routes, schemas } = await routesOf(service));
  tenant = await newTenant(service);
  // Only what has arrived, or was given up, can be sent again.
  await service.dataSource.query(
    `UPDATE webhook_deliveries SET status = 'delivered', next_attempt_at = NULL, finished_at = now()`,
  );
}, 180_000);
afterAll(() => service?.stop());

const takesKey = ({ operation }: Route): boolean =>
  (operation.parameters ?? []).some(({ name }: { name: string }) => name === 'Idempotency-Key');
const posts = () => routes.filter((route) => route.method === 'POST' && !isPublic(route) && !isOperators(route));

/** Bodies that the schema alone does not give. */
const BODIES: Readonly<Record<string, () => object>> = {
  '/api/organisation/invitations': () => ({ email: newEmail(), role: 'member' }),
  '/api/v1/webhooks/endpoints': () => ({ url: 'http://127.0.0.1:9/hook' }),
  '/api/v1/screen': () => ({
    job_spec: 'An engineer',
    candidates: [{ candidate_ref: 'c-1', cv_text: 'Ada Example, engineer since 2015.' }],
  }),
  '/api/scrape': () => ({ url: 'https://127.0.0.1/job' }),
  '/api/jobs/bulk': () => ({ action: 'create', jobs: [{ company_name: 'Example Ltd', job_title: 'Engineer' }] }),
};

/** A request that the route accepts, as often as it is sent, and one that asks for something else. */
function requestsFor(route: Route): { first: () => RequestInit; other: (() => RequestInit) | null } {
  const content = route.operation.requestBody?.content ?? {};
  const [type = ''] = Object.keys(content);
  if (type.includes('json')) {
    const body = BODIES[route.path]?.() ?? (exampleOf(content[type].schema, schemas) as object);
    const init = (value: object) => ({ body: JSON.stringify(value), headers: { 'content-type': type } });
    return { first: () => init(body), other: () => init({ ...body, something: 'else' }) };
  }
  if (type.includes('urlencoded'))
    return {
      first: () => ({ body: new URLSearchParams({ name: 'once' }) }),
      other: () => ({ body: new URLSearchParams({ name: 'another' }) }),
    };
  if (type.startsWith('multipart')) {
    const form = (bytes: string) => () => {
      const body = new FormData();
      const isMatch = route.path === '/api/match';
      if (isMatch) body.append('jd_text', 'An engineer');
      body.append(isMatch ? 'cvs' : 'file', new Blob([bytes]), isMatch ? 'cv.txt' : 'a.pdf');
      return { body };
    };
    return { first: form(`${somePdf()} Ada Example, engineer`), other: form(`${somePdf()} Bob Example, cook`) };
  }
  return { first: () => ({}), other: null };
}

async function send(route: Route, init: RequestInit, key: string): Promise<Answer> {
  await service.forgetLimits();
  const path = filled(route, (name) => tenant.ids[route.path] ?? tenant.ids[name] ?? '');
  const headers = { ...(init.headers as Record<string, string>), 'idempotency-key': key };
  return jsonClientOf(service.url, tokenFor(route, tenant)).call(route.method, path, { ...init, headers });
}

describe('POST routes', () => {
  it('that cost or create take an Idempotency-Key; each other one says why it needs none', () => {
    const paths = posts()
      .filter((route) => !takesKey(route))
      .map(({ path }) => path);
    // A new route? Say `once: true` in its operation and let it run once, or say above why it may run twice.
    expect(paths.sort()).toEqual(Object.keys(NEEDLESS).sort());
    expect(posts().filter(takesKey).length).toBeGreaterThanOrEqual(15);
  });

  it('do once what is asked under one key, and answer alike', async () => {
    for (const route of posts().filter(takesKey)) {
      const { first, other } = requestsFor(route);
      const made = await send(route, first(), 'the-key');
      expect([route.path, made.status, made.status < 300 ? null : made.body]).toEqual([route.path, made.status, null]);
      const again = await send(route, first(), 'the-key');
      expect([route.path, again.status, again.headers.get('idempotency-replayed')]).toEqual([
        route.path,
        made.status,
        'true',
      ]);
      // A synchronous parse stores nothing: it is computed again, and not charged again.
      expect([route.path, again.body]).toEqual([route.path, made.body]);
      if (other) expect([route.path, (await send(route, other(), 'the-key')).status]).toEqual([route.path, 422]);
    }
  }, 60_000);

  it('keep no secret as it was told', async () => {
    const kept: { body: string }[] = await service.dataSource.query('SELECT body::text FROM idempotency_keys');
    expect(kept.length).toBeGreaterThan(10);
    expect(kept.filter(({ body }) => /whsec_|rsm_live_/.test(body ?? ''))).toEqual([]);
  });

  it('of the operator demand one and issue credits once, for good', async () => {
    const operator = jsonClientOf(service.url, OPERATOR);
    const path = `/api/operator/organisations/${tenant.person.accountId}/credits`;
    const body = { credits: 100, reason: 'purchase' };
    expect((await operator.post(path, body)).status).toBe(400);
    const before = (await service.balance(tenant.person.accountId)) ?? 0;
    for (let i = 0; i < 3; i++) await operator.post(path, body, { 'idempotency-key': 'invoice-1' });
    expect(await service.balance(tenant.person.accountId)).toBe(before + 100);
  });
});
