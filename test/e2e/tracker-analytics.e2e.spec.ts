import { newPerson } from './support/person.js';
import { startService, type TestService } from './support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService({ authenticationsPerMinute: 10_000 });
}, 120_000);
afterAll(() => service?.stop());

const JOB = { company_name: 'Savanna Pay', job_title: 'Platform engineer' };

describe('analytics', () => {
  it('answers zeros where there is nothing', async () => {
    const ada = await newPerson(service);
    const { status, body } = await ada.get('/api/analytics/dashboard');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      totalApplications: 0,
      applicationsChange: 0,
      activeCompanies: 0,
      companiesChange: 0,
      interviewRate: 0,
      interviewRateChange: 0,
      avgMatchScore: 0,
      matchScoreChange: 0,
      responseRate: 0,
      avgResponseTime: 0,
      byStatus: { saved: 0, applied: 0, interview: 0, offer: 0, rejected: 0 },
      bySource: [],
      activities: [],
    });
    expect([body.applicationsOverTime.length, body.statusOverTime.length]).toEqual([30, 30]);
  });

  it('answers the example of the tracker', async () => {
    const ada = await newPerson(service);
    const statuses = ['saved', 'saved', 'saved', 'applied', 'applied', 'interview', 'offer', 'rejected'];
    await ada.post('/api/jobs/bulk', { action: 'create', jobs: statuses.map((status) => ({ ...JOB, status })) });
    const { body } = await ada.get('/api/analytics/dashboard');
    expect(body).toMatchObject({
      totalApplications: 8,
      applicationsChange: 100,
      activeCompanies: 1,
      interviewRate: 25,
      responseRate: 37.5,
      byStatus: { saved: 3, applied: 2, interview: 1, offer: 1, rejected: 1 },
      bySource: [{ source: 'manual', count: 8 }],
    });
    expect(body.data).toBeUndefined();
    expect(body.applicationsOverTime.at(-1).count).toBe(8);
    expect(body.statusOverTime.at(-1)).toMatchObject({ saved: 3, applied: 2, interview: 1, offer: 1, rejected: 1 });
    expect(body.activities).toHaveLength(8);
    expect(body.activities[0]).toMatchObject({ type: 'job_created', companyName: 'Savanna Pay' });
    expect(body.funnel.map(({ stage, reached }: { stage: string; reached: number }) => [stage, reached])).toEqual([
      ['saved', 8],
      ['applied', 4],
      ['interview', 2],
      ['offer', 1],
    ]);
  });

  it('tells what happened when', async () => {
    const ada = await newPerson(service);
    await ada.post('/api/jobs', { ...JOB, applied_at: '2026-01-31T23:59:59Z', interview_at: '2026-02-01T00:00:00Z' });
    const { body } = await ada.get('/api/analytics/timeline?interval=month&from=2026-01-15&to=2026-02-02');
    expect(body).toEqual({
      interval: 'month',
      from: '2026-01-15',
      to: '2026-02-02',
      points: [
        { date: '2026-01-01', created: 0, applied: 1, interview: 0, offer: 0, rejected: 0 },
        { date: '2026-02-01', created: 0, applied: 0, interview: 1, offer: 0, rejected: 0 },
      ],
    });
    expect((await ada.get('/api/analytics/timeline')).body.points).toHaveLength(12);
    for (const query of ['interval=year', 'from=2026-02-02&to=2026-02-01', 'interval=day&from=1900-01-01', 'from=x'])
      expect((await ada.get(`/api/analytics/timeline?${query}`)).body.error.code).toBe('VALIDATION_ERROR');
  });
});
