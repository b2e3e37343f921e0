import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { ApiError } from '../errors/api-errors.js';
import { readJsonBody } from './json-body.js';
import { discardUnreadBody } from './unread-body.js';

let server: Server;
let url: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    readJsonBody(request, { maxBytes: 1_000, idleMilliseconds: 300 })
      .then((value) => response.end(JSON.stringify({ value })))
      .catch((error) => {
        response.end(JSON.stringify({ code: error instanceof ApiError ? error.code : 'unexpected' }));
        discardUnreadBody(request);
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const send = async (body: string | Uint8Array<ArrayBuffer>, type = 'application/json') =>
  (await fetch(url, { method: 'POST', body, headers: { 'content-type': type } })).json();

describe('JSON body', () => {
  it('is read in UTF-8', async () => {
    expect(await send('{"name":"Łódź"}', 'application/json; charset=utf-8')).toEqual({ value: { name: 'Łódź' } });
  });

  it.each([
    ['another media type', '{}', 'text/plain', 'unsupported_media_type'],
    ['no JSON', '{"a":', 'application/json', 'malformed_request'],
    ['an empty body', '', 'application/json', 'malformed_request'],
    ['more bytes than allowed', JSON.stringify('x'.repeat(2_000)), 'application/json', 'payload_too_large'],
  ])('refuses %s', async (_what, body, type, code) => {
    expect(await send(body, type)).toEqual({ code });
  });

  it('refuses bytes that are not UTF-8', async () => {
    expect(await send(new Uint8Array([0x22, 0xff, 0x22]))).toEqual({ code: 'malformed_request' });
  });

  it('gives up a client that stops sending', async () => {
    const { port } = server.address() as AddressInfo;
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1', () =>
        socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"a"'),
      );
      socket.once('data', (data) => {
        resolve(data.toString());
        socket.destroy();
      });
    });
    expect(answer).toContain('request_timeout');
  });
});
