import { createCvParser } from '@vitamill/parser';
import { type Answer, clientOf } from './support/client.js';
import { matchWorkerOver } from './support/matching.js';
import { startService, type TestService } from './support/service.js';

const SPEC =
  'Senior Python Developer with 5+ years of experience building production APIs. Must have: FastAPI or Django REST, PostgreSQL, experience with async Python. Nice to have: AWS, Docker, Redis.';
const STRONG = `Mara Ellwood
EXPERIENCE
Senior Python Developer, Harbour Analytics, 03/2016 - present
- Built production APIs with FastAPI, asyncio and PostgreSQL
- Ran them on AWS with Docker
SKILLS
Python, FastAPI, PostgreSQL, Docker, AWS, Redis`;
const OTHER = `Ole Brandt
EXPERIENCE
Head Gardener, Moss Park, 2012 - present
- Beds, trees, two apprentices`;

const parser = createCvParser();
let service: TestService;
let worker: ReturnType<typeof matchWorkerOver>;
let key: string;
let accountId: string;

beforeAll(async () => {
  service = await startService();
  worker = matchWorkerOver(service.dataSource, parser);
  ({ key, accountId } = await service.newKey());
}, 120_000);
afterAll(async () => {
  await service?.stop();
  await parser.close();
});

const post = (path: string, body: unknown, headers: Record<string, string> = {}, withKey = key): Promise<Answer> =>
  clientOf(service.url, null).call('POST', path, {
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'x-api-key': withKey, ...headers },
  });
const get = (path: string, withKey = key): Promise<Answer> =>
  clientOf(service.url, null).get(path, { 'x-api-key': withKey });
const submit = (body: object = {}): Promise<Answer> =>
  post('/api/v1/screen', {
    job_spec: SPEC,
    candidates: [
      { candidate_ref: 'b', cv_text: OTHER },
      { candidate_ref: 'a', cv_text: STRONG },
    ],
    ...body,
  });
const NAIVE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/;

