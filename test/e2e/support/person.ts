import { clientOf } from './client.js';
import type { TestService } from './service.js';

let counter = 0;
export const PASSWORD = 'a long enough passphrase';
export const newEmail = (): string => `person-${process.pid}-${++counter}@example.org`;

/** JSON over one connection to the API, with a token or without. */
export const jsonClientOf = (url: string, token: string | null) => {
  const { call } = clientOf(url, token);
  const send =
    (method: string) =>
    (path: string, body?: unknown, headers: Record<string, string> = {}) =>
      call(method, path, {
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      });
  return {
    get: send('GET'),
    post: send('POST'),
    put: send('PUT'),
    patch: send('PATCH'),
    delete: send('DELETE'),
    call,
  };
};

/** The token in the last mail to an address. */
export async function mailedToken(service: TestService, email: string): Promise<string> {
  for (let i = 0; i < 100; i++) {
    const mail = service.mails.filter(({ to }) => to === email).at(-1);
    const token = /[\w-]{43}/.exec(mail?.text ?? '')?.[0];
    if (token) return token;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('No mail came.');
}

/** Somebody who signed up, confirmed their address and logged in, with an organisation of their own. */
export async function newPerson(service: TestService, email = newEmail()) {
  const anonymous = jsonClientOf(service.url, null);
  await anonymous.post('/api/auth/signup', { email, password: PASSWORD });
  await anonymous.post('/api/auth/verify', { token: await mailedToken(service, email) });
  const { body } = await anonymous.post('/api/auth/login', { email, password: PASSWORD });
  return {
    ...jsonClientOf(service.url, body.access_token),
    email,
    userId: body.user.id as string,
    accountId: body.organisation.id as string,
    accessToken: body.access_token as string,
    refreshToken: body.refresh_token as string,
  };
}
