import { createHmac } from 'node:crypto';
import { parquetReadObjects } from 'hyparquet';
import { clientOf, formOf, somePdf } from './support/client.js';
import { exportWorkerOver } from './support/exports.js';
import { jsonClientOf, newPerson } from './support/person.js';
import { startService, type TestService } from './support/service.js';

let service: TestService;
let worker: ReturnType<typeof exportWorkerOver>;
let key: string;
let client: ReturnType<typeof jsonClientOf>;
const ids: string[] = [];
const NAMES = ['Ann Example', 'Łucja Żak', 'Zoë Muster'];

const upload = async (name: string): Promise<string> => {
  const { body } = await clientOf(service.url, key).call('POST', '/api/v1/files/upload', {
    body: formOf(['file', somePdf(), 'cv.pdf'], ['tags', 'spring']),
  });
  await service.complete(body.asset_id, name);
  return body.asset_id;
};
beforeAll(async () => {
  service = await startService();
  worker = exportWorkerOver(service);
}, 120_000);
beforeEach(async () => {
  ({ key } = await service.newKey());
  client = jsonClientOf(service.url, key);
  ids.splice(0);
  for (const name of NAMES) ids.push(await upload(name));
}, 60_000);
afterAll(() => service?.stop(), 60_000);

const PATH = '/api/v1/data/exports';
/** Without any credentials. */
const fetched = async (url: string) => {
  const response = await fetch(url);
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
};
const exported = async (body: object) => {
  const made = await client.post(PATH, body);
  expect(made.status).toBe(202);
  await worker.work();
  return (await client.get(`${PATH}/${made.body.export_id}`)).body;
};
const objects = async (): Promise<string[]> => {
  const keys: string[] = [];
  for await (const each of service.store.list('exports/', new Date(Date.now() + 60_000))) keys.push(each);
  return keys;
};

describe('exports as jobs', () => {
  it('wait, are made by a worker, and are fetched by a link without a key', async () => {
    const made = await client.post(PATH, { format: 'csv', select: ['name'], filters: { name__contains: 'u' } });
    expect([made.status, made.headers.get('location'), made.body.status, made.body.download_url]).toEqual([
      ...[202, `${PATH}/${made.body.export_id}`, 'pending', null],
    ]);
    await worker.work();
    const { body: job } = await client.get(`${PATH}/${made.body.export_id}`);
    expect(job).toMatchObject({ status: 'completed', progress: 1, rows_written: 2, rows_total: 2, error: null });
    const file = await fetched(job.download_url);
    expect([file.status, file.headers.get('content-type'), file.headers.get('content-length')]).toEqual([
      ...[200, 'text/csv; charset=utf-8; header=present', String(job.bytes)],
    ]);
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="candidate.csv"');
    expect(file.headers.get('cache-control')).toBe('no-store');
    expect(file.bytes.toString().split('\r\n').slice(1, -1).sort()).toEqual(['Zoë Muster', 'Łucja Żak']);
    expect((await client.get(PATH)).body.items[0].export_id).toBe(job.export_id);
  });

  it('are made in every format', async () => {
    const ndjson = await fetched((await exported({ format: 'ndjson', filters: { asset_id: ids[1] } })).download_url);
    expect(JSON.parse(ndjson.bytes.toString())).toMatchObject({ name: 'Łucja Żak', tags: ['spring'] });
    const { bytes } = await fetched(
      (await exported({ format: 'parquet', filters: { tags: ['spring'] } })).download_url,
    );
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    expect(await parquetReadObjects({ file })).toHaveLength(3);
    expect((await fetched((await exported({ format: 'xlsx' })).download_url)).bytes.subarray(0, 2).toString()).toBe(
      'PK',
    );
  });

  it.each([
    [{ grain: 'family' }, 'grain'],
    [{ format: 'pdf' }, 'format'],
    [{ colour: 'red' }, 'colour'],
    [{ filters: { secret: 1 } }, 'secret'],
    [{ filters: { grain: 'skill' } }, 'filters.grain'],
    [{ filters: { name: { like: 'a' } } }, 'filters.name'],
    [{ filters: ['a'] }, 'filters'],
    [{ select: ['secret'] }, 'select'],
    [{ updated_after: 'yesterday' }, 'updated_after'],
    [{ grain: 'match', updated_after: '2020-01-01' }, 'updated_after'],
  ])('are refused for %j by name, and nothing is stored', async (body, field) => {
    const refused = await client.post(PATH, body);
    expect([refused.status, refused.body.errors[0].field]).toEqual([400, field]);
    expect((await client.get(PATH)).body.items).toEqual([]);
  });

  it('are begun once under one Idempotency-Key', async () => {
    const first = await client.post(PATH, { grain: 'skill' }, { 'idempotency-key': 'k1' });
    const again = await client.post(PATH, { grain: 'skill' }, { 'idempotency-key': 'k1' });
    expect([again.status, again.body.export_id]).toEqual([202, first.body.export_id]);
    expect((await client.post(PATH, { grain: 'language' }, { 'idempotency-key': 'k1' })).status).toBe(422);
    expect((await client.get(PATH)).body.items).toHaveLength(1);
    await worker.work();
  });

  it('are limited in number while they wait', async () => {
    for (let count = 0; count < 20; count++) expect((await client.post(PATH, {})).status).toBe(202);
    expect((await client.post(PATH, {})).status).toBe(409);
    await worker.work();
    expect((await client.post(PATH, {})).status).toBe(202);
    await worker.work();
  }, 60_000);

  it('need the scope, and are refused to viewers, who see no contact data', async () => {
    const { key: other, accountId } = await service.newKey({ scopes: ['files:read'] });
    expect((await jsonClientOf(service.url, other).post(PATH, {})).status).toBe(403);
    const person = await newPerson(service);
    await service.dataSource.query(`UPDATE memberships SET role = 'viewer' WHERE account_id = $1`, [person.accountId]);
    for (const answer of [await person.post(PATH, {}), await person.get(PATH)])
      expect([answer.status, answer.body.code]).toEqual([403, 'insufficient_role']);
    expect(await service.dataSource.query('SELECT 1 FROM export_jobs WHERE account_id = $1', [accountId])).toEqual([]);
  });

  it('read the rows of their account alone', async () => {
    const stranger = jsonClientOf(service.url, (await service.newKey()).key);
    const { body } = await stranger.post(PATH, {});
    await worker.work();
    expect((await stranger.get(`${PATH}/${body.export_id}`)).body).toMatchObject({
      status: 'completed',
      rows_written: 0,
    });
    expect((await client.get(`${PATH}/${body.export_id}`)).status).toBe(404);
    expect((await client.delete(`${PATH}/${body.export_id}`)).status).toBe(404);
  });
});

