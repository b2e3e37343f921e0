import { createCvParser } from '@vitamill/parser';
import { clientOf, formOf, type Part } from './support/client.js';
import { matchWorkerOver } from './support/matching.js';
import { startService, type TestService } from './support/service.js';

const ADVERT =
  'Registered Nurse, ICU\n\nRequirements\n- Registered nurse\n- At least 2 years in intensive care\n- Care of ventilated patients';
const NURSE = `Ada Lund
EXPERIENCE
Staff Nurse, Intensive Care Unit, St Olave Hospital, 04/2019 - present
- Care of ventilated patients, sedation, shift work
EDUCATION
Bachelor of Nursing, Harbour University, 2019
Registered nurse, NMC registration since 2019`;
const GARDENER = `Ole Brandt
EXPERIENCE
Head Gardener, Moss Park, 2012 - present
- Beds, trees, two apprentices`;

const parser = createCvParser();
let service: TestService;
let worker: ReturnType<typeof matchWorkerOver>;
beforeAll(async () => {
  service = await startService();
  worker = matchWorkerOver(service.dataSource, parser);
}, 120_000);
afterAll(async () => {
  await service?.stop();
  await parser.close();
});

const send = (key: string, ...parts: readonly Part[]) =>
  clientOf(service.url, null).call('POST', '/api/match', { body: formOf(...parts), headers: { 'x-api-key': key } });
const read = (key: string, path: string) => clientOf(service.url, null).get(path, { 'x-api-key': key });

describe('POST /api/match', () => {
  it('takes files, costs a credit each, and gives results in the fields of the reference', async () => {
    const { key, accountId } = await service.newKey({ credits: 10 });
    const { status, body, headers } = await send(
      key,
      ['cvs', GARDENER, 'ole.txt'],
      ['cvs', NURSE, 'ada.txt'],
      ['cvs', 'MZ\u0000\u0001', 'tool.exe'],
      ['jd_text', ADVERT],
    );
    expect(status).toBe(200);
    expect(body).toEqual({
      job_id: expect.any(String),
      status: 'pending',
      cv_count: 2,
      message: `Job created. Poll /api/match/${body.job_id} for results.`,
      skipped_cvs: [{ filename: 'tool.exe', reason: 'Unsupported file type; send PDF, DOCX or TXT' }],
    });
    expect(headers.get('x-credits-remaining')).toBe('8');
    expect((await read(key, `/api/match/${body.job_id}/progress`)).body).toEqual({
      status: 'pending',
      total: 2,
      completed: 0,
      pending: 2,
      processing: 0,
    });
    expect((await read(key, `/api/match/${body.job_id}`)).body).toEqual({
      job_id: body.job_id,
      status: 'pending',
      results: [],
    });
    await worker.work();
    expect((await read(key, `/api/match/${body.job_id}/progress`)).body).toEqual({
      status: 'completed',
      total: 2,
      completed: 2,
      pending: 0,
      processing: 0,
    });
    const done = await read(key, `/api/match/${body.job_id}`);
    expect(done.body).toMatchObject({ job_id: body.job_id, status: 'completed', version_hash: expect.any(String) });
    const [first, second] = done.body.results;
    expect(Object.keys(first)).toEqual([
      'cv_filename',
      'match_score',
      'executive_summary',
      'strengths',
      'gaps',
      'recommendation',
      'verdict',
    ]);
    expect(first).toMatchObject({ cv_filename: 'ada.txt', verdict: 'STRONG_MATCH', recommendation: 'Interview' });
    expect(second).toMatchObject({
      cv_filename: 'ole.txt',
      verdict: 'NOT_SUITABLE',
      recommendation: 'Not recommended',
    });
    expect(await service.balance(accountId)).toBe(8);
  }, 60_000);

  it('reads the advert from a file', async () => {
    const { key } = await service.newKey();
    const { body } = await send(key, ['cvs[]', NURSE, 'ada.txt'], ['jd_file', ADVERT, 'job.txt']);
    expect(body).toMatchObject({ status: 'pending', cv_count: 1 });
  });

  it('gives back what a CV cost that cannot be read', async () => {
    const { key, accountId } = await service.newKey({ credits: 5 });
    const { body } = await send(
      key,
      ['cvs', '%PDF-1.7\nthis is no PDF', 'broken.pdf'],
      ['cvs', NURSE, 'ada.txt'],
      ['jd_text', ADVERT],
    );
    expect(await service.balance(accountId)).toBe(3);
    await worker.work();
    const done = await read(key, `/api/match/${body.job_id}`);
    expect(done.body.failed_cvs).toEqual([
      { cv_filename: 'broken.pdf', error: expect.stringMatching(/^The CV could not be read/) },
    ]);
    expect(await service.balance(accountId)).toBe(4);
  }, 60_000);

  it('refuses each mistake with one detail and stores nothing', async () => {
    const { key, accountId } = await service.newKey({ credits: 2, plan: 'free' });
    const expectDetail = async (answer: ReturnType<typeof send>, status: number) =>
      expect(await answer).toMatchObject({ status, body: { detail: expect.any(String) } });
    await expectDetail(send(key, ['jd_text', ADVERT]), 400);
    await expectDetail(send(key, ['cvs', NURSE, 'ada.txt']), 400);
    await expectDetail(send(key, ['cvs', NURSE, 'ada.txt'], ['jd_text', 'x'.repeat(50_001)]), 400);
    await expectDetail(send(key, ['cvs', 'MZ\u0000', 'tool.exe'], ['jd_text', ADVERT]), 400);
    await expectDetail(send(key, ['cvs', 'x'.repeat(5 * 1024 * 1024 + 1), 'big.txt'], ['jd_text', ADVERT]), 400);
    const eleven = Array.from({ length: 11 }, (_, i): Part => ['cvs', NURSE, `${i}.txt`]);
    await expectDetail(send(key, ...eleven, ['jd_text', ADVERT]), 400);
    const three = Array.from({ length: 3 }, (_, i): Part => ['cvs', `${NURSE}${i}`, `${i}.txt`]);
    await expectDetail(send(key, ...three, ['jd_text', ADVERT]), 402);
    await expectDetail(send('sk_live_wrong', ['cvs', NURSE, 'ada.txt']), 401);
    expect(await read(key, '/api/match/550e8400-e29b-41d4-a716-446655440000')).toMatchObject({
      status: 404,
      body: { detail: 'Job not found' },
    });
    expect(await service.balance(accountId)).toBe(2);
    expect(await service.dataSource.query('SELECT 1 FROM match_jobs WHERE account_id = $1', [accountId])).toHaveLength(
      0,
    );
  }, 60_000);

  it('keeps limits of its own on its headers', async () => {
    const { key } = await service.newKey();
    const { headers } = await read(key, '/api/match/550e8400-e29b-41d4-a716-446655440000');
    expect(headers.get('x-ratelimit-limit')).toBe('60');
  });
});
