import { clientOf, formOf, somePdf } from './support/client.js';
import { startService, type TestService } from './support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
}, 120_000);
afterAll(() => service?.stop());

describe('keys', () => {
  it.each([
    ['no header', null],
    ['an unknown key', 'Bearer rsm_live_unknown0000000000000000'],
    ['another scheme', 'Basic YTpiYWFhYWFhYWE='],
    ['an empty token', 'Bearer '],
  ])('refuses %s', async (_, authorization) => {
    const { status, headers, body } = await clientOf(service.url, null).get(
      '/api/v1/files/assets',
      authorization ? { authorization } : {},
    );
    expect([status, body.code]).toEqual([401, 'unauthorized']);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer realm=/);
  });

  it('refuses a revoked key at once', async () => {
    const { key, keyId, accountId } = await service.newKey();
    const client = clientOf(service.url, key);
    expect((await client.get('/api/v1/files/assets')).status).toBe(200);
    await service.revoke(accountId, keyId);
    expect((await client.get('/api/v1/files/assets')).status).toBe(401);
  });

  it.each([
    ['POST', '/api/v1/files/upload', 'files:write'],
    ['GET', '/api/v1/files/assets', 'files:read'],
    ['GET', '/api/v1/data/display', 'data:read'],
    ['POST', '/api/v1/parse', 'parse:execute'],
  ])('%s %s needs %s', async (method, path, scope) => {
    const all = ['files:write', 'files:read', 'data:read', 'parse:execute'];
    const { key } = await service.newKey({ scopes: all.filter((other) => other !== scope) });
    const { status, body } = await clientOf(service.url, key).call(method, path);
    expect([status, body.code, body.required_scope]).toEqual([403, 'insufficient_scope', scope]);
  });
});

describe('limits', () => {
  it('counts down, refuses, and says when to come back', async () => {
    const { key } = await service.newKey({ plan: 'free' });
    const client = clientOf(service.url, key);
    const first = await client.get('/api/v1/files/assets');
    expect(first.headers.get('x-ratelimit-limit')).toBe('60');
    expect(first.headers.get('x-ratelimit-remaining')).toBe('59');
    expect(Number(first.headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000 - 1);
    for (let i = 0; i < 59; i++) await client.get('/api/v1/files/assets');
    const refused = await client.upload(['file', somePdf(), 'a.pdf']);
    expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
  });

  it('is that of the plan', async () => {
    const { key } = await service.newKey({ plan: 'paid' });
    expect((await clientOf(service.url, key).get('/api/v1/files/assets')).headers.get('x-ratelimit-limit')).toBe('600');
  });
});

describe('errors', () => {
  it.each([
    ['GET', '/nowhere', 404, 'not_found'],
    ['GET', '/api/v1/files/upload', 405, 'method_not_allowed'],
    ['PATCH', '/api/v1/files/assets', 405, 'method_not_allowed'],
    ['GET', '/api/v1/%zz', 400, 'malformed_request'],
    ['GET', '/api/v1/files/assets/no-uuid', 404, 'not_found'],
    ['GET', '/api/v1/data/master/no-uuid', 404, 'not_found'],
    ['GET', '/api/v1/tasks/no-uuid', 404, 'not_found'],
  ])('%s %s is a problem %d %s', async (method, path, status, code) => {
    const { key } = await service.newKey();
    const answer = await clientOf(service.url, key).call(method, path, { headers: { 'x-request-id': 'given-1' } });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.headers.get('x-request-id')).toBe('given-1');
    expect(answer.body).toMatchObject({
      status,
      code,
      request_id: 'given-1',
      errors: [],
      type: `urn:vitamill:error:${code}`,
    });
    if (status === 405) expect(answer.headers.get('allow')).toBeTruthy();
  });

  it('never echoes a request id that could be harmful', async () => {
    const { headers } = await clientOf(service.url, null).get('/api/health/live', { 'x-request-id': '<script>' });
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('synchronous parse', () => {
  const parse = (key: string, bytes: string) =>
    clientOf(service.url, key).call('POST', '/api/v1/parse', {
      body: formOf(['file', bytes, 'cv.txt'], ['locale', 'en_US']),
    });

  it('gives a record, takes a credit and stores nothing', async () => {
    const { key, accountId } = await service.newKey({ credits: 2 });
    const before = await service.storedObjects();
    const { status, headers, body } = await parse(
      key,
      'Ada Example\nada@example.com\n\nExperience\nEngineer, Example Ltd, 2019 - 2021\n',
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ asset_id: null, schema_version: expect.any(String) });
    expect(headers.get('x-credits-remaining')).toBe('1');
    expect(await service.balance(accountId)).toBe(1);
    expect(await service.storedObjects()).toBe(before);
  });

  it('needs a credit', async () => {
    const { key } = await service.newKey({ credits: 0 });
    expect((await parse(key, 'text')).body).toMatchObject({ status: 402, code: 'payment_required' });
  });
});

describe('HEAD', () => {
  it('answers as GET does, without the body', async () => {
    const { key } = await service.newKey();
    const client = clientOf(service.url, key);
    const { asset_id: id } = (await client.upload(['file', somePdf(), 'a.pdf'])).body;
    await service.complete(id);
    const paths = ['files/assets', `files/assets/${id}/file`, `data/master/${id}`, 'data/display', 'files/assets/none'];
    for (const path of paths.map((rest) => `/api/v1/${rest}`)) {
      const [get, head] = [await client.get(path), await client.call('HEAD', path)];
      expect([path, head.status, head.body]).toEqual([path, get.status, '']);
      for (const name of ['content-type', 'etag', 'content-disposition'])
        expect([path, name, head.headers.get(name)]).toEqual([path, name, get.headers.get(name)]);
    }
    expect((await client.call('HEAD', '/api/v1/files/upload')).status).toBe(405);
  });
});
