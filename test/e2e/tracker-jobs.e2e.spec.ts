import { newPerson } from './support/person.js';
import { startService, type TestService } from './support/service.js';

type Person = Awaited<ReturnType<typeof newPerson>>;
const JOB = { company_name: 'Nyota Labs', job_title: 'Data Engineer' };
const UNKNOWN = '01900000-0000-7000-8000-000000000000';

let service: TestService;
let ada: Person;
beforeAll(async () => {
  service = await startService({ authenticationsPerMinute: 10_000 });
  ada = await newPerson(service);
}, 120_000);
afterAll(() => service?.stop());

const created = async (person: Person, fields: object = {}) =>
  (await person.post('/api/jobs', { ...JOB, ...fields })).body.data;

describe('a tracked job', () => {
  it('has every field of the tracker with its default', async () => {
    const { status, body, headers } = await ada.post('/api/jobs', JOB);
    expect([status, headers.get('location'), headers.get('etag')]).toEqual([201, `/api/jobs/${body.data.id}`, '"1"']);
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(body).toEqual({
      data: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        user_id: ada.userId,
        version: 1,
        ...JOB,
        job_description: null,
        job_url: null,
        source: 'manual',
        status: 'saved',
        ai_match_score: null,
        ai_reasoning: null,
        scored_asset_id: null,
        ai_parsed_data: null,
        applied_at: null,
        interview_at: null,
        offer_at: null,
        rejected_at: null,
        stage_times: {},
        notes: null,
        tags: [],
        salary_range_min: null,
        salary_range_max: null,
        salary_currency: null,
        location: null,
        is_remote: false,
        priority: null,
        contacts: [],
        documents: [],
        deadlines: [],
        reminders: [],
        last_scraped_at: null,
        last_synced_at: null,
        archived_at: null,
        created_at: time,
        updated_at: time,
        deleted_at: null,
      },
    });
    expect((await ada.get(`/api/jobs/${body.data.id}`)).body).toEqual(body);
  });

  it.each([
    ['no title', { job_title: undefined }, 'job_title', 'job_title is required.'],
    ['a title of spaces', { job_title: '  ' }, 'job_title', 'job_title: must not be empty.'],
    [
      'a company of 201 letters',
      { company_name: 'x'.repeat(201) },
      'company_name',
      'company_name: may have 200 characters.',
    ],
    ['a description that is too long', { job_description: 'x'.repeat(50_001) }, 'job_description', /50000/],
    ['a URL of http', { job_url: 'http://example.org/' }, 'job_url', 'job_url: must be an https URL.'],
    ['an unknown source', { source: 'x' }, 'source', /brightermonday, fuzu, linkedin, manual/],
    ['an unknown status', { status: 'screening' }, 'status', /saved, applied, interview, offer, rejected/],
    ['a low salary', { salary_range_min: 29_999 }, 'salary_range_min', /30000/],
    ['a high salary', { salary_range_max: 10_000_001 }, 'salary_range_max', /10000000/],
    ['a crossed salary', { salary_range_min: 50_000, salary_range_max: 40_000 }, 'salary_range_max', /below/],
    ['an empty tag', { tags: ['a', ''] }, 'tags.1', /must not be empty/],
    ['21 tags', { tags: Array.from({ length: 21 }, (_, i) => `t${i}`) }, 'tags', /20/],
    ['an unknown currency', { salary_currency: 'XQQ' }, 'salary_currency', /ISO 4217/],
    ['remote as text', { is_remote: 'yes' }, 'is_remote', /true or false/],
    ['a time that is none', { applied_at: 'yesterday' }, 'applied_at', /ISO 8601/],
    [
      'an interview before the application',
      { applied_at: '2026-03-02', interview_at: '2026-03-01' },
      'interview_at',
      /before applied_at/,
    ],
  ])('refuses %s and stores nothing', async (_, fields, field, message) => {
    const bob = await newPerson(service);
    const { status, body } = await bob.post('/api/jobs', { ...JOB, ...fields });
    expect([status, body.error.code, body.error.message]).toEqual([400, 'VALIDATION_ERROR', 'Invalid input']);
    expect(body.error.details).toEqual([{ field, message: expect.stringMatching(message) }]);
    expect(body.error.request_id).toEqual(expect.any(String));
    expect((await bob.get('/api/jobs')).body.total).toBe(0);
  });

  it('may have names of letters that are large and unfold into many', async () => {
    for (const letter of ['漢', '\ufdfa', 'ﬃ']) {
      const { status, body } = await ada.post('/api/jobs', {
        company_name: letter.repeat(200),
        job_title: letter.repeat(200),
      });
      expect([letter, status, body.error]).toEqual([letter, 201, undefined]);
      expect((await ada.delete(`/api/jobs/${body.data.id}`)).status).toBe(204);
    }
  });

  it('keeps what a change does not name, and notes what it does', async () => {
    const { id } = await created(ada, { notes: 'Call Mr Example', tags: ['a'] });
    const { body, headers } = await ada.patch(`/api/jobs/${id}`, { location: 'Nairobi', notes: null });
    expect([body.data.location, body.data.notes, body.data.tags]).toEqual(['Nairobi', null, ['a']]);
    expect(headers.get('etag')).toBe('"2"');
    const { body: timeline } = await ada.get(`/api/jobs/${id}/timeline`);
    expect(timeline.data.map((event: { event_type: string }) => event.event_type)).toEqual([
      'job_updated',
      'job_created',
    ]);
    expect(timeline.data[0].payload).toEqual({ changes: { location: { from: null, to: 'Nairobi' }, notes: {} } });
  });

  it('takes a change that changes nothing as none', async () => {
    const { id } = await created(ada, { contacts: [{ name: 'A. Example' }] });
    const { body } = await ada.patch(`/api/jobs/${id}`, {
      contacts: [{ name: 'A. Example' }],
      company_name: 'Nyota Labs',
    });
    expect(body.data.version).toBe(1);
  });

  it('refuses a change of a version that is no longer there', async () => {
    const { id } = await created(ada);
    const first = await ada.patch(`/api/jobs/${id}`, { notes: 'one' }, { 'if-match': '"1"' });
    const second = await ada.patch(`/api/jobs/${id}`, { notes: 'two' }, { 'if-match': '"1"' });
    expect([first.status, second.status, second.body.error.code]).toEqual([200, 412, 'PRECONDITION_FAILED']);
    expect((await ada.get(`/api/jobs/${id}`)).body.data.notes).toBe('one');
  });

  it('lets one of many changes of the same version through', async () => {
    const { id } = await created(ada);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => ada.patch(`/api/jobs/${id}`, { notes: `${i}` }, { 'if-match': '"1"' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412, 412, 412, 412]);
  });

  it('is created once under an Idempotency-Key', async () => {
    const bob = await newPerson(service);
    const key = { 'idempotency-key': 'job-1' };
    const first = await bob.post('/api/jobs', JOB, key);
    const second = await bob.post('/api/jobs', JOB, key);
    expect([first.status, second.status, second.body.data.id]).toEqual([201, 201, first.body.data.id]);
    expect((await bob.get('/api/jobs')).body.total).toBe(1);
  });

  it('is gone for everybody after its deletion', async () => {
    const { id } = await created(ada);
    expect((await ada.delete(`/api/jobs/${id}`)).status).toBe(204);
    for (const answer of [await ada.get(`/api/jobs/${id}`), await ada.delete(`/api/jobs/${id}`)])
      expect([answer.status, answer.body.error.code]).toEqual([404, 'NOT_FOUND']);
  });

  it('belongs to its person alone, also within an organisation', async () => {
    const { id } = await created(ada);
    const { key } = await service.newKey();
    const bob = await newPerson(service);
    await service.dataSource.query('UPDATE tracked_jobs SET account_id = $1 WHERE id = $2', [bob.accountId, id]);
    expect((await bob.get(`/api/jobs/${id}`)).status).toBe(404);
    expect((await bob.get('/api/jobs')).body.total).toBe(0);
    const answer = await bob.call('GET', '/api/jobs', { headers: { authorization: `Bearer ${key}` } });
    expect([answer.status, answer.body.total]).toEqual([200, 0]);
  });
});

