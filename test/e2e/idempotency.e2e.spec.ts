import { clientOf, formOf, somePdf } from './support/client.js';
import { startService, type TestService } from './support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
}, 120_000);
afterAll(() => service?.stop());

async function newClient() {
  const { key, accountId } = await service.newKey({ credits: 10 });
  const client = clientOf(service.url, key);
  const upload = (idempotencyKey: string, file: string, name = 'a.pdf') =>
    client.call('POST', '/api/v1/files/upload', {
      body: formOf(['file', file, name], ['tags', 't']),
      headers: { 'idempotency-key': idempotencyKey },
    });
  return { ...client, key, upload, balance: () => service.balance(accountId) };
}

describe('Idempotency-Key', () => {
  it('gives the first answer again and charges once, although the boundary of the form differs', async () => {
    const client = await newClient();
    const file = somePdf();
    const first = await client.upload('"k-1"', file);
    const second = await client.upload('k-1', file);
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(await client.balance()).toBe(9);
  });

  it('lets one of many at once work; the others are told that it is at work, or get its answer', async () => {
    const client = await newClient();
    const file = somePdf();
    const answers = await Promise.all(Array.from({ length: 10 }, () => client.upload('k-2', file)));
    const ids = new Set(answers.filter(({ status }) => status === 202).map(({ body }) => body.asset_id));
    expect(ids.size).toBe(1);
    for (const { status, body } of answers)
      if (status !== 202) expect([status, body.code]).toEqual([409, 'idempotency_in_progress']);
    expect(await client.balance()).toBe(9);
  });

  it('refuses another payload under the same key', async () => {
    const client = await newClient();
    await client.upload('k-3', somePdf());
    expect((await client.upload('k-3', somePdf())).body).toMatchObject({ status: 422, code: 'idempotency_mismatch' });
  });

  it('keeps no refusal: the key may be used again', async () => {
    const client = await newClient();
    const file = somePdf();
    await clientOf(service.url, client.key).upload(['file', file, 'a.pdf']);
    expect((await client.upload('k-4', file)).body.code).toBe('duplicate_asset');
    expect((await client.upload('k-4', somePdf())).status).toBe(202);
  });

  it('is of the organisation alone', async () => {
    const file = somePdf();
    const [one, other] = [await newClient(), await newClient()];
    const [first, second] = [await one.upload('k-5', file), await other.upload('k-5', file)];
    expect(second.body.asset_id).not.toBe(first.body.asset_id);
  });

  it.each(['', 'x'.repeat(256), 'a b'])('refuses the key %j', async (idempotencyKey) => {
    const client = await newClient();
    expect((await client.upload(idempotencyKey, somePdf())).body).toMatchObject({
      code: 'validation_error',
      errors: [{ field: 'Idempotency-Key', code: 'invalid_idempotency_key' }],
    });
  });

  it('charges a synchronous parse once', async () => {
    const client = await newClient();
    const parse = () =>
      client.call('POST', '/api/v1/parse', {
        body: formOf(['file', 'Ada Example\n', 'cv.txt']),
        headers: { 'idempotency-key': 'k-6' },
      });
    expect((await parse()).status).toBe(200);
    expect((await parse()).status).toBe(200);
    expect(await client.balance()).toBe(9);
  });
});
