import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { ApiError } from '../errors/api-errors.js';
import { SpoolBudget } from './byte-spool.js';
import { type ReceivedForm, receiveForm } from './multipart-form.js';

const MAX = 100_000;
let server: Server;
let url: string;
let outcome: Promise<ReceivedForm | ApiError>;
let seen: (form: ReceivedForm | ApiError) => void;
let budget: SpoolBudget;

beforeEach(async () => {
  budget = new SpoolBudget(1_000_000);
  outcome = new Promise((resolve) => {
    seen = resolve;
  });
  server = createServer(async (request, response) => {
    const options = { maxBytes: MAX, fieldNames: ['tags', 'locale'], idleMilliseconds: 300, budget };
    const result = await Promise.resolve()
      .then(() => receiveForm(request, options))
      .catch((error: ApiError) => error);
    seen(result);
    response.end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const post = async (form: FormData): Promise<ReceivedForm> => {
  await fetch(url, { method: 'POST', body: form }).catch(() => undefined);
  const result = await outcome;
  if (result instanceof ApiError) throw result;
  return result;
};
const fileOf = (bytes: Uint8Array | string, name = 'cv.pdf') => ({ blob: new Blob([Buffer.from(bytes)]), name });
const formOf = (...parts: [string, string | ReturnType<typeof fileOf>][]) => {
  const form = new FormData();
  for (const [name, value] of parts)
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, value.blob, value.name);
  return form;
};

const sendRaw = (head: string[], body: string, end: boolean) => {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(`${['POST / HTTP/1.1', 'Host: x', ...head].join('\r\n')}\r\n\r\n${body}`);
  if (end) setTimeout(() => socket.destroy(), 50);
  return socket;
};

describe('receiveForm', () => {
  it('takes text parts before and after the file', async () => {
    const form = await post(formOf(['tags', 'a'], ['file', fileOf('hello')], ['tags', 'b'], ['locale', 'en_US']));
    expect(form.file?.bytes.toString()).toBe('hello');
    expect(form.file?.sha256).toBe(createHash('sha256').update('hello').digest('hex'));
    expect(Object.fromEntries(form.fields)).toEqual({ tags: ['a', 'b'], locale: ['en_US'] });
  });

  it('takes a file of exactly the limit, byte for byte', async () => {
    const bytes = Uint8Array.from({ length: MAX }, (_, i) => i % 251);
    expect(Buffer.compare((await post(formOf(['file', fileOf(bytes)]))).file!.bytes, bytes)).toBe(0);
  });

  it('refuses one byte more', async () => {
    await expect(post(formOf(['file', fileOf(new Uint8Array(MAX + 1))]))).rejects.toMatchObject({
      code: 'payload_too_large',
    });
  });

  it('refuses a length over the limit without reading', async () => {
    sendRaw(['Content-Type: multipart/form-data; boundary=b', 'Content-Length: 99999999'], '', false);
    expect(await outcome).toMatchObject({ code: 'payload_too_large' });
  });

  it('bounds what unknown file parts can take', async () => {
    await expect(post(formOf(['other', fileOf(new Uint8Array(MAX + 300_000))]))).rejects.toMatchObject({
      code: 'payload_too_large',
    });
  });

  it.each(['日本語の履歴書.pdf', 'Jörg "quoted".pdf'])('keeps the name %s', async (name) => {
    expect((await post(formOf(['file', fileOf('x', name)]))).file?.filename?.replaceAll('%22', '"')).toBe(name);
  });

  it('reads names in the form of RFC 5987', async () => {
    const body = `--b\r\nContent-Disposition: form-data; name="file"; filename*=UTF-8''J%C3%B6rg.pdf\r\n\r\nx\r\n--b--\r\n`;
    sendRaw(['Content-Type: multipart/form-data; boundary=b', `Content-Length: ${body.length}`], body, false);
    expect(((await outcome) as ReceivedForm).file?.filename).toBe('Jörg.pdf');
  });

  it('names unknown parts and a second file', async () => {
    const form = await post(formOf(['file', fileOf('a')], ['file', fileOf('b')], ['colour', 'red']));
    expect(form.errors.map(({ field, code }) => [field, code])).toEqual([
      ['colour', 'unknown_part'],
      ['file', 'too_many_files'],
    ]);
  });

  it('says where there is no file', async () => {
    expect((await post(formOf(['tags', 'a']))).file).toBeNull();
  });

  it('stops at too many parts', async () => {
    const form = await post(formOf(...Array.from({ length: 100 }, (): [string, string] => ['tags', 'x'])));
    expect(form.errors.map(({ code }) => code)).toContain('too_many_parts');
  });

  it('gives up a client that falls silent', async () => {
    sendRaw(['Content-Type: multipart/form-data; boundary=b', 'Content-Length: 1000'], '--b\r\n', false);
    expect(await outcome).toMatchObject({ code: 'request_timeout' });
  });

  it('refuses a form that ends in the middle', async () => {
    const body = '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhello';
    sendRaw(['Content-Type: multipart/form-data; boundary=b', `Content-Length: ${body.length}`], body, false);
    expect(await outcome).toMatchObject({ code: 'malformed_request' });
  });

  it('keeps nothing of a client that goes away', async () => {
    const body = '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhello';
    sendRaw(['Content-Type: multipart/form-data; boundary=b', 'Content-Length: 5000'], body, true);
    expect(await outcome).toMatchObject({ code: 'malformed_request' });
    expect(budget.take(1_000_000)).toBe(true);
  });

  it('turns away where all uploads together take too much', async () => {
    budget.take(990_000);
    await expect(post(formOf(['file', fileOf(new Uint8Array(50_000))]))).rejects.toMatchObject({ code: 'busy' });
  });

  it.each([['application/json'], ['text/plain']])('refuses %s', async (type) => {
    await fetch(url, { method: 'POST', body: '{"a":', headers: { 'content-type': type } });
    expect(await outcome).toMatchObject({ code: 'multipart_required' });
  });
});
