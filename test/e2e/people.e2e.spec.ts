import { until } from '../support/until.js';
import { jsonClientOf, mailedToken, newEmail, newPerson, PASSWORD } from './support/person.js';
import { startService, type TestService } from './support/service.js';

let service: TestService;
let anonymous: ReturnType<typeof jsonClientOf>;
beforeAll(async () => {
  service = await startService({ authenticationsPerMinute: 10_000 });
  anonymous = jsonClientOf(service.url, null);
}, 120_000);
afterAll(() => service?.stop());

describe('signup', () => {
  it('is confirmed by mail before anybody can log in', async () => {
    const email = newEmail();
    const created = await anonymous.post('/api/auth/signup', { email: email.toUpperCase(), password: PASSWORD });
    expect([created.status, created.body]).toEqual([
      201,
      { user: { id: expect.any(String), email }, message: 'Check your email to confirm your account' },
    ]);
    const early = await anonymous.post('/api/auth/login', { email, password: PASSWORD });
    expect([early.status, early.body.error.code]).toEqual([403, 'EMAIL_NOT_CONFIRMED']);
    const token = await mailedToken(service, email);
    expect((await anonymous.get(`/api/auth/verify?token=${token}`)).status).toBe(200);
    expect((await anonymous.get(`/api/auth/verify?token=${token}`)).status).toBe(400);
    const { status, body, headers } = await anonymous.post('/api/auth/login', { email, password: PASSWORD });
    expect([status, body.token_type, body.organisation.role]).toEqual([200, 'Bearer', 'owner']);
    expect(headers.getSetCookie()).toHaveLength(2);
    for (const cookie of headers.getSetCookie()) expect(cookie).toMatch(/; HttpOnly; SameSite=Lax/);
  });

  it.each([
    ['a wrong address', { email: 'nobody', password: PASSWORD }, 'VALIDATION_ERROR', 'Invalid email address'],
    ['no password', { email: 'a@example.org' }, 'VALIDATION_ERROR', 'password is required.'],
  ])('refuses %s', async (_, body, code, message) => {
    const { status, body: answer } = await anonymous.post('/api/auth/signup', body);
    expect(status).toBe(400);
    expect(answer.error).toMatchObject({ code, message: 'Invalid input', details: [{ message }] });
  });

  it.each(['short', 'password1', '12345678', 'aaaaaaaaaaaa', 'Qwertyuiop123'])(
    'refuses the password %s',
    async (password) => {
      const { status, body } = await anonymous.post('/api/auth/signup', { email: newEmail(), password });
      expect([status, body.error.code]).toEqual([400, 'WEAK_PASSWORD']);
    },
  );

  it('refuses an address that is taken', async () => {
    const { email } = await newPerson(service);
    const { status, body } = await anonymous.post('/api/auth/signup', { email, password: PASSWORD });
    expect([status, body.error.code]).toEqual([409, 'EMAIL_TAKEN']);
  });

  it('sends on only to pages of origins that the operator named', async () => {
    for (const [redirect_to, status, location] of [
      ['https://app.example.com/welcome', 303, 'https://app.example.com/welcome'],
      ['https://evil.example.net/', 200, null],
      ['javascript:alert(1)', 200, null],
    ] as const) {
      const email = newEmail();
      await anonymous.post('/api/auth/signup', { email, password: PASSWORD, redirect_to });
      const token = await mailedToken(service, email);
      const answer = await anonymous.call('GET', `/api/auth/verify?token=${token}`, { redirect: 'manual' });
      expect([answer.status, answer.headers.get('location')]).toEqual([status, location]);
    }
  });
});

describe('login', () => {
  it('answers alike for an unknown address and a wrong password', async () => {
    const { email } = await newPerson(service);
    const [unknown, wrong] = await Promise.all(
      [newEmail(), email].map((address) =>
        anonymous.post('/api/auth/login', { email: address, password: 'another passphrase' }, { 'x-request-id': 'r' }),
      ),
    );
    expect(unknown?.status).toBe(401);
    expect(unknown?.body).toEqual(wrong?.body);
    expect(unknown?.body.error.code).toBe('INVALID_CREDENTIALS');
  });

  it('is slowed to its limit', async () => {
    const strict = await startService({ authenticationsPerMinute: 5 });
    try {
      const client = jsonClientOf(strict.url, null);
      const tries = [];
      for (let i = 0; i < 6; i++)
        tries.push(await client.post('/api/auth/login', { email: newEmail(), password: PASSWORD }));
      expect(tries.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429]);
      const last = tries.at(-1);
      expect(last?.headers.get('x-ratelimit-limit')).toBe('5');
      expect(last?.body.error).toMatchObject({ code: 'RATE_LIMITED', retry_after: expect.any(Number) });
    } finally {
      await strict.stop();
    }
  });
});

