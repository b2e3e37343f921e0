import { once } from 'node:events';
import { connect } from 'node:net';
import { isOperators, type Route, routesOf } from './support/routes.js';
import { startService, type TestService } from './support/service.js';
import { EVERY_ROUTE, filled, newTenant, OPERATOR, type Tenant, tokenFor } from './support/tenant.js';

const SECRET = 'never-to-be-echoed';
/** More than any route takes. */
const HUGE = 2 * 1024 ** 3;

let service: TestService;
let routes: Route[];
let tenant: Tenant;

beforeAll(async () => {
  service = await startService({ ...EVERY_ROUTE, bodyIdleMilliseconds: 500, requestMilliseconds: 3_000 });
  routes = (await routesOf(service)).routes.filter(({ operation }) => operation.requestBody);
  tenant = await newTenant(service);
}, 180_000);
afterAll(() => service?.stop());

const mediaTypeOf = ({ operation }: Route): string => Object.keys(operation.requestBody.content)[0] ?? '';
const isJson = (route: Route): boolean => mediaTypeOf(route).includes('json');
const pathOf = (route: Route): string => filled(route, (name) => tenant.ids[route.path] ?? tenant.ids[name] ?? '');
const tokenOf = (route: Route): string => (isOperators(route) ? OPERATOR : tokenFor(route, tenant));

/** Sends bytes as they are and gives what came back until the server closes, or until `seconds` have passed. */
async function raw(
  route: Route,
  headers: Record<string, string>,
  send: (write: (text: string) => void) => void,
  seconds = 10,
): Promise<{ status: number; text: string; milliseconds: number }> {
  await service.forgetLimits();
  const started = Date.now();
  const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
  let text = '';
  socket.on('data', (data) => {
    text += data;
    if (/^HTTP\/1\.1 \d{3}[\s\S]*\r\n\r\n[\s\S]*\}\s*(?:\r\n0\r\n\r\n)?$/.test(text)) socket.end();
  });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const all = {
    host: 'localhost',
    authorization: `Bearer ${tokenOf(route)}`,
    'idempotency-key': 'k-hostile',
    ...headers,
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`${route.method} ${pathOf(route)} HTTP/1.1\r\n${head.join('')}\r\n`);
  send((more) => void (socket.writable && socket.write(more)));
  const timer = setTimeout(() => socket.destroy(), seconds * 1_000);
  await once(socket, 'close');
  clearTimeout(timer);
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text, milliseconds: Date.now() - started };
}

describe('every route with a body', () => {
  it('is there', () => {
    expect(routes.length).toBeGreaterThan(35);
  });

  it('refuses one that is too large before it is sent', async () => {
    for (const route of routes) {
      const headers = { 'content-type': `${mediaTypeOf(route)}; boundary=x`, 'content-length': String(HUGE) };
      const { status } = await raw(route, headers, (write) => write('{'));
      // The matching API knows 400 alone.
      const refusal = route.path === '/api/match' ? 400 : 413;
      expect([route.method, route.path, status]).toEqual([route.method, route.path, refusal]);
    }
  }, 120_000);

  it('refuses another media type, and what is no JSON, and repeats nothing of it', async () => {
    for (const route of routes.filter(isJson)) {
      const body = `{"${SECRET}": `;
      const length = { 'content-length': String(body.length) };
      const other = await raw(route, { 'content-type': 'application/x-other', ...length }, (write) => write(body));
      const broken = await raw(route, { 'content-type': mediaTypeOf(route), ...length }, (write) => write(body));
      // The screening API has one status for whatever is wrong with a body.
      expect([route.path, [415, 422].includes(other.status)]).toEqual([route.path, true]);
      expect([route.path, [400, 422].includes(broken.status)]).toEqual([route.path, true]);
      for (const { text } of [other, broken]) expect([route.path, text.includes(SECRET)]).toEqual([route.path, false]);
    }
  }, 120_000);

  it('gives up who falls silent in the middle', async () => {
    for (const route of routes) {
      const headers = { 'content-type': `${mediaTypeOf(route)}; boundary=x`, 'content-length': '100' };
      const { status, milliseconds } = await raw(route, headers, (write) => write(isJson(route) ? '{' : '--x\r\n'));
      expect([route.method, route.path, status]).toEqual([route.method, route.path, 408]);
      expect(milliseconds).toBeLessThan(5_000);
    }
  }, 180_000);
});

describe('a request that never ends', () => {
  it.each(['/api/v1/screen', '/api/v1/files/upload'])(
    'to %s is cut off, however steadily it drips',
    async (path) => {
      const route = routes.find((each) => each.path === path && each.method === 'POST') as Route;
      const boundary = 'content-disposition: form-data; name="file"; filename="a.pdf"';
      let timer: NodeJS.Timeout | undefined;
      const headers = { 'content-type': `${mediaTypeOf(route)}; boundary=x`, 'content-length': '100000' };
      const { milliseconds } = await raw(
        route,
        headers,
        (write) => {
          write(isJson(route) ? '{"job_spec": "' : `--x\r\n${boundary}\r\n\r\n%PDF-1.4 `);
          timer = setInterval(() => write('x'), 100);
        },
        30,
      );
      clearInterval(timer);
      expect(milliseconds).toBeGreaterThan(2_000);
      expect(milliseconds).toBeLessThan(12_000);
    },
    60_000,
  );

  it('is cut off in its headers as well', async () => {
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.resume();
    await once(socket, 'connect');
    const started = Date.now();
    socket.write('GET /api/health/live HTTP/1.1\r\nhost: localhost\r\n');
    const timer = setInterval(() => socket.writable && socket.write('x'), 100);
    await once(socket, 'close');
    clearInterval(timer);
    expect(Date.now() - started).toBeLessThan(12_000);
  }, 30_000);
});
