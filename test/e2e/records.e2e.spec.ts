import { PIPELINE_VERSION } from '@vitamill/pipeline';
import { type Client, clientOf, somePdf } from './support/client.js';
import { startService, type TestService } from './support/service.js';
import { EVERY_ROUTE, newTenant } from './support/tenant.js';

let service: TestService;
let client: Client;
let accountId: string;
beforeAll(async () => {
  service = await startService(EVERY_ROUTE);
  const { key, accountId: id } = await service.newKey();
  client = clientOf(service.url, key);
  accountId = id;
}, 120_000);
afterAll(() => service?.stop());

const completed = async (name?: string): Promise<string> => {
  const { body } = await client.upload(['file', somePdf(), 'cv.pdf']);
  await service.complete(body.asset_id, name);
  return body.asset_id;
};
const send = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
  client.call(method, path, {
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
const patch = (id: string, operations: unknown, headers: Record<string, string> = {}) =>
  send('PATCH', `/api/v1/data/master/${id}`, operations, { 'content-type': 'application/json-patch+json', ...headers });
const master = async (id: string, query = '') => (await client.get(`/api/v1/data/master/${id}${query}`)).body;

describe('processing again', () => {
  it('costs nothing and keeps the old version readable', async () => {
    const id = await completed('Old Name');
    const credits = await service.balance(accountId);
    const { status, body } = await client.call('POST', `/api/v1/files/assets/${id}/reprocess`);
    expect([status, body]).toEqual([202, { asset_id: id, task_id: expect.any(String), status: 'queued' }]);
    expect((await master(id)).contact.name.full).toBe('Old Name');
    expect((await client.call('POST', `/api/v1/files/assets/${id}/reprocess`)).status).toBe(202);
    await service.complete(id, 'New Name');
    expect((await master(id)).contact.name.full).toBe('New Name');
    expect((await master(id, '?version=1')).contact.name.full).toBe('Old Name');
    const versions = (await client.get(`/api/v1/data/master/${id}/versions`)).body.items;
    expect(versions.map((v: { version: number; latest: boolean }) => [v.version, v.latest])).toEqual([
      [2, true],
      [1, false],
    ]);
    expect(versions[0]).toMatchObject({ origin: 'parse', pipeline_version: 'test', taxonomy_versions: [] });
    expect((await client.get(`/api/v1/data/master/${id}/diff`)).body).toMatchObject({
      from: { version: 1 },
      to: { version: 2 },
      changes: expect.arrayContaining([
        {
          kind: 'changed',
          from: '/contact/name/full',
          to: '/contact/name/full',
          before: 'Old Name',
          after: 'New Name',
        },
      ]),
    });
    expect(await service.balance(accountId)).toBe(credits);
  });

  it('takes many at once, and says which it left out', async () => {
    const own = clientOf(service.url, (await service.newKey()).key);
    const [done, waiting] = [
      (await own.upload(['file', somePdf(), 'cv.pdf'])).body.asset_id,
      (await own.upload(['file', somePdf(), 'cv.pdf'])).body.asset_id,
    ];
    await service.complete(done);
    const foreign = await completed();
    const reprocess = (body: unknown) =>
      own.call('POST', '/api/v1/files/assets/reprocess', {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      });
    expect((await reprocess({ asset_ids: [done, waiting, foreign] })).body).toEqual({
      queued: [{ asset_id: done, task_id: expect.any(String) }],
      skipped: [
        { asset_id: waiting, reason: 'in_progress' },
        { asset_id: foreign, reason: 'not_found' },
      ],
      next_after: null,
    });
    expect((await reprocess({ outdated: true })).body.queued).toEqual([]);
    await service.complete(done);
    expect(PIPELINE_VERSION).not.toBe('test');
    expect((await reprocess({ outdated: true })).body.queued).toHaveLength(1);
    const wrong = await reprocess({ asset_ids: ['x'], colour: 'red' });
    expect(wrong.status).toBe(400);
    expect(wrong.body.errors.map((e: { field: string }) => e.field).sort()).toEqual(['asset_ids', 'colour']);
  });

  it('is 404 for what is not there, and 400 for a version that cannot be', async () => {
    const id = await completed();
    const unknown = '01920000-0000-7000-8000-0000000000ff';
    expect((await client.call('POST', `/api/v1/files/assets/${unknown}/reprocess`)).status).toBe(404);
    expect((await client.get(`/api/v1/data/master/${id}?version=7`)).status).toBe(404);
    expect((await client.get(`/api/v1/data/master/${id}?version=0`)).status).toBe(400);
    expect((await client.get(`/api/v1/data/master/${id}/diff`)).status).toBe(400);
    expect((await client.get(`/api/v1/data/master/${unknown}/versions`)).status).toBe(404);
  });
});

describe('corrections', () => {
  it('are verified, stand in provenance and the display row, and survive processing again', async () => {
    const id = await completed('Ada Exampel');
    const answer = await patch(id, [
      { op: 'replace', path: '/contact/name/full', value: 'Ada Example' },
      { op: 'add', path: '/skills/-', value: { name: 'Welding' } },
      { op: 'add', path: '/experience/0', value: { title: { raw: 'Welder' }, start: '2020-01', end: '2020-12' } },
    ]);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-record-version')).toBe('2');
    expect(answer.body.metrics.experience_months).toEqual({ min: 12, max: 12 });
    const { provenance } = await master(id, '?include=provenance');
    expect(provenance['/contact/name']).toMatchObject({ rule: 'verified_by_person', confidence: 1 });
    const [row] = (await client.get(`/api/v1/data/display?asset_id=${id}`)).body.items;
    expect(row).toMatchObject({
      name: 'Ada Example',
      current_title: expect.stringMatching(/weld/i),
      top_skills: ['Welding'],
    });

    await client.call('POST', `/api/v1/files/assets/${id}/reprocess`);
    await service.complete(id, 'Ada Exampel');
    const again = await master(id);
    expect(again.contact.name.full).toBe('Ada Example');
    expect(again.skills).toEqual([expect.objectContaining({ name: 'Welding' })]);
    expect(again.experience).toHaveLength(1);
    const list = (await client.get(`/api/v1/data/master/${id}/corrections`)).body.items;
    expect(list).toHaveLength(3);
    expect(list).toContainEqual(
      expect.objectContaining({
        path: '/contact/name',
        conflict: null,
        made_in_version: 2,
        key_id: expect.any(String),
      }),
    );
  }, 30_000);

  it('name the person who logged in, in provenance, list and audit log, and are told to webhooks', async () => {
    const owner = await newTenant(service);
    const { assetId = '' } = owner.ids;
    const correct = (token: string, value: string) =>
      clientOf(service.url, token).call('PATCH', `/api/v1/data/master/${assetId}`, {
        body: JSON.stringify([{ op: 'replace', path: '/contact/name/full', value }]),
        headers: { 'content-type': 'application/json-patch+json' },
      });
    const { key, person } = owner;
    const byPerson = await correct(person.accessToken, 'Ada Person');
    expect(byPerson.status).toBe(200);
    const own = clientOf(service.url, key);
    const { provenance } = (await own.get(`/api/v1/data/master/${assetId}?include=provenance`)).body;
    expect(provenance['/contact/name'].verified).toMatchObject({ key_id: null, user_id: person.userId });
    const listed = async () => (await own.get(`/api/v1/data/master/${assetId}/corrections`)).body.items;
    expect(await listed()).toEqual([expect.objectContaining({ key_id: null, user_id: person.userId })]);
    const log = await own.get(`/api/v1/privacy/audit-log?subject_id=${assetId}&action=record.corrected`);
    expect(log.body.items).toEqual([
      expect.objectContaining({
        actor: { kind: 'person', id: person.userId },
        subjects: [assetId],
        request_id: byPerson.headers.get('x-request-id'),
      }),
    ]);
    expect((await correct(key, 'Ada Key')).status).toBe(200);
    expect(await listed()).toEqual([expect.objectContaining({ key_id: expect.any(String), user_id: person.userId })]);
    const told: { body: string }[] = await service.dataSource.query(
      `SELECT body FROM webhook_messages WHERE event = 'record.corrected' AND subject_id = $1 ORDER BY id`,
      [assetId],
    );
    expect(told.map(({ body }) => JSON.parse(body))).toEqual(
      [2, 3].map((version) =>
        expect.objectContaining({ type: 'record.corrected', data: { asset_id: assetId, version } }),
      ),
    );
  });

  it('that are refused are told to nobody', async () => {
    const id = await completed('Ada Example');
    expect((await patch(id, [{ op: 'replace', path: '/metrics/gaps', value: [] }])).status).toBeGreaterThanOrEqual(400);
    const log = await client.get(`/api/v1/privacy/audit-log?subject_id=${id}&action=record.corrected`);
    expect(log.body.items).toEqual([]);
  });

  it('are refused where the record is another one by now', async () => {
    const id = await completed();
    const etag = (await client.get(`/api/v1/data/master/${id}?include=provenance`)).headers.get('etag') ?? '';
    const change = [{ op: 'replace', path: '/summary', value: 'One.' }];
    expect((await patch(id, change, { 'if-match': etag })).status).toBe(200);
    const late = await patch(id, change, { 'if-match': etag });
    expect([late.status, late.body.code]).toEqual([412, 'precondition_failed']);
    const current = (await client.get(`/api/v1/data/master/${id}`)).headers.get('etag') ?? '';
    expect(late.headers.get('etag')).toBe(current);
    expect((await patch(id, change, { 'if-match': current })).status).toBe(200);
  });

  it('that break the record are refused and leave nothing', async () => {
    const id = await completed();
    const refusals = [
      [[{ op: 'replace', path: '/asset_id', value: null }], 422, 'invalid_record', 'immutable_field'],
      [[{ op: 'replace', path: '/contact/emails', value: ['no address'] }], 422, 'invalid_record', 'invalid_value'],
      [[{ op: 'add', path: '/skills/-', value: { name: 7 } }], 422, 'invalid_record', 'invalid_value'],
      [[{ op: 'add', path: '/projects/-', value: { organisation: 'x' } }], 422, 'invalid_record', 'invalid_value'],
      [[{ op: 'test', path: '/summary', value: 'x' }], 409, 'patch_conflict', 'test_failed'],
      [[{ op: 'jump', path: '/summary' }], 400, 'validation_error', 'malformed_patch'],
    ] as const;
    for (const [operations, status, code, reason] of refusals) {
      const good = { op: 'replace', path: '/summary', value: 'Half.' };
      const { status: is, body } = await patch(id, [...(code === 'patch_conflict' ? [] : [good]), ...operations]);
      expect([is, body.code, body.errors[0].code]).toEqual([status, code, reason]);
    }
    expect((await client.get(`/api/v1/data/master/${id}/versions`)).body.items).toHaveLength(1);
    expect((await send('PATCH', `/api/v1/data/master/${id}`, [])).status).toBe(415);
    expect((await patch(id, [])).status).toBe(400);
  });

  it('of two persons at once are both kept', async () => {
    const id = await completed();
    const answers = await Promise.all(
      ['Sailing', 'Rowing'].map((value) => patch(id, [{ op: 'add', path: '/interests/-', value }])),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await master(id)).interests.sort()).toEqual(['Rowing', 'Sailing']);
  });

  it('need their scope', async () => {
    const { key } = await service.newKey({ scopes: ['data:read'] });
    const answer = await clientOf(service.url, key).call('PATCH', `/api/v1/data/master/${await completed()}`);
    expect([answer.status, answer.body.required_scope]).toEqual([403, 'data:write']);
  });
});

describe('exports of one record', () => {
  it.each([
    ['json-resume', 'application/json', 'Ada Example'],
    ['europass', 'application/xml', '<oa:GivenName>Ada</oa:GivenName>'],
    ['hr-open', 'application/json', 'LER-RS'],
    ['schema-org', 'application/ld+json', '"@type":"Person"'],
    ['vcard', 'text/vcard', 'FN:Ada Example'],
  ])('gives %s', async (format, type, words) => {
    const path = `/api/v1/data/master/${await completed()}?format=${format}`;
    const { status, headers, body } = await client.get(path);
    expect([status, headers.get('content-type')?.split(';')[0]]).toEqual([200, type]);
    expect(typeof body === 'string' ? body : JSON.stringify(body)).toContain(words);
    expect((await client.get(path, { 'if-none-match': headers.get('etag') ?? '' })).status).toBe(304);
  });

  it('gives a twin without what tells who it is', async () => {
    const id = await completed();
    const twin = await master(id, '?format=redacted');
    expect(twin.contact).toMatchObject({ name: null, emails: [], location: { city: 'Berlin' } });
    expect((await master(id, '?format=redacted&hide=places,institutions')).contact.location).toBeNull();
    expect((await client.get(`/api/v1/data/master/${id}?format=redacted&include=provenance`)).status).toBe(400);
    expect((await client.get(`/api/v1/data/master/${id}?hide=places`)).status).toBe(400);
    expect((await client.get(`/api/v1/data/master/${id}?format=pdf`)).status).toBe(400);
  });
});

describe('taxonomies', () => {
  it('are none where none is imported', async () => {
    const { status, body } = await client.get('/api/v1/taxonomies');
    expect([status, body.items]).toEqual([200, []]);
    expect(body.records_pending).toBe(0);
  });
});
