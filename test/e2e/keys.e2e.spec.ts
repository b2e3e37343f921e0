import { clientOf, somePdf } from './support/client.js';
import { jsonClientOf, mailedToken, newEmail, newPerson, PASSWORD } from './support/person.js';
import { startService, type TestService } from './support/service.js';

let service: TestService;
let operator: ReturnType<typeof jsonClientOf>;
beforeAll(async () => {
  service = await startService({ authenticationsPerMinute: 10_000 });
  operator = jsonClientOf(service.url, 'test-operator-token-of-32-characters');
}, 120_000);
afterAll(() => service?.stop());

const organisation = (id: string, rest = '') => `/api/operator/organisations/${id}${rest}`;
const makeKey = (person: Awaited<ReturnType<typeof newPerson>>, fields: Record<string, string>) =>
  person.call('POST', '/api/v1/keys', { body: new URLSearchParams(fields) });

/** Somebody whose organisation has API access and credits. */
async function newCustomer(credits = 10) {
  const person = await newPerson(service);
  await operator.patch(organisation(person.accountId), { api_access_enabled: true, plan: 'paid' });
  await operator.post(
    organisation(person.accountId, '/credits'),
    { credits, reason: 'grant' },
    { 'idempotency-key': 'first' },
  );
  return person;
}

