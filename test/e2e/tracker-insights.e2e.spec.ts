import { until } from '../support/until.js';
import { somePdf } from './support/client.js';
import { jsonClientOf, newPerson } from './support/person.js';
import { startService, type TestService } from './support/service.js';

const OPERATOR = 'test-operator-token-of-32-characters';
const JOB = {
  company_name: 'Parcelway',
  job_title: 'Backend engineer',
  job_description: `What you bring
- 3+ years of professional experience with Python
- Experience with PostgreSQL
- Driving licence B

Nice to have
- Kubernetes

We offer GBP 70,000 to 85,000, permanent contract.`,
};

const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

let service: TestService;
beforeAll(async () => {
  service = await startService({ authenticationsPerMinute: 10_000 });
}, 120_000);
afterAll(() => service?.stop());

/** Somebody with a CV that was read. */
async function newApplicant() {
  const person = await newPerson(service);
  const operator = jsonClientOf(service.url, OPERATOR);
  const wallet = `/api/operator/organisations/${person.accountId}/credits`;
  await operator.post(wallet, { credits: 10, reason: 'grant' }, { 'idempotency-key': 'k' });
  const form = new FormData();
  form.append('file', new Blob([somePdf()]), 'cv.pdf');
  const { body } = await person.call('POST', '/api/v1/files/upload', { body: form });
  await service.complete(body.asset_id);
  return { ...person, assetId: body.asset_id as string };
}