describe('session', () => {
  it('says who is logged in, by token or cookie, and ends at once', async () => {
    const person = await newPerson(service);
    const cookie = `vitamill_access=${person.accessToken}`;
    const me = await person.get('/api/auth/me');
    expect(me.body).toMatchObject({
      user: { email: person.email, email_confirmed: true },
      organisation: { role: 'owner', plan: 'free', api_access_enabled: false },
    });
    expect((await anonymous.get('/api/auth/me', undefined, { cookie })).body).toEqual(me.body);
    expect(me.headers.get('x-ratelimit-limit')).toBe('100');
    expect((await person.post('/api/auth/logout')).status).toBe(204);
    expect((await person.get('/api/auth/me')).status).toBe(401);
    const refreshed = await anonymous.post('/api/auth/refresh', { refresh_token: person.refreshToken });
    expect([refreshed.status, refreshed.body.error.code]).toEqual([401, 'UNAUTHORIZED']);
  });

  it('changes the refresh token with each use, and ends where one is used twice', async () => {
    const person = await newPerson(service);
    const first = await anonymous.post('/api/auth/refresh', { refresh_token: person.refreshToken });
    expect(first.status).toBe(200);
    expect(first.body.refresh_token).not.toBe(person.refreshToken);
    expect((await anonymous.post('/api/auth/refresh', { refresh_token: person.refreshToken })).status).toBe(401);
    expect((await anonymous.post('/api/auth/refresh', { refresh_token: first.body.refresh_token })).status).toBe(401);
    expect((await jsonClientOf(service.url, first.body.access_token).get('/api/auth/me')).status).toBe(401);
  });

  it('does not count for a page of another site', async () => {
    const person = await newPerson(service);
    const cookie = `vitamill_access=${person.accessToken}`;
    const change = { name: 'Changed' };
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example.net' }])
      expect((await anonymous.patch('/api/organisation', change, { cookie, ...headers } as never)).status).toBe(401);
    expect(
      (await anonymous.patch('/api/organisation', change, { cookie, 'sec-fetch-site': 'same-origin' })).status,
    ).toBe(200);
  });

  it.each(['eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.eA', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln'])(
    'refuses the forged token %s',
    async (token) => {
      expect((await jsonClientOf(service.url, token).get('/api/auth/me')).status).toBe(401);
    },
  );
});

describe('password', () => {
  it('is reset by mail, once, and every session ends', async () => {
    const person = await newPerson(service);
    const [known, unknown] = await Promise.all(
      [person.email, newEmail()].map((email) => anonymous.post('/api/auth/password/forgot', { email })),
    );
    expect([known?.status, known?.body]).toEqual([202, unknown?.body]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const token = await mailedToken(service, person.email);
    const password = 'a different passphrase';
    expect((await anonymous.post('/api/auth/password/reset', { token, password: 'weak' })).body.error.code).toBe(
      'WEAK_PASSWORD',
    );
    expect((await anonymous.post('/api/auth/password/reset', { token, password })).status).toBe(200);
    expect((await anonymous.post('/api/auth/password/reset', { token, password })).status).toBe(400);
    const told = () => service.mails.filter(({ to, subject }) => to === person.email && /was changed/.test(subject));
    await until(() => told().length === 1, 5);
    expect(told()[0]?.text).not.toContain(password);
    expect((await person.get('/api/auth/me')).status).toBe(401);
    expect((await anonymous.post('/api/auth/login', { email: person.email, password: PASSWORD })).status).toBe(401);
    expect((await anonymous.post('/api/auth/login', { email: person.email, password })).status).toBe(200);
  });
});

describe('organisation', () => {
  it('takes in who was invited, in the role that was given, and no more', async () => {
    const owner = await newPerson(service);
    const email = newEmail();
    expect((await owner.post('/api/organisation/invitations', { email, role: 'viewer' })).status).toBe(201);
    const invitation = await mailedToken(service, email);
    const stolen = { email: newEmail(), password: PASSWORD, invitation };
    expect((await anonymous.post('/api/auth/signup', stolen)).status).toBe(400);
    expect((await anonymous.post('/api/auth/signup', { email, password: PASSWORD, invitation })).status).toBe(201);
    const { body } = await anonymous.post('/api/auth/login', { email, password: PASSWORD });
    expect(body.organisation).toMatchObject({ id: owner.accountId, role: 'viewer' });
    const viewer = jsonClientOf(service.url, body.access_token);
    expect((await viewer.get('/api/organisation/members')).body.data).toHaveLength(2);
    expect((await viewer.patch('/api/organisation', { name: 'Mine' })).body.error.code).toBe('FORBIDDEN');
    const self = `/api/organisation/members/${body.user.id}`;
    expect((await viewer.patch(self, { role: 'owner' })).status).toBe(403);
    expect((await viewer.delete(`/api/organisation/members/${owner.userId}`)).status).toBe(403);
    expect((await owner.patch(self, { role: 'admin' })).body.data.role).toBe('admin');
    expect((await viewer.patch(`/api/organisation/members/${owner.userId}`, { role: 'viewer' })).status).toBe(403);
    expect((await viewer.delete(self)).status).toBe(204);
    expect((await viewer.get('/api/organisation/members')).status).toBe(403);
  });

  it('is joined by somebody with an account, whose session goes on there', async () => {
    const [owner, guest] = [await newPerson(service), await newPerson(service)];
    await owner.post('/api/organisation/invitations', { email: guest.email, role: 'member' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const token = await mailedToken(service, guest.email);
    expect((await guest.post('/api/auth/invitations/accept', { token })).body).toEqual({
      organisation: { id: owner.accountId },
    });
    const me = (await guest.get('/api/auth/me')).body;
    expect(me.organisation).toMatchObject({ id: owner.accountId, role: 'member' });
    expect(me.organisations).toHaveLength(2);
  });

  it('keeps an owner', async () => {
    const owner = await newPerson(service);
    const self = `/api/organisation/members/${owner.userId}`;
    expect((await owner.patch(self, { role: 'member' })).status).toBe(409);
    expect((await owner.delete(self)).status).toBe(409);
  });
});
