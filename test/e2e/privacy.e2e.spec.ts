import { createHash, createPublicKey, verify } from 'node:crypto';
import { RetentionRepository } from '@vitamill/persistence';
import { type Client, clientOf, somePdf } from './support/client.js';
import { startService, type TestService } from './support/service.js';

let service: TestService;
let client: Client;
let accountId: string;
beforeAll(async () => {
  service = await startService();
}, 120_000);
afterAll(() => service?.stop());
beforeEach(async () => {
  const made = await service.newKey();
  accountId = made.accountId;
  client = clientOf(service.url, made.key);
});

const post = (path: string, body: unknown, who = client) =>
  who.call('POST', path, { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
const patchSettings = (body: unknown) =>
  client.call('PATCH', '/api/v1/privacy/settings', {
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
const upload = async (...parts: [string, string][]): Promise<string> =>
  (await client.upload(['file', somePdf(), 'ada-example.pdf'], ...parts)).body.asset_id;
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const DAY = 86_400_000;

/** Rows of all tables that hold something of the asset, but for its tombstone. */
async function tracesOf(assetId: string): Promise<Record<string, number>> {
  const tables: { name: string }[] = await service.dataSource.query(
    `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'asset_id'`,
  );
  expect(tables.length).toBeGreaterThan(8);
  const traces: Record<string, number> = {};
  for (const { name } of tables) {
    const [{ count }] = await service.dataSource.query(
      `SELECT count(*)::int AS count FROM ${name} WHERE asset_id = $1`,
      [assetId],
    );
    if (count > 0) traces[name] = count;
  }
  return traces;
}

describe('retention', () => {
  it('is set for the account, and a shorter one holds for what is there', async () => {
    expect((await client.get('/api/v1/privacy/settings')).body).toEqual({
      retention_days: null,
      delete_after_parse: false,
      credits_low_threshold: 100,
    });
    const id = await upload();
    expect((await patchSettings({ retention_days: 30 })).body.retention_days).toBe(30);
    const { expires_at: expires, created_at: created } = (await client.get(`/api/v1/files/assets/${id}`)).body;
    expect(Date.parse(expires) - Date.parse(created)).toBe(30 * DAY);
    expect((await patchSettings({ retention_days: null })).body.retention_days).toBeNull();
    expect((await client.get(`/api/v1/files/assets/${id}`)).body.expires_at).toBe(expires);
  });

  it.each([[{ retention_days: 0 }], [{ retention_days: 'x' }], [{ delete_after_parse: null }], [{ other: 1 }], [[]]])(
    'refuses %j',
    async (body) => {
      expect((await patchSettings(body)).status).toBe(400);
    },
  );

  it('of an upload ends it sooner, never later than that of the account', async () => {
    const at = inAnHour();
    const first = (await client.upload(['file', somePdf(), 'a.pdf'], ['expires_at', at])).body;
    expect(first).toMatchObject({ expires_at: at, delete_after_parse: false });
    await patchSettings({ retention_days: 1 });
    const later = new Date(Date.now() + 10 * DAY).toISOString();
    const second = (await client.upload(['file', somePdf(), 'a.pdf'], ['expires_at', later])).body;
    expect(Date.parse(second.expires_at)).toBeLessThan(Date.now() + DAY + 60_000);
  });

  it.each(['yesterday', '2020-01-01T00:00:00Z', '2999-01-01'])('refuses to expire at %s', async (at) => {
    const { status, body } = await client.upload(['file', somePdf(), 'a.pdf'], ['expires_at', at]);
    expect([status, body.errors[0]?.field]).toEqual([400, 'expires_at']);
  });

  it('erases what has expired, once however many workers look, and writes it down', async () => {
    const [gone, kept] = [await upload(['expires_at', inAnHour()]), await upload(['expires_at', inAnHour()])];
    await service.complete(gone);
    await service.dataSource.query(`UPDATE assets SET expires_at = now() - interval '1 second' WHERE id = $1`, [gone]);
    const retention = new RetentionRepository(service.dataSource);
    const rounds = await Promise.all([1, 2, 3].map(() => retention.eraseExpired(100)));
    expect(rounds.flatMap(({ keys }) => keys)).toEqual([`${accountId}/${gone}`]);
    expect((await client.get(`/api/v1/files/assets/${gone}`)).status).toBe(404);
    expect((await client.get(`/api/v1/files/assets/${kept}`)).status).toBe(200);
    expect(await tracesOf(gone)).toEqual({ outbox: 1 });
    const { items } = (await client.get(`/api/v1/privacy/audit-log?subject_id=${gone}&action=asset.expired`)).body;
    expect(items).toMatchObject([{ actor: { kind: 'system', id: null }, subjects: [gone] }]);
  });

  it('erases the file after it was read where that is asked for, and keeps the record', async () => {
    const id = await upload(['delete_after_parse', 'true']);
    await service.complete(id);
    expect((await client.get(`/api/v1/files/assets/${id}/file`)).status).toBe(404);
    expect((await client.get(`/api/v1/data/master/${id}`)).status).toBe(200);
    const jobs = await service.dataSource.query('SELECT job_kind FROM outbox WHERE asset_id = $1', [id]);
    expect(jobs).toEqual([{ job_kind: 'erase_object' }]);
    expect((await client.call('POST', `/api/v1/files/assets/${id}/reprocess`)).status).toBe(410);
  });
});

describe('rights of a person', () => {
  it('shows everything that is held, by address', async () => {
    const id = await upload();
    await service.complete(id);
    const other = await upload();
    const { status, body } = await post('/api/v1/privacy/subjects/export', { email: ' Ada@Example.com ' });
    expect(status).toBe(400);
    expect(body.errors[0].field).toBe('email');
    const exported = (await post('/api/v1/privacy/subjects/export', { email: 'Ada@Example.com' })).body;
    expect(exported.items).toEqual([{ asset_id: id, file: `/api/v1/files/assets/${id}/file` }]);
    for (const table of ['assets', 'master_records', 'display_rows', 'tasks', 'audit_log'])
      expect([table, exported.data[table]?.length > 0]).toEqual([table, true]);
    expect(exported.data.master_records[0].record.contact.emails).toEqual(['ada@example.com']);
    expect(JSON.stringify(exported)).not.toContain(other);
  });

  it('erases everything that is held, and proves it', async () => {
    const ids = [await upload(), await upload()];
    for (const id of ids) await service.complete(id);
    const other = await upload();
    const stored = await service.storedObjects();
    const { status, body: receipt } = await post('/api/v1/privacy/subjects/erase', { asset_id: ids[0] });
    expect(status).toBe(200);
    expect(await service.storedObjects()).toBe(stored - 2);
    for (const id of ids) {
      expect(await tracesOf(id)).toEqual({ outbox: 1 });
      expect((await client.get(`/api/v1/data/master/${id}`)).status).toBe(404);
    }
    expect((await client.get(`/api/v1/files/assets/${other}`)).status).toBe(200);
    expect(receipt.statement).toMatchObject({ account_id: accountId, asset_ids: [...ids].sort(), files: 2 });
    expect(receipt.statement.rows).toMatchObject({ master_records: 2, display_rows: 2 });
    const { salt, sha256 } = receipt.statement.subject;
    expect(sha256).toBe(createHash('sha256').update(`${salt}:${ids[0]}`).digest('hex'));

    const [key] = (await clientOf(service.url, null).get('/api/v1/privacy/receipt-keys')).body.keys;
    const [head, payload, signature] = receipt.signature.split('.');
    const valid = verify(
      null,
      Buffer.from(`${head}.${payload}`),
      createPublicKey({ key, format: 'jwk' }),
      Buffer.from(signature, 'base64url'),
    );
    expect([valid, JSON.parse(Buffer.from(payload, 'base64url').toString())]).toEqual([true, receipt.statement]);
    expect((await client.get(`/api/v1/privacy/receipts/${receipt.receipt_id}`)).body).toEqual(receipt);
    expect((await client.get('/api/v1/privacy/receipts')).body.items).toEqual([receipt]);
    expect((await post('/api/v1/privacy/subjects/export', { email: 'ada@example.com' })).body.items).toEqual([]);
  });

  it.each([
    ['zoe@mail.example', 'Write to ZOE@mail.example', '01900000-0000-7000-8000-000000000001'],
    ['jürgen@mail.example', 'Write to JÜRGEN@mail.example', '01900000-0000-7000-8000-000000000002'],
  ])('reaches texts of candidates in screenings, and the bodies of their webhooks: %s', async (email, text, job) => {
    await service.dataSource.query(
      `INSERT INTO match_jobs (id, account_id, family, status, criteria, total, expires_at)
       VALUES ($1, $2, 'screen', 'completed', '{}', 2, now() + interval '1 hour')`,
      [job, accountId],
    );
    await service.dataSource.query(
      `INSERT INTO match_candidates (job_id, position, candidate_ref, kind, cv_text, result, status)
       VALUES ($1, 0, 'a', 'text', $2, '{"score":1}', 'completed'),
         ($1, 1, 'b', 'text', 'Somebody else', '{"score":2}', 'completed')`,
      [job, text],
    );
    const exported = (await post('/api/v1/privacy/subjects/export', { email })).body;
    expect(exported.data.match_candidates).toMatchObject([{ candidate_ref: 'a' }]);
    const receipt = (await post('/api/v1/privacy/subjects/erase', { email })).body;
    expect(receipt.statement.rows).toEqual({ match_candidates: 1 });
    const rows = await service.dataSource.query(
      'SELECT cv_text, result FROM match_candidates WHERE job_id = $1 ORDER BY position',
      [job],
    );
    expect(rows).toEqual([
      { cv_text: null, result: null },
      { cv_text: 'Somebody else', result: '{"score":2}' },
    ]);
  });

  it.each([
    [{}],
    [{ email: 'a@b.example', asset_id: '01900000-0000-7000-8000-000000000000' }],
    [{ email: 'x' }],
    [{ asset_id: 'x' }],
  ])('refuses %j', async (body) => {
    expect((await post('/api/v1/privacy/subjects/erase', body)).status).toBe(400);
  });

  it("finds nothing of somebody else's", async () => {
    const id = await upload();
    await service.complete(id);
    const stranger = clientOf(service.url, (await service.newKey()).key);
    expect((await post('/api/v1/privacy/subjects/export', { email: 'ada@example.com' }, stranger)).body.items).toEqual(
      [],
    );
    expect((await post('/api/v1/privacy/subjects/erase', { asset_id: id }, stranger)).status).toBe(404);
    const receipt = (await post('/api/v1/privacy/subjects/erase', { email: 'nobody@mail.example' })).body;
    expect(receipt.statement).toMatchObject({ asset_ids: [], files: 0, rows: {} });
    expect((await stranger.get(`/api/v1/privacy/receipts/${receipt.receipt_id}`)).status).toBe(404);
    expect((await client.get(`/api/v1/data/master/${id}`)).status).toBe(200);
  });
});

describe('audit log', () => {
  it('says who read or changed what', async () => {
    const { keyId, key } = await service.newKey();
    const other = clientOf(service.url, key);
    const id = (await other.upload(['file', somePdf(), 'a.pdf'])).body.asset_id;
    await service.complete(id);
    await other.get(`/api/v1/data/master/${id}`);
    await other.get('/api/v1/data/display');
    await other.get(`/api/v1/files/assets/${id}/status`);
    await other.get('/api/v1/data/master/01900000-0000-7000-8000-000000000000');
    await other.delete(`/api/v1/files/assets/${id}`);
    const { items } = (await other.get(`/api/v1/privacy/audit-log?subject_id=${id}`)).body;
    expect(items.map(({ action }: { action: string }) => action)).toEqual([
      'DELETE /api/v1/files/assets/:assetId',
      'GET /api/v1/data/display',
      'GET /api/v1/data/master/:assetId',
      'POST /api/v1/files/upload',
    ]);
    for (const { actor, request_id: request } of items)
      expect([actor, request]).toEqual([{ kind: 'key', id: keyId }, expect.any(String)]);
    const page = (await other.get('/api/v1/privacy/audit-log?limit=1')).body;
    const next = (await other.get(`/api/v1/privacy/audit-log?limit=1&cursor=${page.next_cursor}`)).body;
    expect(next.items[0].entry_id < page.items[0].entry_id).toBe(true);
    expect((await client.get(`/api/v1/privacy/audit-log?subject_id=${id}`)).body.items).toEqual([]);
  });

  it.each([
    'UPDATE audit_log SET action = $$x$$',
    'DELETE FROM audit_log',
    'TRUNCATE audit_log',
    'DELETE FROM erasure_receipts',
  ])('refuses %s', async (statement) => {
    await expect(service.dataSource.query(statement)).rejects.toThrow('append-only');
  });
});