describe('insights', () => {
  it('read a description when it is written', async () => {
    const ada = await newPerson(service);
    const { data } = (await ada.post('/api/jobs', JOB)).body;
    expect(data.ai_parsed_data).toMatchObject({
      salary: { currency: 'GBP', min: 70_000, max: 85_000 },
      contract: ['permanent'],
      years: 3,
    });
    expect(data.ai_parsed_data.requirements.length).toBeGreaterThanOrEqual(4);
    await ada.post('/api/jobs', { ...JOB, company_name: 'PARCELWAY Ltd' });
    const skills = (await ada.get('/api/ai/skills')).body.data;
    expect(skills[0]).toMatchObject({ jobs: 2, share: 100, in_cv: null });
    const duplicates = (await ada.get('/api/ai/duplicates')).body.data;
    expect(duplicates).toEqual([{ reason: 'same_company_and_title', jobs: [expect.anything(), expect.anything()] }]);
    const { body, headers } = await ada.get('/api/ai/insights?limit=2');
    expect([body.insights.length, body.has_more, body.data]).toEqual([2, true, undefined]);
    expect(body.insights[0]).toEqual({
      id: expect.stringMatching(/^ins_/),
      user_id: ada.userId,
      insight_type: 'daily_digest',
      title: expect.any(String),
      content: expect.any(String),
      metadata: expect.objectContaining({ saved: 2, sample_size: 2 }),
      created_at: expect.any(String),
    });
    expect(headers.get('x-ratelimit-limit')).toBe('20');
    expect((await ada.get('/api/ai/insights?type=market_analysis')).body.insights).toHaveLength(1);
    expect((await ada.get('/api/ai/insights?type=horoscope')).status).toBe(400);
    expect((await ada.get('/api/ai/follow-ups')).body).toEqual({ data: [] });
  });

  it('score a job against the only CV, and keep the score', async () => {
    const ada = await newApplicant();
    const { id } = (await ada.post('/api/jobs', JOB)).body.data;
    const { status, body } = await ada.post(`/api/ai/jobs/${id}/score`);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ asset_id: ada.assetId, score: expect.any(Number), summary: expect.any(String) });
    const job = (await ada.get(`/api/jobs/${id}`)).body.data;
    expect([job.ai_match_score, job.ai_reasoning]).toEqual([body.data.score, body.data.summary]);
    expect((await ada.get(`/api/jobs/${id}/timeline`)).body.data[0].event_type).toBe('job_scored');
    const again = await ada.post(`/api/ai/jobs/${id}/score`);
    expect(again.body.data.evidence).toEqual(body.data.evidence);
    const advice = (await ada.get(`/api/ai/jobs/${id}/advice`)).body.data.advice;
    expect(advice.length).toBeGreaterThan(0);
    for (const { action, lines } of advice) expect(action).toBe(lines.length > 0 ? 'reword' : 'add');
    const letter = (await ada.get(`/api/ai/jobs/${id}/cover-letter`)).body.data;
    expect(letter.address.map(({ requirement }: { requirement: string }) => requirement).join()).toContain('licence');
    for (const { proofs } of letter.mention) expect(proofs.length).toBeGreaterThan(0);
  });

  it('score a job by themselves when it is written, and again when its description is another', async () => {
    const ada = await newApplicant();
    const created = await ada.post('/api/jobs', JOB);
    expect([created.status, created.body.data.ai_match_score]).toEqual([201, null]);
    const { id } = created.body.data;
    const job = async () => (await ada.get(`/api/jobs/${id}`)).body.data;
    await until(async () => (await job()).ai_match_score !== null);
    const first = await job();
    expect(first).toMatchObject({ scored_asset_id: ada.assetId, ai_reasoning: expect.any(String), version: 2 });
    const asked = (await ada.post(`/api/ai/jobs/${id}/score`)).body.data;
    expect([asked.score, asked.job.version]).toEqual([first.ai_match_score, 2]);
    await ada.patch(`/api/jobs/${id}`, { job_description: 'Requirements\n- Must live in Berlin\n- English' });
    await until(async () => (await job()).version === 4);
    const { data } = (await ada.get(`/api/jobs/${id}/timeline`)).body;
    const types = ['job_scored', 'job_updated', 'job_scored', 'job_created'];
    expect(data.map((event: { event_type: string }) => event.event_type)).toEqual(types);
  }, 60_000);

  it('score nothing by themselves where that is not wanted, and then what is asked for', async () => {
    const ada = await newApplicant();
    expect((await ada.put('/api/jobs/settings', { auto_score: false })).body.data.auto_score).toBe(false);
    const { id } = (await ada.post('/api/jobs', JOB)).body.data;
    const [row] = await service.dataSource.query('SELECT score_due_at FROM tracked_jobs WHERE id = $1', [id]);
    expect(row.score_due_at).toBeNull();
    const bob = await newApplicant();
    expect((await bob.post('/api/ai/score', { ids: [id] })).body.data.queued).toBe(0);
    const answer = await ada.post('/api/ai/score');
    expect([answer.status, answer.body]).toEqual([202, { data: { queued: 1 } }]);
    await until(async () => (await ada.get(`/api/jobs/${id}`)).body.data.ai_match_score !== null);
    expect((await ada.post('/api/ai/score')).body.data.queued).toBe(0);
    expect((await ada.post('/api/ai/score', { ids: ['x'] })).status).toBe(400);
  }, 60_000);

  it('leave a job without a score where there is no CV, and wait for one that is being read', async () => {
    const ada = await newPerson(service);
    const { id } = (await ada.post('/api/jobs', JOB)).body.data;
    const due = async () =>
      (await service.dataSource.query('SELECT score_due_at FROM tracked_jobs WHERE id = $1', [id]))[0].score_due_at;
    await until(async () => (await due()) === null);
    expect((await ada.get(`/api/jobs/${id}`)).body.data).toMatchObject({ ai_match_score: null, version: 1 });
    const operator = jsonClientOf(service.url, OPERATOR);
    const wallet = `/api/operator/organisations/${ada.accountId}/credits`;
    await operator.post(wallet, { credits: 10, reason: 'grant' }, { 'idempotency-key': 'k' });
    const form = new FormData();
    form.append('file', new Blob([somePdf()]), 'cv.pdf');
    const { asset_id } = (await ada.call('POST', '/api/v1/files/upload', { body: form })).body;
    await ada.put('/api/jobs/settings', { cv_asset_id: asset_id });
    await ada.post('/api/ai/score', { ids: [id] });
    await until(async () => {
      const [row] = await service.dataSource.query('SELECT score_attempts FROM tracked_jobs WHERE id = $1', [id]);
      return row.score_attempts === 1 && ((await due())?.getTime() ?? 0) > Date.now();
    });
    await service.complete(asset_id);
    await service.dataSource.query('UPDATE tracked_jobs SET score_due_at = now() WHERE id = $1', [id]);
    await until(async () => (await ada.get(`/api/jobs/${id}`)).body.data.scored_asset_id === asset_id);
  }, 60_000);

  it('make a digest once an hour, unless something happened', async () => {
    const ada = await newPerson(service);
    const { id } = (await ada.post('/api/jobs', { ...JOB, deadlines: [{ title: 'Closing', at: inHours(5) }] })).body
      .data;
    const first = await ada.post('/api/ai/digest');
    expect([first.status, first.headers.get('x-ratelimit-limit')]).toEqual([201, '20']);
    expect(first.body.data).toEqual({
      id: expect.stringMatching(/^ins_[0-9a-f]{32}$/),
      user_id: ada.userId,
      insight_type: 'daily_digest',
      title: 'No replies today',
      content: expect.stringContaining('- Backend engineer, Parcelway: Deadline: Closing.'),
      metadata: expect.objectContaining({ saved: 1, due: 1, follow_ups: [expect.objectContaining({ job_id: id })] }),
      created_at: expect.any(String),
      expires_at: expect.any(String),
    });
    const again = await ada.post('/api/ai/digest', { type: 'daily_digest' });
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect((await ada.post('/api/ai/digest', { type: 'weekly_summary' })).status).toBe(201);
    await ada.patch(`/api/jobs/${id}`, { status: 'applied' });
    const later = await ada.post('/api/ai/digest');
    expect([later.status, later.body.data.metadata.applied]).toEqual([201, 1]);
    const list = (await ada.get('/api/ai/digests?limit=2')).body;
    expect([list.total, list.has_more, list.data[0].id]).toEqual([3, true, later.body.data.id]);
    expect((await ada.post('/api/ai/digest', { type: 'horoscope' })).body.error.details[0].field).toBe('type');
  });

  it('ask for what is missing', async () => {
    const ada = await newPerson(service);
    const { id } = (await ada.post('/api/jobs', JOB)).body.data;
    const plain = (await ada.post('/api/jobs', { ...JOB, job_description: null })).body.data.id;
    const field = async (job: string) => (await ada.post(`/api/ai/jobs/${job}/score`)).body.error.details[0].field;
    expect([await field(id), await field(plain)]).toEqual(['asset_id', 'job_description']);
  });

  it('stop after 20 in an hour', async () => {
    const ada = await newPerson(service);
    for (let i = 0; i < 20; i++) expect((await ada.get('/api/ai/follow-ups')).status).toBe(200);
    const { status, body, headers } = await ada.get('/api/ai/follow-ups');
    expect([status, body.error.code]).toEqual([429, 'RATE_LIMITED']);
    expect(body.error.retry_after).toBe(Number(headers.get('retry-after')));
  });
});
