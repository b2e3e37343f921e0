import { connect } from 'node:net';
import { clientOf, type Part, somePdf } from './support/client.js';
import { startService, type TestService } from './support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService({ maxQueueDepth: 40 });
}, 120_000);
afterAll(() => service?.stop());

const newClient = async (credits = 100) => {
  const { key, accountId } = await service.newKey({ credits });
  return Object.assign(clientOf(service.url, key), { key, balance: () => service.balance(accountId) });
};

describe('upload', () => {
  it('accepts a file with text parts before and after it', async () => {
    const client = await newClient(3);
    const { status, headers, body } = await client.upload(
      ['tags', 'engineering'],
      ['file', somePdf(), 'Lebenslauf – Jörg.pdf'],
      ['tags', 'senior'],
      ['locale', 'en_US'],
      ['external_ref', 'ats-1'],
    );
    expect(status).toBe(202);
    expect(body).toMatchObject({
      status: 'queued',
      filename: 'Lebenslauf – Jörg.pdf',
      content_type: 'application/pdf',
      tags: ['engineering', 'senior'],
      locale: 'en_US',
      external_ref: 'ats-1',
      credits_remaining: 2,
    });
    expect(body.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(headers.get('location')).toBe(`/api/v1/files/assets/${body.asset_id}/status`);
    expect((await client.get(headers.get('location') ?? '')).body).toMatchObject({
      asset_id: body.asset_id,
      task_id: body.task_id,
    });
    const task = (await client.get(`/api/v1/tasks/${body.task_id}`)).body;
    expect(task).toMatchObject({ task_id: body.task_id, asset_id: body.asset_id, status: 'queued' });
    // a client that greps for the first final status must not find a child's
    for (const child of task.tasks) expect(Object.keys(child)).not.toContain('status');
    await client.delete(`/api/v1/files/assets/${body.asset_id}`);
  });

  it('answers the same bytes with the asset that is there, and charges once', async () => {
    const client = await newClient(5);
    const file = somePdf();
    const first = await client.upload(['file', file, 'a.pdf']);
    const second = await client.upload(['file', file, 'b.pdf']);
    expect(second.status).toBe(409);
    expect(second.body).toMatchObject({ code: 'duplicate_asset', asset_id: first.body.asset_id });
    expect(await client.balance()).toBe(4);
    expect((await (await newClient()).upload(['file', file, 'a.pdf'])).status).toBe(202);
  });

  it('takes one of many parallel uploads of the same bytes', async () => {
    const client = await newClient(20);
    const file = somePdf();
    const before = await service.storedObjects();
    const answers = await Promise.all(Array.from({ length: 8 }, () => client.upload(['file', file, 'a.pdf'])));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(7);
    expect(await client.balance()).toBe(19);
    expect(await service.storedObjects()).toBe(before + 1);
  });

  it('takes as many parallel uploads as there are credits and stores no more', async () => {
    const client = await newClient(5);
    const before = await service.storedObjects();
    const answers = await Promise.all(Array.from({ length: 15 }, () => client.upload(['file', somePdf(), 'a.pdf'])));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(5).fill(202), ...Array(10).fill(402)]);
    expect(answers.find(({ status }) => status === 402)?.body.code).toBe('payment_required');
    expect(await client.balance()).toBe(0);
    expect(await service.storedObjects()).toBe(before + 5);
  });

  it.each([
    ['no file', [['tags', 'a']], 'missing_file'],
    ['an empty file', [['file', '', 'a.pdf']], 'empty_file'],
    [
      'two files',
      [
        ['file', 'a', 'a.txt'],
        ['file', 'b', 'b.txt'],
      ],
      'too_many_files',
    ],
    [
      'an unknown part',
      [
        ['file', 'a', 'a.txt'],
        ['colour', 'red'],
      ],
      'unknown_part',
    ],
    [
      'a bad locale',
      [
        ['file', 'a', 'a.txt'],
        ['locale', 'klingon'],
      ],
      'invalid_locale',
    ],
    [
      'a long tag',
      [
        ['file', 'a', 'a.txt'],
        ['tags', 'x'.repeat(65)],
      ],
      'tag_too_long',
    ],
    [
      'many tags',
      [['file', 'a', 'a.txt'], ...Array.from({ length: 21 }, (_, i) => ['tags', `t${i}`])],
      'too_many_tags',
    ],
  ] as const)('refuses %s, charges and stores nothing', async (_, parts, code) => {
    const client = await newClient(2);
    const before = await service.storedObjects();
    const { status, body } = await client.upload(...(parts as readonly unknown[] as readonly Part[]));
    expect(status).toBe(400);
    expect(body.code).toBe('validation_error');
    expect(body.errors.map((error: { code: string }) => error.code)).toContain(code);
    expect(await client.balance()).toBe(2);
    expect(await service.storedObjects()).toBe(before);
  });

  it('goes by content and not by name', async () => {
    const client = await newClient();
    const program = new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0]);
    expect((await client.upload(['file', program, 'cv.pdf'])).body).toMatchObject({
      status: 415,
      code: 'unsupported_media_type',
    });
    expect((await client.upload(['file', somePdf(), 'cv.exe'])).body.content_type).toBe('application/pdf');
  });

  it('takes JSON and XML that are a CV, wherever they say so, and no other', async () => {
    const client = await newClient();
    const padding = 'x'.repeat(20_000);
    const resume = JSON.stringify({ note: padding, basics: { name: `Ada ${Math.random()}` } });
    const candidate = `<Candidate xmlns="http://www.europass.eu/1.0"><a>${Math.random()}</a></Candidate>`;
    const taken = [
      await client.upload(['file', resume, 'resume.json']),
      await client.upload(['file', candidate, 'cv.xml']),
    ];
    expect(taken.map(({ status, body }) => [status, body.content_type])).toEqual([
      [202, 'application/json'],
      [202, 'application/xml'],
    ]);
    const refused = [
      await client.upload(['file', JSON.stringify({ note: padding }), 'resume.json']),
      await client.upload(['file', '<?xml version="1.0"?><invoice/>', 'cv.xml']),
    ];
    expect(refused.map(({ body }) => body.code)).toEqual(['unsupported_media_type', 'unsupported_media_type']);
  });

  it.each(['application/json', 'text/plain'])('refuses a body of %s', async (type) => {
    const client = await newClient();
    const init = { body: '{"a":', headers: { 'content-type': type } };
    expect((await client.call('POST', '/api/v1/files/upload', init)).body).toMatchObject({
      status: 415,
      code: 'multipart_required',
    });
  });

  it('refuses 11 MB', async () => {
    const client = await newClient();
    const before = await service.storedObjects();
    const { body } = await client.upload(['file', new Uint8Array(11 * 1024 * 1024).fill(32), 'a.txt']);
    expect(body).toMatchObject({ status: 413, code: 'payload_too_large' });
    expect(await service.storedObjects()).toBe(before);
  });

  it('stops an endless upload while it streams', async () => {
    const { key } = await newClient();
    const before = await service.storedObjects();
    const { answer, sentBytes, cutOff } = await streamEndlessly(service.url, key);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(cutOff).toBe(true);
    expect(sentBytes).toBeLessThan(100 * 1024 * 1024);
    expect(await service.storedObjects()).toBe(before);
  });

  it('stops a film after its first bytes', async () => {
    const { key } = await newClient();
    const film = Buffer.concat([Buffer.from('\x1a\x45\xdf\xa3', 'latin1'), Buffer.alloc(65_536)]);
    const { answer, sentBytes } = await streamEndlessly(service.url, key, film);
    expect(answer).toMatch(/^HTTP\/1\.1 415 /);
    expect(sentBytes).toBeLessThan(100 * 1024 * 1024);
  });

  it('stores nothing of a client that goes away in the middle', async () => {
    const { key, balance } = await newClient(2);
    const before = await service.storedObjects();
    const socket = openUpload(service.url, key, 'Content-Length: 5000000');
    socket.write('--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.4 hello');
    await new Promise((resolve) => setTimeout(resolve, 100));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await service.storedObjects()).toBe(before);
    expect(await balance()).toBe(2);
  });

  it('sends clients away while the queue is full', async () => {
    const client = await newClient(100);
    const before = await service.storedObjects();
    let accepted = 0;
    let refused = await client.upload(['file', somePdf(), 'a.pdf']);
    while (refused.status === 202 && ++accepted < 60) refused = await client.upload(['file', somePdf(), 'a.pdf']);
    expect(refused.body).toMatchObject({ status: 503, code: 'queue_saturated' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await client.balance()).toBe(100 - accepted);
    expect(await service.storedObjects()).toBe(before + accepted);
  });
});