describe('links', () => {
  it('work for what was signed and for nothing else', async () => {
    const first = new URL((await exported({})).download_url);
    const second = new URL((await exported({ grain: 'skill' })).download_url);
    const changed = (change: (url: URL) => void) => {
      const url = new URL(first);
      change(url);
      return fetched(url.href);
    };
    const statuses = [
      await changed((url) => url.searchParams.delete('signature')),
      await changed((url) => url.searchParams.set('signature', 'AAAA')),
      await changed((url) => url.searchParams.set('expires', '9999999999')),
      await changed((url) => {
        url.pathname = second.pathname;
      }),
      await changed((url) => {
        const expires = url.searchParams.get('expires');
        const mac = createHmac('sha256', 'a guess').update(`${url.pathname}\n${expires}`).digest('base64url');
        url.searchParams.set('signature', mac);
      }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([403, 403, 403, 403, 403]);
    expect((await fetched(first.href)).status).toBe(200);
    expect([...first.searchParams.keys()]).toEqual(['expires', 'signature']);
  });

  it('end with their time and with the file', async () => {
    const job = await exported({});
    await service.dataSource.query(`UPDATE export_jobs SET expires_at = now() + interval '1 second' WHERE id = $1`, [
      job.export_id,
    ]);
    const short = (await client.get(`${PATH}/${job.export_id}`)).body.download_url;
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect((await fetched(short)).status).toBe(410);
    expect((await fetched(job.download_url)).status).toBe(410);
    expect((await client.get(`${PATH}/${job.export_id}`)).body).toMatchObject({
      status: 'expired',
      download_url: null,
    });
    expect(await worker.worker.deleteFiles()).toBeGreaterThan(0);
    expect((await objects()).filter((each) => each.includes(job.export_id))).toEqual([]);
  });

  it('are written down in the audit log when they are followed', async () => {
    const job = await exported({});
    await fetched(job.download_url);
    const { body } = await client.get(`/api/v1/privacy/audit-log?subject_id=${job.export_id}`);
    expect(body.items.map(({ action }: { action: string }) => action)).toEqual([
      ...['export.downloaded', 'POST /api/v1/data/exports'],
    ]);
  });
});

describe('exports that are ended', () => {
  it('are cancelled before they are done, and their file deleted after', async () => {
    const waiting = (await client.post(PATH, {})).body.export_id;
    expect((await client.delete(`${PATH}/${waiting}`)).status).toBe(204);
    await worker.work();
    expect((await client.get(`${PATH}/${waiting}`)).body).toMatchObject({ status: 'cancelled', rows_written: 0 });
    const job = await exported({});
    expect((await client.delete(`${PATH}/${job.export_id}`)).status).toBe(204);
    expect((await fetched(job.download_url)).status).toBe(410);
    await worker.worker.deleteFiles();
    expect((await objects()).filter((each) => each.includes(job.export_id))).toEqual([]);
    expect((await client.delete(`${PATH}/${job.export_id}`)).status).toBe(204);
    expect((await client.get(`${PATH}/${job.export_id}`)).body.status).toBe('deleted');
  });

  it('lose the file when somebody in it is erased, and keep it for who came later', async () => {
    const job = await exported({});
    const later = await upload('Later');
    await client.delete(`/api/v1/files/assets/${later}`);
    expect((await client.get(`${PATH}/${job.export_id}`)).body.status).toBe('completed');
    await client.delete(`/api/v1/files/assets/${ids[0]}`);
    expect((await client.get(`${PATH}/${job.export_id}`)).body).toMatchObject({ status: 'erased', download_url: null });
    expect((await fetched(job.download_url)).status).toBe(410);
    await worker.worker.deleteFiles();
    expect((await objects()).filter((each) => each.includes(job.export_id))).toEqual([]);
  });

  it('keep nothing of what was asked for', async () => {
    const { export_id } = await exported({ filters: { name: 'Ann Example' } });
    const [row] = await service.dataSource.query('SELECT to_jsonb(j)::text AS text FROM export_jobs j WHERE id = $1', [
      export_id,
    ]);
    expect(row.text).not.toContain('Ann');
  });
});

describe('exports of what changed', () => {
  /** A copy that is kept as docs/display.md says. */
  const applied = (copy: Map<string, Record<string, unknown>>, lines: string): void => {
    const rows = lines
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    const touched = new Set(rows.map(({ asset_id }) => asset_id));
    for (const [at, row] of copy) if (touched.has(row.asset_id)) copy.delete(at);
    for (const row of rows) if (row.deleted_at === null) copy.set(`${row.asset_id}/${row.ordinal}`, row);
  };
  const taken = async (body: object) => {
    const job = await exported({ format: 'ndjson', ...body });
    return { text: (await fetched(job.download_url)).bytes.toString(), next: job.next_updated_after as string };
  };
  /** What is younger than the margin comes twice; the copy takes no harm of it. */
  const past = (assetId: string) =>
    service.dataSource.query(`UPDATE display_rows SET updated_at = now() - interval '1 hour' WHERE asset_id = $1`, [
      assetId,
    ]);

  it('keep a copy equal to the rows through changes, deletions and rows that leave the filter', async () => {
    const body = { grain: 'candidate', filters: { name__contains: 'e' } };
    const copy = new Map<string, Record<string, unknown>>();
    const same = async () => {
      const whole = await taken(body);
      expect([...copy.values()].map(({ name }) => name).sort()).toEqual(
        whole.text
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line).name)
          .sort(),
      );
    };
    for (const id of ids) await past(id);
    const full = await taken(body);
    for (const line of full.text.split('\n').filter(Boolean))
      applied(copy, JSON.stringify({ ...JSON.parse(line), deleted_at: null }));
    await same();
    expect(Date.parse(full.next)).toBeLessThan(Date.now() - 59_000);

    const added = await upload('Eve Younger');
    await client.delete(`/api/v1/files/assets/${ids[0]}`);
    await service.dataSource.query(`UPDATE display_rows SET name = 'Zo', updated_at = now() WHERE asset_id = $1`, [
      ids[2],
    ]);
    const change = await taken({ ...body, updated_after: full.next });
    const rows = change.text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    expect(rows.filter(({ deleted_at }) => deleted_at === null)).toMatchObject([
      { asset_id: added, name: 'Eve Younger' },
    ]);
    expect(rows.filter(({ deleted_at }) => deleted_at !== null).map(({ asset_id, name }) => [asset_id, name])).toEqual([
      [ids[0], null],
      [ids[2], null],
    ]);
    applied(copy, change.text);
    await same();
  });

  it('tell of assets that lost their last row of a grain, and have the key whatever is selected', async () => {
    const [position] = await service.dataSource.query(
      `INSERT INTO display_skills (asset_id, account_id, ordinal, name, is_listed, updated_at)
       SELECT asset_id, account_id, 0, 'SQL', true, now() - interval '1 hour' FROM display_rows WHERE asset_id = $1 RETURNING asset_id`,
      [ids[0]],
    );
    for (const id of ids) await past(id);
    const full = await taken({ grain: 'skill' });
    expect(full.text).toContain(position.asset_id);
    await service.dataSource.query('DELETE FROM display_skills WHERE asset_id = $1', [ids[0]]);
    await service.dataSource.query('UPDATE display_rows SET updated_at = now() WHERE asset_id = $1', [ids[0]]);
    const change = await taken({ grain: 'skill', select: ['name'], updated_after: full.next });
    expect(JSON.parse(change.text)).toEqual({ asset_id: ids[0], name: null, deleted_at: expect.any(String) });
    const streamed = await client.get(
      `/api/v1/data/display/export?format=ndjson&grain=skill&select=name&updated_after=${full.next}`,
    );
    expect(streamed.body).toEqual(JSON.parse(change.text));
  });
});
