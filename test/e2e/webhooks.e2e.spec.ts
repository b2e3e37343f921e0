import { type Client, clientOf, somePdf } from './support/client.js';
import { startService, type TestService } from './support/service.js';

let service: TestService;
let client: Client;
let stranger: Client;
beforeAll(async () => {
  service = await startService({ webhookAllowHttp: true, webhookAllowedNetworks: '127.0.0.0/8' });
}, 120_000);
afterAll(() => service?.stop());
beforeEach(async () => {
  client = clientOf(service.url, (await service.newKey()).key);
  stranger = clientOf(service.url, (await service.newKey()).key);
});

const BASE = '/api/v1/webhooks';
const send = (method: string, path: string, body?: unknown, who = client) =>
  who.call(method, BASE + path, {
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
const make = async (body: object = {}) =>
  (await send('POST', '/endpoints', { url: 'http://127.0.0.1:9/hook', ...body })).body;

describe('endpoints', () => {
  it('are made, shown without their secret, changed and deleted', async () => {
    const made = await send('POST', '/endpoints', { url: 'http://127.0.0.1:9/a', events: ['asset.failed'] });
    expect([made.status, made.body.secret]).toEqual([201, expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/)]);
    const id = made.body.endpoint_id;
    const { secret: _, ...shown } = made.body;
    expect((await client.get(`${BASE}/endpoints/${id}`)).body).toEqual(shown);
    expect((await client.get(`${BASE}/endpoints`)).body).toEqual({ items: [shown] });
    const changed = await send('PATCH', `/endpoints/${id}`, { enabled: false, description: 'x' });
    expect(changed.body).toMatchObject({ enabled: false, disabled_reason: 'owner', description: 'x', url: shown.url });
    expect((await send('PATCH', `/endpoints/${id}`, { enabled: true })).body).toMatchObject({
      enabled: true,
      disabled_reason: null,
      description: 'x',
    });
    expect((await client.delete(`${BASE}/endpoints/${id}`)).status).toBe(204);
    expect((await client.get(`${BASE}/endpoints/${id}`)).status).toBe(404);
  });

  it.each([
    [{}, 'url'],
    [{ url: 'ftp://hook.example' }, 'url'],
    [{ url: 'http://169.254.169.254/latest' }, 'url'],
    [{ url: 'http://10.0.0.1' }, 'url'],
    [{ url: 'https://u:p@hook.example' }, 'url'],
    [{ url: 'http://127.0.0.1', events: ['asset.invented'] }, 'events'],
    [{ url: 'http://127.0.0.1', events: [] }, 'events'],
    [{ url: 'http://127.0.0.1', colour: 'red' }, 'colour'],
  ])('refuse %j', async (body, field) => {
    const answer = await send('POST', '/endpoints', body);
    expect([answer.status, answer.body.code]).toEqual([400, 'validation_error']);
    expect(answer.body.errors.map((error: { field: string }) => error.field)).toContain(field);
    expect((await client.get(`${BASE}/endpoints`)).body.items).toEqual([]);
  });

  it.each([['[1]'], ['null'], ['"x"'], ['{']])('refuse the body %s', async (body) => {
    const answer = await client.call('POST', `${BASE}/endpoints`, {
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(400);
  });

  it('are at most twenty', async () => {
    for (let i = 0; i < 20; i++) await make();
    expect(await send('POST', '/endpoints', { url: 'http://127.0.0.1' })).toMatchObject({ status: 409 });
  });

  it('get a new secret', async () => {
    const { endpoint_id: id, secret } = await make();
    const rotated = await send('POST', `/endpoints/${id}/rotate-secret`);
    expect(rotated.body.secret).not.toBe(secret);
    expect(Date.parse(rotated.body.previous_secret_expires_at)).toBeGreaterThan(Date.now());
    const at = await send('POST', `/endpoints/${id}/rotate-secret?overlap_hours=0`);
    expect(at.body.previous_secret_expires_at).toBeNull();
    expect((await send('POST', `/endpoints/${id}/rotate-secret?overlap_hours=999`)).status).toBe(400);
  });

  it('keep secrets encrypted', async () => {
    const { secret } = await make();
    const account = (await client.get(`${BASE}/secret`)).body.secret;
    expect((await client.get(`${BASE}/secret`)).body.secret).toBe(account);
    const rows = await service.dataSource.query(
      'SELECT secret FROM webhook_endpoints UNION ALL SELECT webhook_secret FROM accounts WHERE webhook_secret IS NOT NULL',
    );
    for (const value of [secret, account]) expect(JSON.stringify(rows)).not.toContain(value.slice(6));
  });

  it('need the scope', async () => {
    const { key } = await service.newKey({ scopes: ['files:read', 'data:read'] });
    expect((await clientOf(service.url, key).get(`${BASE}/endpoints`)).body).toMatchObject({
      status: 403,
      required_scope: 'webhooks:manage',
    });
  });
});

describe('deliveries', () => {
  it('are listed, shown and replayed', async () => {
    const { endpoint_id: id } = await make({ events: ['asset.failed', 'asset.deleted'] });
    const { asset_id: assetId } = (await client.upload(['file', somePdf(), 'a.pdf'])).body;
    await service.fail(assetId, 'encrypted');
    const [first] = (await client.get(`${BASE}/deliveries`)).body.items;
    expect(first).toMatchObject({
      event: 'asset.failed',
      endpoint_id: id,
      status: 'pending',
      attempts: 0,
      fault: null,
    });
    const shown = (await client.get(`${BASE}/deliveries/${first.delivery_id}`)).body;
    expect(JSON.parse(shown.body)).toMatchObject({ type: 'asset.failed', data: { asset_id: assetId } });
    expect((await send('POST', `/deliveries/${first.delivery_id}/replay`)).body.code).toBe('conflict');
    await service.dataSource.query(`UPDATE webhook_deliveries SET status = 'failed', next_attempt_at = NULL`);
    const replayed = await send('POST', `/deliveries/${first.delivery_id}/replay`);
    expect([replayed.status, replayed.body.replay_of]).toEqual([202, first.delivery_id]);
    expect(replayed.body.message_id).toBe(first.message_id);

    await client.delete(`/api/v1/files/assets/${assetId}`);
    expect((await client.get(`${BASE}/deliveries/${first.delivery_id}`)).body.body).toBeNull();
    expect((await send('POST', `/deliveries/${first.delivery_id}/replay`)).status).toBe(410);
    const page = (await client.get(`${BASE}/deliveries?limit=1`)).body;
    expect(page.items[0]).toMatchObject({ event: 'asset.deleted' });
    const rest = (await client.get(`${BASE}/deliveries?limit=10&cursor=${page.next_cursor}`)).body;
    expect(rest.items.map(({ status }: { status: string }) => status)).toEqual(['cancelled', 'failed']);
    expect((await client.get(`${BASE}/deliveries?status=pending&event=asset.deleted`)).body.items).toHaveLength(1);
    expect((await client.get(`${BASE}/deliveries?cursor=x`)).status).toBe(400);
  });

  it('of a test are refused while the endpoint is disabled', async () => {
    const { endpoint_id: id } = await make();
    expect((await send('POST', `/endpoints/${id}/test`)).body).toMatchObject({
      event: 'webhook.test',
      status: 'pending',
    });
    await send('PATCH', `/endpoints/${id}`, { enabled: false });
    expect((await client.get(`${BASE}/deliveries`)).body.items).toMatchObject([{ status: 'cancelled' }]);
    expect((await send('POST', `/endpoints/${id}/test`)).status).toBe(409);
  });
});

it("answers somebody else's ids as unknown ones", async () => {
  const { endpoint_id: id } = await make();
  const { delivery_id: delivery } = (await send('POST', `/endpoints/${id}/test`)).body;
  const calls: [string, string, unknown?][] = [
    ['GET', `/endpoints/${id}`],
    ['PATCH', `/endpoints/${id}`, {}],
    ['DELETE', `/endpoints/${id}`],
    ['POST', `/endpoints/${id}/test`],
    ['POST', `/endpoints/${id}/rotate-secret`],
    ['GET', `/deliveries/${delivery}`],
    ['POST', `/deliveries/${delivery}/replay`],
  ];
  for (const [method, path, body] of calls)
    expect([method, path, (await send(method, path, body, stranger)).status]).toEqual([method, path, 404]);
  expect((await stranger.get(`${BASE}/deliveries`)).body.items).toEqual([]);
  expect((await client.get(`${BASE}/endpoints`)).body.items).toHaveLength(1);
});