describe('statuses', () => {
  it('are timed on first entry and never cleared', async () => {
    const { id } = await created(ada);
    const applied = (await ada.patch(`/api/jobs/${id}`, { status: 'applied' })).body.data;
    const interview = (await ada.patch(`/api/jobs/${id}`, { status: 'interview' })).body.data;
    expect(applied.applied_at).toBe(applied.updated_at);
    expect([interview.applied_at, interview.interview_at]).toEqual([applied.applied_at, interview.updated_at]);
    await ada.patch(`/api/jobs/${id}`, { status: 'saved' });
    const again = (await ada.patch(`/api/jobs/${id}`, { status: 'applied' })).body.data;
    expect([again.applied_at, again.interview_at]).toEqual([applied.applied_at, interview.interview_at]);
  });

  it('leave a time of application out that would lie after the interview', async () => {
    const { id } = await created(ada, { status: 'interview' });
    const { status, body } = await ada.patch(`/api/jobs/${id}`, { status: 'applied' });
    expect([status, body.data.status, body.data.applied_at]).toEqual([200, 'applied', null]);
  });

  it('can be more than the five', async () => {
    const bob = await newPerson(service);
    const stages = [{ name: 'screening', label: 'Screening', counts_as: 'applied' }];
    const put = (body: object) =>
      bob.call('PUT', '/api/jobs/settings', {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      });
    expect((await put({ stages })).body.data.statuses).toHaveLength(6);
    const { id } = await created(bob);
    const { body } = await bob.patch(`/api/jobs/${id}`, { status: 'screening' });
    expect(body.data.stage_times).toEqual({ screening: body.data.updated_at });
    expect((await bob.get('/api/jobs?status=screening,offer')).body.total).toBe(1);
    const taken = await put({ stages: [] });
    expect([taken.status, taken.body.error.code]).toEqual([409, 'CONFLICT']);
    expect((await put({ stages: [...stages, ...stages] })).status).toBe(400);
    expect((await put({ cv_asset_id: UNKNOWN })).body.error.details[0].field).toBe('cv_asset_id');
  });
});