describe('POST /api/v1/screen and GET /api/v1/jobs/{job_id}', () => {
  it('answers at once, and gives results in the fields of the reference when the job is complete', async () => {
    const accepted = await submit();
    expect(accepted.status).toBe(200);
    expect(accepted.body).toEqual({
      job_id: expect.any(String),
      status: 'pending',
      total_candidates: 2,
      expires_at: expect.stringMatching(NAIVE),
    });
    const pending = await get(`/api/v1/jobs/${accepted.body.job_id}`);
    expect(pending.body).toEqual({
      job_id: accepted.body.job_id,
      status: 'pending',
      total_candidates: 2,
      processed_candidates: 0,
      created_at: expect.stringMatching(NAIVE),
      completed_at: null,
      expires_at: accepted.body.expires_at,
    });
    expect(Date.parse(`${pending.body.expires_at}Z`) - Date.parse(`${pending.body.created_at}Z`)).toBe(72 * 3_600_000);
    await worker.work();
    const { body } = await get(`/api/v1/jobs/${accepted.body.job_id}`);
    expect(body).toMatchObject({
      status: 'complete',
      processed_candidates: 2,
      completed_at: expect.stringMatching(NAIVE),
      failed: [],
      version_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(body.results.map((one: { candidate_ref: string }) => one.candidate_ref)).toEqual(['a', 'b']);
    for (const one of body.results) {
      expect(Object.keys(one)).toEqual(['candidate_ref', 'score', 'verdict', 'match_reasons', 'gaps']);
      expect(one.match_reasons.length).toBeLessThanOrEqual(4);
      expect(one.gaps.length).toBeLessThanOrEqual(3);
    }
    expect(body.results[0]).toMatchObject({ verdict: 'Strong shortlist', score: expect.any(Number) });
    expect(body.results[0].match_reasons.join(' ')).toContain('FastAPI');
    expect(body.results[1]).toMatchObject({ verdict: 'Do not progress' });
  }, 60_000);

  it('explains itself on request, and reports on bias without protected data', async () => {
    const { body: job } = await submit({ weights: { role: 1, requirements: 3 }, language: 'de' });
    await worker.work();
    const { body } = await get(`/api/v1/jobs/${job.job_id}?include=explanation,bias_report`);
    const [first] = body.results;
    expect(first.explanation.components.reduce((sum: number, c: { weight: number }) => sum + c.weight, 0)).toBeCloseTo(
      1,
      2,
    );
    expect(
      first.explanation.evidence.some(
        (one: { status: string; proofs: unknown[] }) => one.status === 'met' && one.proofs.length > 0,
      ),
    ).toBe(true);
    expect(first.match_reasons[0]).toMatch(/Erfahrung|belegt|genannt/);
    expect(body.bias_report).toMatchObject({
      candidates: 2,
      selected: 1,
      selection_rate: 0.5,
      selection_rates_by_protected_group: null,
    });
  }, 60_000);

  it('replays a job to the same bytes', async () => {
    const { body: job } = await submit();
    await worker.work();
    const stored = await fetch(`${service.url}/api/v1/jobs/${job.job_id}`, { headers: { 'x-api-key': key } });
    const replayed = await fetch(`${service.url}/api/v1/jobs/${job.job_id}/replay`, {
      method: 'POST',
      headers: { 'x-api-key': key },
    });
    expect(replayed.headers.get('x-replay')).toBe('identical');
    expect(await replayed.text()).toBe(await stored.text());
    await service.dataSource.query(`UPDATE match_jobs SET version_hash = repeat('0', 64) WHERE id = $1`, [job.job_id]);
    expect((await post(`/api/v1/jobs/${job.job_id}/replay`, '')).status).toBe(409);
  }, 60_000);

  it('names candidates that cannot be scored and scores the others', async () => {
    const { body: job } = await submit({
      candidates: [
        { candidate_ref: 'empty', cv_text: '  ' },
        { candidate_ref: 'a', cv_text: STRONG },
      ],
    });
    await worker.work();
    const { body } = await get(`/api/v1/jobs/${job.job_id}`);
    expect(body.failed).toEqual([{ candidate_ref: 'empty', error: 'The CV has no text' }]);
    expect(body.results).toHaveLength(1);
  }, 60_000);

  it('scores the first 10,000 characters', async () => {
    const padding = 'x'.repeat(9_990);
    const { body: job } = await submit({ candidates: [{ candidate_ref: 'late', cv_text: `${padding}\n${STRONG}` }] });
    await worker.work();
    const { body } = await get(`/api/v1/jobs/${job.job_id}`);
    expect(body.results[0].verdict).toBe('Do not progress');
  }, 60_000);

  it('refuses each mistake with the body of the reference', async () => {
    const missing = await submit({ candidates: [{ candidate_ref: 'a', cv_text: 'x' }, { candidate_ref: 'b' }] });
    expect(missing.status).toBe(422);
    expect(missing.body).toEqual({
      detail: [{ loc: ['body', 'candidates', 1, 'cv_text'], msg: 'field required', type: 'value_error.missing' }],
    });
    const noSpec = await post('/api/v1/screen', { candidates: [{ candidate_ref: 'a', cv_text: 'x' }] });
    expect(noSpec.body.detail[0]).toMatchObject({ loc: ['body', 'job_spec'], type: 'value_error.missing' });
    expect(await post('/api/v1/screen', '{"job_spec"')).toMatchObject({
      status: 422,
      body: { detail: [{ loc: ['body'] }] },
    });
    const twice = await submit({
      candidates: [
        { candidate_ref: 'a', cv_text: 'x' },
        { candidate_ref: 'a', cv_text: 'y' },
      ],
    });
    expect(twice).toMatchObject({
      status: 400,
      body: {
        detail: 'Duplicate candidate_ref values found, all candidate_ref values must be unique within a request',
      },
    });
    expect(await submit({ job_spec: ' ' })).toMatchObject({ status: 400, body: { detail: expect.any(String) } });
    expect(await submit({ candidates: [] })).toMatchObject({ status: 400, body: { detail: expect.any(String) } });
    const many = Array.from({ length: 201 }, (_, i) => ({ candidate_ref: `${i}`, cv_text: 'x' }));
    expect(await submit({ candidates: many })).toMatchObject({ status: 400 });
    expect((await submit({ webhook_url: 'ftp://example.com' })).status).toBe(422);
    expect((await submit({ weights: { beauty: 1 } })).status).toBe(422);
    expect(await get('/api/v1/jobs/3f8a2b1c-d4e5-4f67-89ab-cdef01234567')).toMatchObject({
      status: 404,
      body: { detail: expect.any(String) },
    });
    expect(await get('/api/v1/jobs/nonsense')).toMatchObject({ status: 404 });
    expect(await post('/api/v1/screen', {}, {}, 'aptly_wrong')).toMatchObject({
      status: 401,
      body: { detail: expect.any(String) },
    });
    const { key: reader } = await service.newKey({ scopes: ['match:read'] });
    expect(await post('/api/v1/screen', {}, {}, reader)).toMatchObject({
      status: 403,
      body: { detail: expect.any(String) },
    });
  });

  it('keeps the jobs of an account from others', async () => {
    const { body: job } = await submit();
    const { key: stranger } = await service.newKey();
    expect((await get(`/api/v1/jobs/${job.job_id}`, stranger)).status).toBe(404);
    expect((await post(`/api/v1/jobs/${job.job_id}/replay`, '', {}, stranger)).status).toBe(404);
  });

  it('is gone after 72 hours, with everything that was sent', async () => {
    const { body: job } = await submit();
    await worker.work();
    await service.dataSource.query(`UPDATE match_jobs SET expires_at = now() - interval '1 second' WHERE id = $1`, [
      job.job_id,
    ]);
    expect(await get(`/api/v1/jobs/${job.job_id}`)).toMatchObject({
      status: 410,
      body: { detail: expect.any(String) },
    });
    await worker.runs.expire();
    expect(
      await service.dataSource.query('SELECT 1 FROM match_candidates WHERE job_id = $1', [job.job_id]),
    ).toHaveLength(0);
    expect((await get(`/api/v1/jobs/${job.job_id}`)).status).toBe(410);
  }, 60_000);

  it('refuses what would pass the monthly quota, whole', async () => {
    const { key: small, accountId: id } = await service.newKey();
    await service.dataSource.query('UPDATE accounts SET hard_cap_scans = 3 WHERE id = $1', [id]);
    const send = (n: number) =>
      post(
        '/api/v1/screen',
        {
          job_spec: SPEC,
          candidates: Array.from({ length: n }, (_, i) => ({ candidate_ref: `${i}`, cv_text: OTHER })),
        },
        {},
        small,
      );
    expect((await send(2)).status).toBe(200);
    const refused = await send(2);
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({
      current_usage: 2,
      hard_cap: 3,
      requested_count: 2,
      billing_month: expect.stringMatching(/^\d{4}-\d\d$/),
    });
    expect(refused.body.detail).toContain(
      'Used 2 of 3 CVs this month; this request of 2 CVs would push you over the limit.',
    );
    expect((await send(1)).status).toBe(200);
  });

  it('runs a request with an Idempotency-Key once', async () => {
    const body = { job_spec: SPEC, candidates: [{ candidate_ref: 'a', cv_text: STRONG }] };
    const headers = { 'idempotency-key': 'once-1' };
    const first = await post('/api/v1/screen', body, headers);
    const again = await post('/api/v1/screen', body, headers);
    expect(again.body).toEqual(first.body);
  });

  it('writes the webhook of four members with the end of the job', async () => {
    const { body: job } = await submit({ webhook_url: 'https://hooks.example.com/aptly' });
    await worker.work();
    const [message] = await service.dataSource.query(
      'SELECT m.body, d.url, d.schedule FROM webhook_messages m JOIN webhook_deliveries d ON d.message_id = m.id WHERE m.subject_id = $1',
      [job.job_id],
    );
    expect(message).toMatchObject({ url: 'https://hooks.example.com/aptly', schedule: 'screening' });
    const sent = typeof message.body === 'string' ? JSON.parse(message.body) : message.body;
    expect(Object.keys(sent)).toEqual(['job_id', 'status', 'results', 'failed']);
    expect(sent).toMatchObject({ job_id: job.job_id, status: 'complete' });
  }, 60_000);

  it('goes on where a worker died, and charges nothing twice', async () => {
    const { body: job } = await submit();
    const [{ used }] = await service.dataSource.query('SELECT used FROM quota_months WHERE account_id = $1', [
      accountId,
    ]);
    const dead = '00000000-0000-7000-8000-000000000001';
    await worker.runs.claim(job.job_id, dead, 60);
    await service.dataSource.query(`UPDATE match_jobs SET heartbeat_at = now() - interval '1 hour' WHERE id = $1`, [
      job.job_id,
    ]);
    expect(await worker.runs.requeueStuck({ staleSeconds: 60, maxAttempts: 3, limit: 10 })).toBeGreaterThan(0);
    expect(await worker.runs.save(job.job_id, dead, [])).toBe(false);
    await worker.work();
    expect((await get(`/api/v1/jobs/${job.job_id}`)).body).toMatchObject({
      status: 'complete',
      processed_candidates: 2,
    });
    expect(await service.dataSource.query('SELECT used FROM quota_months WHERE account_id = $1', [accountId])).toEqual([
      { used },
    ]);
  }, 60_000);
});

describe('POST /api/v1/jobspecs/parse', () => {
  it('shows what is read out of an advert', async () => {
    const { status, body } = await post('/api/v1/jobspecs/parse', { job_spec: SPEC });
    expect(status).toBe(200);
    expect(body).toMatchObject({ language: 'en', title: 'Senior Python Developer', years: 5, seniority: 'senior' });
    expect(body.requirements.map((one: { importance: string }) => one.importance)).toEqual(
      expect.arrayContaining(['must', 'nice']),
    );
    expect((await post('/api/v1/jobspecs/parse', {})).status).toBe(400);
  });
});