describe('API keys', () => {
  it('wait for API access', async () => {
    const person = await newPerson(service);
    const { status, body } = await makeKey(person, { name: 'Early' });
    expect([status, body]).toEqual([403, { detail: 'API access is not enabled for your organisation.' }]);
    expect((await person.get('/api/v1/keys')).body).toMatchObject({ api_access_enabled: false, keys: [] });
  });

  it('are shown once, listed by prefix and revoked at once', async () => {
    const person = await newCustomer();
    const { status, body } = await makeKey(person, { name: 'Production' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: expect.any(Number),
      name: 'Production',
      key: expect.stringMatching(/^rsm_live_[\w-]{43}$/),
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/),
      warning: 'Store this key securely. It will not be shown again.',
    });
    expect(body.key_prefix).toBe(body.key.slice(0, 20));
    const client = clientOf(service.url, body.key);
    expect((await client.get('/api/v1/files/assets')).status).toBe(200);
    const byHeader = await clientOf(service.url, null).get('/api/v1/files/assets', { 'x-api-key': body.key });
    expect(byHeader.status).toBe(200);
    const listed = (await person.get('/api/v1/keys')).body;
    expect(listed).toMatchObject({
      api_access_enabled: true,
      org_api_cvs_this_month: 0,
      committed_scans: 100_000,
      hard_cap_scans: 1_000_000,
      keys: [{ id: body.id, revoked: false, monthly_cv_count: 0, billing_month: new Date().toISOString().slice(0, 7) }],
    });
    expect(JSON.stringify(listed)).not.toContain(body.key);
    expect((await person.delete(`/api/v1/keys/${body.id}`)).status).toBe(200);
    expect((await client.get('/api/v1/files/assets')).status).toBe(401);
    expect((await person.get('/api/v1/keys')).body.keys[0].revoked).toBe(true);
  });

  it('are five at most, however parallel they are asked for', async () => {
    const person = await newCustomer();
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => makeKey(person, { name: `${i}` })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(answers.find(({ status }) => status === 400)?.body).toEqual({
      detail: 'Maximum 5 active API keys allowed. Revoke an existing key before creating a new one.',
    });
  });

  it.each([
    ['no name', {}, ['name'], 'value_error.missing'],
    ['a long name', { name: 'x'.repeat(101) }, ['name'], 'value_error.length'],
    ['an unknown scope', { name: 'n', scopes: 'files:read nothing:at-all' }, ['scopes'], 'value_error.unknown_scope'],
    ['an expiry that is over', { name: 'n', expires_at: '2020-01-01' }, ['expires_at'], 'value_error.not_future'],
    ['no address', { name: 'n', allowed_ips: '10.0.0.0/40' }, ['allowed_ips'], 'value_error.not_address'],
  ])('refuse %s', async (_, fields, place, type) => {
    const { status, body } = await makeKey(await newCustomer(), fields as Record<string, string>);
    expect(status).toBe(422);
    expect(body.detail).toMatchObject([{ loc: ['body', ...place], type }]);
  });

  it('have scopes, an end and addresses that they work from', async () => {
    const person = await newCustomer();
    const reading = (await makeKey(person, { name: 'r', scopes: 'files:read' })).body;
    const client = clientOf(service.url, reading.key);
    expect((await client.get('/api/v1/files/assets')).status).toBe(200);
    expect((await client.upload(['file', somePdf(), 'a.pdf'])).body.required_scope).toBe('files:write');
    const elsewhere = (await makeKey(person, { name: 'e', allowed_ips: '192.0.2.0/24, 2001:db8::/32' })).body;
    expect((await clientOf(service.url, elsewhere.key).get('/api/v1/files/assets')).body.code).toBe('forbidden');
    const here = (await makeKey(person, { name: 'h', allowed_ips: '127.0.0.0/8 ::1' })).body;
    expect((await clientOf(service.url, here.key).get('/api/v1/files/assets')).status).toBe(200);
  });

  it('make no keys and read no credits: these routes are for people', async () => {
    const person = await newCustomer();
    const { key } = (await makeKey(person, { name: 'k' })).body;
    for (const path of ['/api/v1/keys', '/api/credits/balance', '/api/credits/ledger'])
      expect((await clientOf(service.url, key).get(path)).status).toBe(401);
  });

  it('are of one organisation', async () => {
    const [one, other] = [await newCustomer(), await newCustomer()];
    const { id } = (await makeKey(one, { name: 'k' })).body;
    expect((await other.delete(`/api/v1/keys/${id}`)).body).toEqual({ detail: 'There is no such key.' });
    expect((await other.get('/api/v1/keys')).body.keys).toEqual([]);
  });

  it('are managed by owners and admins alone, and end with the membership of who made them', async () => {
    const owner = await newCustomer();
    const email = newEmail();
    await owner.post('/api/organisation/invitations', { email, role: 'member' });
    const invitation = await mailedToken(service, email);
    const anonymous = jsonClientOf(service.url, null);
    await anonymous.post('/api/auth/signup', { email, password: PASSWORD, invitation });
    const { body } = await anonymous.post('/api/auth/login', { email, password: PASSWORD });
    const member = { ...owner, ...jsonClientOf(service.url, body.access_token) };
    expect((await makeKey(member, { name: 'm' })).status).toBe(403);
    await owner.patch(`/api/organisation/members/${body.user.id}`, { role: 'admin' });
    const { key } = (await makeKey(member, { name: 'm' })).body;
    expect((await clientOf(service.url, key).get('/api/v1/files/assets')).status).toBe(200);
    await owner.delete(`/api/organisation/members/${body.user.id}`);
    expect((await clientOf(service.url, key).get('/api/v1/files/assets')).status).toBe(401);
  });
});

describe('test keys', () => {
  it('work on data of their own and cost nothing', async () => {
    const person = await newCustomer(1);
    const { key: live } = (await makeKey(person, { name: 'live' })).body;
    const { key: test } = (await makeKey(person, { name: 'test', test: 'true' })).body;
    expect(test).toMatch(/^rsm_test_/);
    const file = somePdf();
    const [one, other] = [clientOf(service.url, live), clientOf(service.url, test)];
    for (let i = 0; i < 3; i++) expect((await other.upload(['file', somePdf(), 'a.pdf'])).status).toBe(202);
    expect((await other.upload(['file', file, 'a.pdf'])).status).toBe(202);
    expect((await one.upload(['file', file, 'a.pdf'])).status).toBe(202);
    expect((await one.get('/api/v1/files/assets')).body.items).toHaveLength(1);
    expect((await other.get('/api/v1/files/assets')).body.items).toHaveLength(4);
    expect((await person.get('/api/credits/balance')).body.balance).toBe(0);
    expect((await person.get('/api/v1/keys')).body.keys.map(({ test }: { test: boolean }) => test)).toEqual([
      true,
      false,
    ]);
    await operator.patch(organisation(person.accountId), { api_access_enabled: false });
    for (const client of [one, other])
      expect((await client.get('/api/v1/files/assets')).body.code).toBe('api_access_disabled');
  });
});

