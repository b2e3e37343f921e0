import { type Client, clientOf, somePdf } from './support/client.js';
import { startService, type TestService } from './support/service.js';

let service: TestService;
let client: Client;
beforeAll(async () => {
  service = await startService();
  client = clientOf(service.url, (await service.newKey()).key);
}, 120_000);
afterAll(() => service?.stop());

const upload = async (...tags: string[]): Promise<string> =>
  (await client.upload(['file', somePdf(), 'cv.pdf'], ...tags.map((tag) => ['tags', tag] as const))).body.asset_id;

describe('master record', () => {
  it('is not ready while the asset waits', async () => {
    const { status, headers, body } = await client.get(`/api/v1/data/master/${await upload()}`);
    expect([status, body.code]).toEqual([409, 'not_ready']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('is there with its tag once the asset is completed', async () => {
    const id = await upload();
    await service.complete(id);
    expect((await client.get(`/api/v1/files/assets/${id}/status`)).body).toMatchObject({
      status: 'completed',
      progress: 1,
      error: null,
    });
    const { status, headers, body } = await client.get(`/api/v1/data/master/${id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ asset_id: id, contact: { name: { full: 'Ada Example' } } });
    expect(body.provenance).toBeUndefined();
    const etag = headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[^"]+"$/);
    const again = await client.get(`/api/v1/data/master/${id}`, { 'if-none-match': etag });
    expect([again.status, again.body]).toEqual([304, '']);
  });

  it('comes with provenance, under another tag', async () => {
    const id = await upload();
    await service.complete(id);
    const plain = await client.get(`/api/v1/data/master/${id}`);
    const full = await client.get(`/api/v1/data/master/${id}?include=provenance`);
    expect(full.body.provenance['/contact/name/full']).toMatchObject({ rule: 'test' });
    expect(full.headers.get('etag')).not.toBe(plain.headers.get('etag'));
  });

  it('says why a failed asset has none', async () => {
    const id = await upload();
    await service.fail(id, 'encrypted');
    expect((await client.get(`/api/v1/data/master/${id}`)).body).toMatchObject({
      status: 422,
      code: 'processing_failed',
      reason: { code: 'encrypted' },
    });
    expect((await client.get(`/api/v1/files/assets/${id}/status`)).body).toMatchObject({
      status: 'failed',
      error: { code: 'encrypted', message: expect.any(String) },
    });
  });
});

describe('assets', () => {
  it('gives the original back as a harmless download', async () => {
    const file = somePdf();
    const { body } = await client.upload(['file', file, 'Jörg "x".pdf']);
    const { status, headers, body: bytes } = await client.get(`/api/v1/files/assets/${body.asset_id}/file`);
    expect([status, bytes]).toEqual([200, file]);
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="[^"\r\n]*"; filename\*=UTF-8''J%C3%B6rg/,
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('lists newest first, page by page, without loss or repetition', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.unshift(await upload('paged'));
    const seen: string[] = [];
    let cursor: string | null = '';
    do {
      const { body }: Awaited<ReturnType<Client['get']>> = await client.get(
        `/api/v1/files/assets?tag=paged&limit=2${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      );
      seen.push(...body.items.map((asset: { asset_id: string }) => asset.asset_id));
      cursor = body.next_cursor;
    } while (cursor);
    expect(seen).toEqual(ids);
  });

  it('filters', async () => {
    const id = await upload('filtered');
    const only = async (query: string) =>
      (await client.get(`/api/v1/files/assets?tag=filtered&${query}`)).body.items.map(
        (asset: { asset_id: string }) => asset.asset_id,
      );
    expect(await only('status=queued,processing')).toEqual([id]);
    expect(await only('status=completed')).toEqual([]);
    expect(await only('filename=CV')).toEqual([id]);
    expect(await only('created_after=2020-01-01&created_before=2100-01-01T00:00:00Z')).toEqual([id]);
    expect(await only('created_before=2020-01-01')).toEqual([]);
    expect(await only('external_ref=none')).toEqual([]);
  });

  it('names parameters that are unknown or wrong', async () => {
    const { status, body } = await client.get('/api/v1/files/assets?colour=red&limit=0&status=lost');
    expect(status).toBe(400);
    expect(body.errors.map((error: { field: string }) => error.field).sort()).toEqual(['colour', 'limit', 'status']);
    expect((await client.get('/api/v1/files/assets?cursor=made-up')).body.errors[0]).toMatchObject({
      field: 'cursor',
      code: 'invalid_cursor',
    });
  });

  it('erases, again and again, and takes the same bytes anew', async () => {
    const file = somePdf();
    const id = (await client.upload(['file', file, 'a.pdf'])).body.asset_id;
    await service.complete(id);
    const before = await service.storedObjects();
    expect((await client.delete(`/api/v1/files/assets/${id}`)).status).toBe(204);
    expect(await service.storedObjects()).toBe(before - 1);
    expect((await client.delete(`/api/v1/files/assets/${id}`)).status).toBe(204);
    for (const path of [
      `files/assets/${id}`,
      `files/assets/${id}/status`,
      `files/assets/${id}/file`,
      `data/master/${id}`,
    ])
      expect((await client.get(`/api/v1/${path}`)).status).toBe(404);
    expect((await client.get(`/api/v1/data/display?asset_id=${id}`)).body.items).toEqual([]);
    expect((await client.upload(['file', file, 'a.pdf'])).status).toBe(202);
  });
});

describe('display rows', () => {
  it('pages, counts, filters and sorts', async () => {
    const own = clientOf(service.url, (await service.newKey()).key);
    for (const name of ['Ann Alpha', 'Bob Beta', 'Cleo Gamma'])
      await service.complete((await own.upload(['file', somePdf(), 'cv.pdf'])).body.asset_id, name);
    const names = async (query: string) =>
      (await own.get(`/api/v1/data/display?${query}`)).body.items.map((row: { name: string }) => row.name);
    expect(await names('sort=name')).toEqual(['Ann Alpha', 'Bob Beta', 'Cleo Gamma']);
    expect(await names('sort=-name')).toEqual(['Cleo Gamma', 'Bob Beta', 'Ann Alpha']);
    expect(await names('sort=name&order=desc')).toEqual(['Cleo Gamma', 'Bob Beta', 'Ann Alpha']);
    expect(await names('name__contains=beta')).toEqual(['Bob Beta']);
    expect(await names('country=DE&sort=name&page=2&page_size=2')).toEqual(['Cleo Gamma']);
    expect(await names('country=FR')).toEqual([]);
    expect(await names('q=gamma')).toEqual(['Cleo Gamma']);
    expect((await own.get('/api/v1/data/display?page_size=2')).body).toMatchObject({ page: 1, page_size: 2, total: 3 });

    const walked: string[] = [];
    let cursor: string | null = '';
    do {
      const { body }: Awaited<ReturnType<Client['get']>> = await own.get(
        `/api/v1/data/display?sort=name&page_size=1&cursor=${encodeURIComponent(cursor)}`,
      );
      walked.push(...body.items.map((row: { name: string }) => row.name));
      cursor = body.next_cursor;
    } while (cursor !== null);
    expect(walked).toEqual(['Ann Alpha', 'Bob Beta', 'Cleo Gamma']);
  });

  it('names parameters that are unknown or wrong', async () => {
    const { status, body } = await client.get(
      '/api/v1/data/display?colour=red&page_size=501&page=x&sort=zzz&name__like=a',
    );
    expect(status).toBe(400);
    expect(body.errors.map((error: { field: string }) => error.field).sort()).toEqual([
      'colour',
      'name__like',
      'page',
      'page_size',
      'sort',
    ]);
  });
});
