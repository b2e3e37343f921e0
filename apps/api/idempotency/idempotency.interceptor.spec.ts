import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { lastValueFrom, of } from 'rxjs';
import { readJsonBody } from '../http/json-body.js';
import { idempotent } from './idempotency.interceptor.js';

/** Sends a body through the interceptor; gives the payload that was compared and what the handler read. */
async function send(body: string, headers: Record<string, string>) {
  const payloads: unknown[] = [];
  const service = {
    run: (_request: unknown, _reply: unknown, options: { payload: unknown }, work: (id: string) => unknown) => {
      payloads.push(options.payload);
      return work('id-1');
    },
  };
  const interceptor = new (idempotent())(service as never, { bodyIdleMilliseconds: 1_000 } as never);
  const server = createServer(async (raw: IncomingMessage, response) => {
    const request = { raw, headers: raw.headers, resourceId: undefined };
    const http = { getRequest: () => request, getResponse: () => ({}) };
    const context = { switchToHttp: () => http };
    await lastValueFrom(interceptor.intercept(context as never, { handle: () => of('handled') }));
    const read = await readJsonBody(raw, { maxBytes: 1_000, idleMilliseconds: 1_000 });
    response.end(JSON.stringify({ read, resourceId: request.resourceId }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
    return { payloads, answer: await answer.json() };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('idempotent', () => {
  it('compares the values of the body and leaves it to the handler', async () => {
    expect(await send('{ "a": 1 }', { 'idempotency-key': 'k' })).toEqual({
      payloads: [{ a: 1 }],
      answer: { read: { a: 1 }, resourceId: 'id-1' },
    });
  });

  it('reads nothing without a key', async () => {
    expect((await send('{"a":1}', {})).payloads).toEqual([null]);
  });
});