function openUpload(url: string, key: string, lengthHeader: string) {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  const head = ['POST /api/v1/files/upload HTTP/1.1', 'Host: x', `Authorization: Bearer ${key}`, lengthHeader];
  socket.write(`${[...head, 'Content-Type: multipart/form-data; boundary=b'].join('\r\n')}\r\n\r\n`);
  return socket;
}

async function streamEndlessly(url: string, key: string, start: Uint8Array = Buffer.from('%PDF-1.4 ')) {
  const socket = openUpload(url, key, 'Transfer-Encoding: chunked');
  let answer = '';
  let sentBytes = 0;
  socket.on('data', (data) => {
    answer += data;
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const send = (data: Buffer) => {
    sentBytes += data.length;
    return socket.write(Buffer.concat([Buffer.from(`${data.length.toString(16)}\r\n`), data, Buffer.from('\r\n')]));
  };
  send(Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'));
  send(Buffer.from(start));
  while (!socket.destroyed && sentBytes < 200 * 1024 * 1024)
    if (!send(Buffer.alloc(65_536, 32)))
      await Promise.race([closed, new Promise<void>((resolve) => socket.once('drain', resolve))]);
  const cutOff = socket.destroyed;
  socket.destroy();
  return { answer, sentBytes, cutOff };
}

describe('stopping', () => {
  it('finishes the upload at work and takes no other', async () => {
    const own = await startService();
    const { key } = await own.newKey();
    const body = `--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n${somePdf()}\r\n--b--\r\n`;
    const socket = openUpload(own.url, key, `Content-Length: ${body.length}`);
    const answer = new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))));
    socket.write(body.slice(0, 40));
    await new Promise((resolve) => setTimeout(resolve, 200));
    const stopped = own.stop();
    await new Promise((resolve) => setTimeout(resolve, 200));
    await expect(fetch(`${own.url}/api/health/live`)).rejects.toThrow();
    socket.write(body.slice(40));
    expect(await answer).toMatch(/^HTTP\/1\.1 202 [\s\S]*connection: close/i);
    await stopped;
  }, 30_000);
});
