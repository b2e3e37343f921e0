import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { readNetworks, readTargetUrl } from '@vitamill/outbound';
import { Webhook } from 'standardwebhooks';
import { startReceiver, type WebhookReceiver } from '../../test/support/webhook-receiver.js';
import { newWebhookSecret, sendWebhook, signatureHeaders } from './index.js';

const LOOPBACK = readNetworks('127.0.0.0/8');
const OPTIONS = { allowHttp: true, allowedNetworks: LOOPBACK, timeoutMilliseconds: 5_000 };
/** Made for this test, of nobody: signed by itself. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgIPaaln/yr+c0OIWQ
tw/an22xR8ch0sHdI8HfUm7YdpuhRANCAASfH9TP/v6EePGXfWcLh/F7Ty5W3qaL
QGmcQD+LRrIOn+sK0e2CYKX4llLxxkXoAiSTZW0dfIstFWFagV2zmPMa
-----END PRIVATE KEY-----`;
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBojCCAUigAwIBAgIUQaohjfzSSe9p/CbDq0Kvg4BUkT8wCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMaG9vay5leGFtcGxlMB4XDTI2MTEyNzA0NTEyNVoXDTI2MTEy
ODA0NTEyNVowFzEVMBMGA1UEAwwMaG9vay5leGFtcGxlMFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAEnx/Uz/7+hHjxl31nC4fxe08uVt6mi0BpnEA/i0ayDp/rCtHt
gmCl+JZS8cZF6AIkk2VtHXyLLRVhWoFds5jzGqNyMHAwHQYDVR0OBBYEFLq0Yu9/
f5zt6bQNIw0mj3p712fRMB8GA1UdIwQYMBaAFLq0Yu9/f5zt6bQNIw0mj3p712fR
MA8GA1UdEwEB/wQFMAMBAf8wHQYDVR0RBBYwFIIMaG9vay5leGFtcGxlhwR/AAAB
MAoGCCqGSM49BAMCA0gAMEUCIEIPAbQOhqQLZJ0Qw2QBnSHIyrua5rAH1vzuBx1S
wnaPAiEA+SLDvKaSO/MczjrBgE2sbuJduIWQI8/Vz6Hjiclzum4=
-----END CERTIFICATE-----`;
const BODY = JSON.stringify({ type: 'webhook.test', data: { name: 'Zoë' } });

const receivers: WebhookReceiver[] = [];
const receiver = async (...parameters: Parameters<typeof startReceiver>) => {
  const started = await startReceiver(...parameters);
  receivers.push(started);
  return started;
};
afterEach(() => Promise.all(receivers.splice(0).map((each) => each.close())));

const send = (url: string, options: Partial<Parameters<typeof sendWebhook>[1]> = {}) =>
  sendWebhook({ url, body: BODY, headers: {} }, { ...OPTIONS, ...options });

describe('signatureHeaders', () => {
  const now = Math.floor(Date.now() / 1_000);

  it('is accepted by the reference implementation, under each secret while one is rotated', () => {
    const [before, after] = [newWebhookSecret(), newWebhookSecret()];
    const headers = signatureHeaders('msg_1', now, BODY, [after, before]);
    for (const secret of [before, after]) expect(new Webhook(secret).verify(BODY, headers)).toEqual(JSON.parse(BODY));
    expect(() => new Webhook(newWebhookSecret()).verify(BODY, headers)).toThrow();
    expect(() => new Webhook(after).verify(BODY.replace('Zoë', 'Zoe'), headers)).toThrow();
  });

  it('has no signature without a secret', () => {
    expect(signatureHeaders('msg_1', now, BODY, [])).toEqual({
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(now),
    });
  });
});

describe('sendWebhook', () => {
  it('posts the body with its headers', async () => {
    const { url, received } = await receiver();
    const result = await sendWebhook(
      { url: `${url}/hook?a=1`, body: BODY, headers: { 'webhook-id': 'msg_1' } },
      OPTIONS,
    );
    expect(result).toMatchObject({ fault: null, httpStatus: 204 });
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ path: '/hook?a=1', body: BODY });
    expect(received[0]?.headers).toMatchObject({ 'webhook-id': 'msg_1', 'content-type': 'application/json' });
  });

  it.each([
    [200, null],
    [301, 'redirect'],
    [307, 'redirect'],
    [400, 'status'],
    [410, 'gone'],
    [503, 'status'],
  ])('takes the status %d for %s', async (status, fault) => {
    const target = await receiver();
    const { url } = await receiver((_, response) => response.writeHead(status, { location: target.url }).end());
    expect(await send(url)).toMatchObject({ fault, httpStatus: status });
    expect(target.received).toEqual([]);
  });

  it('gives up on who does not answer in time, and on who answers without an end reads no more than the head', async () => {
    const hanging = await receiver(() => undefined);
    expect(await send(hanging.url, { timeoutMilliseconds: 200 })).toMatchObject({ fault: 'timeout', httpStatus: null });
    const endless = await receiver((_, response) => {
      response.writeHead(200);
      const more = () => response.write('x'.repeat(65_536), (error) => error || setImmediate(more));
      more();
    });
    expect(await send(endless.url)).toMatchObject({ fault: null, httpStatus: 200 });
  });

  it('says that nobody listens, or that the connection broke off', async () => {
    const { url, close } = await receiver();
    await close();
    expect(await send(url)).toMatchObject({ fault: 'connection_failed' });
    const rude = await receiver((_, response) => response.destroy());
    expect(await send(rude.url)).toMatchObject({ fault: 'connection_failed' });
  });

  it('accepts no certificate that nobody vouches for', async () => {
    const server = createServer({ key: KEY, cert: CERTIFICATE }, (_, response) => response.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await send(`https://127.0.0.1:${port}`)).toMatchObject({ fault: 'tls_failed', httpStatus: null });
    const resolve = async () => ['127.0.0.1'];
    expect(await send(`https://hook.example:${port}`, { resolve })).toMatchObject({ fault: 'tls_failed' });
    server.close();
  });

  it('never connects to an address that is not public', async () => {
    const { url, port, received } = await receiver();
    const allowedNetworks = readNetworks(null);
    const attempts = [
      url,
      `http://[::ffff:127.0.0.1]:${port}`,
      `http://0x7f000001:${port}`,
      `http://2130706433:${port}`,
      `http://127.1:${port}`,
      `http://0:${port}`,
      `http://localhost:${port}`,
      `http://localhost.:${port}`,
      'http://169.254.169.254/latest/meta-data/',
    ];
    for (const attempt of attempts)
      expect([attempt, (await send(attempt, { allowedNetworks })).fault]).toEqual([attempt, 'refused_address']);
    const resolve = async () => ['93.184.216.34', '127.0.0.1'];
    expect((await send(`http://hook.example:${port}`, { allowedNetworks, resolve })).fault).toBe('refused_address');
    expect(received).toEqual([]);
  });

  it('looks a name up once and connects to what it checked', async () => {
    const { port, received } = await receiver();
    const answers = [['127.0.0.1'], ['10.0.0.1']];
    const asked: string[] = [];
    const resolve = async (name: string) => {
      asked.push(name);
      return answers[asked.length - 1] ?? [];
    };
    expect(await send(`http://hook.example:${port}/a`, { resolve })).toMatchObject({ fault: null });
    expect(asked).toEqual(['hook.example']);
    expect(received[0]?.headers.host).toBe(`hook.example:${port}`);
  });

  it('says that a name has no address', async () => {
    const resolve = () => Promise.reject(new Error('ENOTFOUND'));
    expect(await send('http://hook.example', { resolve })).toMatchObject({ fault: 'dns_failed' });
    expect(await send('http://hook.example', { resolve: async () => [] })).toMatchObject({ fault: 'dns_failed' });
    expect(
      await send('http://hook.example', { resolve: () => new Promise(() => undefined), timeoutMilliseconds: 100 }),
    ).toMatchObject({ fault: 'timeout' });
  });
});

describe('readTargetUrl', () => {
  it('takes https, and http where it is allowed', () => {
    expect(readTargetUrl('https://hook.example/a#b', { allowHttp: false }).href).toBe('https://hook.example/a');
    expect(readTargetUrl('http://hook.example', { allowHttp: true }).protocol).toBe('http:');
  });

  it.each([
    'http://hook.example',
    'ftp://hook.example',
    'file:///etc/passwd',
    'https://u:p@hook.example',
    'hook.example',
    '',
    `https://hook.example/${'x'.repeat(2_000)}`,
  ])('refuses %.40s', (url) => {
    expect(() => readTargetUrl(url, { allowHttp: false })).toThrow();
  });
});