describe('the list', () => {
  let bob: Person;
  beforeAll(async () => {
    bob = await newPerson(service);
    const jobs = [
      { company_name: 'Åse & Co', job_title: 'C++ developer', is_remote: true, source: 'fuzu', tags: ['x'] },
      { company_name: 'beta', job_title: '100 % analyst', status: 'applied', priority: 'high' },
      { company_name: 'Alpha', job_title: 'Manager', status: 'offer' },
    ];
    await bob.post('/api/jobs/bulk', { action: 'create', jobs });
    await service.dataSource.query(`UPDATE tracked_jobs SET ai_match_score = 70 WHERE company_name = 'beta'`);
  });
  const names = async (query: string) =>
    (await bob.get(`/api/jobs?${query}`)).body.data.map((job: { company_name: string }) => job.company_name);

  it.each([
    ['', ['Alpha', 'beta', 'Åse & Co']],
    ['status=saved,offer&sort=company_name&order=asc', ['Alpha', 'Åse & Co']],
    ['source=fuzu', ['Åse & Co']],
    ['is_remote=false&order=asc', ['beta', 'Alpha']],
    ['search=ase%20c%2B%2B', ['Åse & Co']],
    ['search=%25', ['beta']],
    ['search=_', []],
    ['min_score=70', ['beta']],
    ['min_score=70.5', []],
    ['sort=ai_match_score&order=asc&limit=1', ['beta']],
    ['sort=ai_match_score&order=desc&limit=1', ['beta']],
    ['tag=x', ['Åse & Co']],
    ['priority=high', ['beta']],
    ['since=2000-01-01T00:00:00Z&limit=1&page=2', ['beta']],
    ['since=2999-01-01', []],
    ['page=9', []],
  ])('answers %s', async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  it('counts pages', async () => {
    const { body, headers } = await bob.get('/api/jobs?limit=2');
    expect(body).toMatchObject({ total: 3, page: 1, limit: 2, has_more: true });
    expect((await bob.get('/api/jobs?limit=2&page=2')).body).toMatchObject({ total: 3, page: 2, has_more: false });
    expect((await bob.get('/api/jobs')).body.limit).toBe(100);
    expect(headers.get('x-ratelimit-limit')).toBe('100');
    expect(Number(headers.get('x-ratelimit-remaining'))).toBeLessThan(100);
  });

  it.each([
    'limit=501',
    'limit=0',
    'page=0',
    'page=a',
    'sort=salary',
    'order=up',
    'status=none',
    'source=x',
    'since=x',
  ])('refuses %s', async (query) => {
    const { status, body } = await bob.get(`/api/jobs?${query}`);
    expect([status, body.error.code, body.error.details[0].field]).toEqual([
      400,
      'VALIDATION_ERROR',
      query.split('=')[0],
    ]);
  });

  it.each(['is_remote=1', 'min_score=101', `search=${'x'.repeat(201)}`, 'per_page=3', 'limit=1&limit=2'])(
    'refuses %s too',
    async (query) => {
      expect((await bob.get(`/api/jobs?${query}`)).status).toBe(400);
    },
  );

  it('leaves archived jobs out until they are asked for', async () => {
    const [first] = (await bob.get('/api/jobs')).body.data;
    expect((await bob.post(`/api/jobs/${first.id}/archive`)).body.data.archived_at).toEqual(expect.any(String));
    expect(await names('')).toEqual(['beta', 'Åse & Co']);
    expect(await names('archived=true')).toEqual(['Alpha']);
    expect(await names('archived=all')).toHaveLength(3);
    expect((await bob.post(`/api/jobs/${first.id}/restore`)).body.data.archived_at).toBeNull();
  });
});

describe('bulk', () => {
  it('changes what is there and names what is not', async () => {
    const bob = await newPerson(service);
    const one = await created(bob);
    const ids = [one.id, UNKNOWN];
    const { body } = await bob.post('/api/jobs/bulk', { action: 'update', ids, changes: { status: 'applied' } });
    expect([body.data[0].status, body.not_found]).toEqual(['applied', [UNKNOWN]]);
    expect((await bob.post('/api/jobs/bulk', { action: 'delete', ids })).body.data).toHaveLength(1);
    expect((await bob.get('/api/jobs')).body.total).toBe(0);
    const { body: events } = await bob.get('/api/events');
    expect(events.data.map((event: { event_type: string }) => event.event_type)).toEqual([
      'job_deleted',
      'status_changed',
      'job_created',
    ]);
  });

  it('does all or nothing', async () => {
    const bob = await newPerson(service);
    const jobs = [JOB, { ...JOB, status: 'nowhere' }];
    const { status, body } = await bob.post('/api/jobs/bulk', { action: 'create', jobs });
    expect([status, body.error.details[0].field]).toEqual([400, 'jobs.1.status']);
    const rich = await created(bob, { salary_range_max: 40_000 });
    const poor = await created(bob);
    const changes = { salary_range_min: 50_000 };
    const refused = await bob.post('/api/jobs/bulk', { action: 'update', ids: [poor.id, rich.id], changes });
    expect(refused.status).toBe(400);
    expect((await bob.get(`/api/jobs/${poor.id}`)).body.data.salary_range_min).toBeNull();
  });

  it('refuses an unknown action', async () => {
    const { status, body } = await ada.post('/api/jobs/bulk', { action: 'burn', ids: [UNKNOWN] });
    expect([status, body.error.details[0].field]).toEqual([400, 'action']);
  });
});