describe('credits', () => {
  it('are told entry by entry, with what was paid for and by which key', async () => {
    const person = await newCustomer(5);
    const { key } = (await makeKey(person, { name: 'k' })).body;
    const { asset_id } = (await clientOf(service.url, key).upload(['file', somePdf(), 'a.pdf'])).body;
    await service.fail(asset_id, 'timeout');
    const { items } = (await person.get('/api/credits/ledger')).body;
    expect(items.map((entry: { reason: string; change: number }) => [entry.reason, entry.change])).toEqual([
      ['refund', 1],
      ['upload', -1],
      ['grant', 5],
    ]);
    expect(items[1]).toMatchObject({ from_account: 'wallet', to_account: 'spent', reference_id: asset_id });
    const page = (await person.get('/api/credits/ledger?limit=2')).body;
    expect((await person.get(`/api/credits/ledger?limit=2&cursor=${page.next_cursor}`)).body.items).toHaveLength(1);
    expect((await person.get('/api/credits/balance')).body).toEqual({ balance: 5, expiring: [] });
  });

  it('are issued by the operator once a key, and expire', async () => {
    const person = await newCustomer(1);
    const path = organisation(person.accountId, '/credits');
    const pack = { credits: 100, reason: 'purchase', expires_at: '2100-01-01T00:00:00Z' };
    expect((await operator.post(path, pack)).body.code).toBe('idempotency_key_missing');
    for (let i = 0; i < 2; i++)
      expect((await operator.post(path, pack, { 'idempotency-key': 'pack' })).body.balance).toBe(101);
    expect((await operator.post(path, { ...pack, credits: 99 }, { 'idempotency-key': 'x' })).status).toBe(400);
    expect((await person.get('/api/credits/balance')).body.expiring).toEqual([
      { credits: 100, expires_at: '2100-01-01T00:00:00.000Z' },
    ]);
  });

  it('are shown with requests by day, key and endpoint', async () => {
    const person = await newCustomer(5);
    const { key, key_prefix } = (await makeKey(person, { name: 'k' })).body;
    const client = clientOf(service.url, key);
    await client.upload(['file', somePdf(), 'a.pdf']);
    await client.get('/api/v1/files/assets');
    await client.get('/api/v1/files/assets/unknown');
    const today = new Date().toISOString().slice(0, 10);
    const byEndpoint = (await person.get('/api/usage')).body.items.filter(
      (row: { key_prefix: string | null }) => row.key_prefix === key_prefix,
    );
    expect(byEndpoint).toMatchObject([
      { day: today, endpoint: 'GET /api/v1/files/assets', requests: 1, errors: 0 },
      { day: today, endpoint: 'GET /api/v1/files/assets/:assetId', requests: 1, errors: 1 },
      { day: today, endpoint: 'POST /api/v1/files/upload', requests: 1, errors: 0 },
    ]);
    const { items, quota } = (await person.get('/api/usage?group_by=key')).body;
    expect(items.find((row: { key_prefix: string }) => row.key_prefix === key_prefix)).toMatchObject({
      requests: 3,
      errors: 1,
      credits: 1,
    });
    expect(quota).toMatchObject({ current_usage: 0, committed: 100_000, hard_cap: 1_000_000 });
    expect((await person.get('/api/usage?from=2026-02-01&to=2026-01-01')).status).toBe(400);
  });
});

describe('operator', () => {
  it('is asked for the token', async () => {
    const person = await newPerson(service);
    const stranger = await jsonClientOf(service.url, 'wrong-token-of-many-characters-0').patch(
      organisation(person.accountId),
      { api_access_enabled: true },
    );
    expect(stranger.status).toBe(401);
    expect((await person.patch(organisation(person.accountId), { api_access_enabled: true })).status).toBe(401);
  });

  it('finds an organisation by its owner', async () => {
    const person = await newPerson(service);
    const { body } = await operator.post('/api/operator/organisations/search', { email: person.email });
    expect(body.items).toMatchObject([{ id: person.accountId, plan: 'free', api_access_enabled: false }]);
  });
});
