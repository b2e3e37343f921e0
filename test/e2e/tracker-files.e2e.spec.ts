import ICAL from 'ical.js';
import { jsonClientOf, newPerson } from './support/person.js';
import { startService, type TestService } from './support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService({ authenticationsPerMinute: 10_000 });
}, 120_000);
afterAll(() => service?.stop());

const JOB = {
  company_name: '=HYPERLINK("x"), Söhne',
  job_title: 'Engineer; "pumps"',
  notes: 'Line one\nline two',
  tags: ['a', 'b c'],
  salary_range_min: 40_000,
  is_remote: true,
  status: 'applied',
  applied_at: '2026-03-01T10:00:00.000Z',
  interview_at: '2026-03-09T13:00:00.000Z',
  contacts: [{ name: 'A. Example', role: null, email: null, phone: null, url: null, note: null }],
  deadlines: [{ title: 'Closing, at noon', at: '2026-03-20T12:00:00.000Z' }],
  reminders: [{ title: 'Call; "again"', at: '2026-03-15T09:00:00.000Z' }],
};
const eventsOf = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));

describe('files', () => {
  it.each(['csv', 'json'])('come back as they went out: %s', async (format) => {
    const ada = await newPerson(service);
    const bob = await newPerson(service);
    expect((await ada.post('/api/jobs', JOB)).status).toBe(201);
    const file = await ada.get(`/api/jobs/export?format=${format}`);
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename="jobs.${format}"`);
    if (format === 'csv') expect(file.body).toContain(`"'=HYPERLINK`);
    const { status, body } = await bob.call('POST', '/api/jobs/import', {
      body: format === 'csv' ? file.body : JSON.stringify(file.body),
      headers: { 'content-type': format === 'csv' ? 'text/csv' : 'application/json' },
    });
    expect([status, body.error]).toEqual([201, undefined]);
    expect(body.data[0]).toMatchObject(JOB);
    expect((await bob.get('/api/jobs')).body.total).toBe(1);
  });

  it('come in whole or not at all', async () => {
    const ada = await newPerson(service);
    const send = (body: string) =>
      ada.call('POST', '/api/jobs/import', { body, headers: { 'content-type': 'text/csv' } });
    const wrong = await send('company_name,job_title,salary_range_min\nA,B,\nA,B,much\n');
    expect([wrong.status, wrong.body.error.details[0].field]).toEqual([400, 'data.1.salary_range_min']);
    expect((await send('company_name,job_title\nA,B,C\n')).body.error.code).toBe('VALIDATION_ERROR');
    expect((await ada.get('/api/jobs')).body.total).toBe(0);
    expect((await ada.get('/api/jobs/export?format=xml')).status).toBe(400);
  });

  it('can be fetched in whole however many there are', async () => {
    const ada = await newPerson(service);
    const jobs = Array.from({ length: 450 }, (_, i) => ({ ...JOB, job_title: `Job ${i}` }));
    expect((await ada.post('/api/jobs/bulk', { action: 'create', jobs })).status).toBe(200);
    const { body, headers } = await ada.get('/api/jobs/export?format=json');
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(new Set(body.data.map((job: { job_title: string }) => job.job_title)).size).toBe(450);
    expect((await ada.get('/api/jobs/export?format=csv&search=job%207')).body.split('\r\n')[0]).toContain(
      'company_name',
    );
    const bob = await newPerson(service);
    expect((await bob.get('/api/jobs/export?format=json')).body).toEqual({ data: [] });
  }, 30_000);

  it('are refused in whole where they are too large', async () => {
    const ada = await newPerson(service);
    const send = (body: string, type: string) =>
      ada.call('POST', '/api/jobs/import', { body, headers: { 'content-type': type } });
    const rows = (count: number) => `company_name,job_title\n${'A,B\n'.repeat(count)}`;
    const many = await send(rows(501), 'text/csv');
    expect([many.status, many.body.error.details]).toEqual([
      400,
      [{ field: 'data', message: expect.stringMatching(/500/) }],
    ]);
    const large = await send(`company_name,job_title,notes\nA,B,${'x'.repeat(16 * 1024 * 1024)}\n`, 'text/csv');
    expect([large.status, large.body.error.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    expect((await send('x', 'application/pdf')).body.error.code).toBe('UNSUPPORTED_MEDIA_TYPE');
    const errors = await send('company_name,job_title,status\nA,,saved\n,B,nowhere\nA,B,saved\n', 'text/csv');
    const fields = errors.body.error.details.map(({ field }: { field: string }) => field);
    expect(fields).toEqual(['data.0.job_title', 'data.1.company_name']);
    expect((await ada.get('/api/jobs')).body.total).toBe(0);
  });

  it('go into a calendar', async () => {
    const ada = await newPerson(service);
    await ada.post('/api/jobs', { ...JOB, location: `Room ${'ü'.repeat(60)}\nsecond floor` });
    const { body, headers } = await ada.get('/api/jobs/calendar.ics');
    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    for (const line of body.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    const events = eventsOf(body);
    expect(events.map(({ summary, startDate }) => [summary, startDate.toJSDate().toISOString()])).toEqual([
      [`Interview: ${JOB.job_title}, ${JOB.company_name}`, JOB.interview_at],
      [`Reminder: Call; "again" (${JOB.company_name})`, JOB.reminders[0]?.at],
      [`Deadline: Closing, at noon (${JOB.company_name})`, JOB.deadlines[0]?.at],
    ]);
    expect(events[0]?.location).toBe(`Room ${'ü'.repeat(60)}\nsecond floor`);
  });

  it('go to whoever knows the secret address of a calendar, until it is revoked', async () => {
    const ada = await newPerson(service);
    const anonymous = jsonClientOf(service.url, null);
    const { id: job } = (await ada.post('/api/jobs', JOB)).body.data;
    const made = await ada.post('/api/jobs/calendar/feeds', { label: 'Phone' });
    expect([made.status, made.body.data.label]).toEqual([201, 'Phone']);
    const { id, url } = made.body.data;
    const path = new URL(url).pathname;
    expect(path).toMatch(/^\/api\/jobs\/feed\/[\w-]{43}\.ics$/);
    const stored = JSON.stringify(await service.dataSource.query('SELECT * FROM calendar_feeds WHERE id = $1', [id]));
    expect(stored).not.toContain(path.slice(15, 50));

    const feed = await anonymous.get(path);
    expect([feed.status, feed.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
    const events = eventsOf(feed.body);
    expect(events.map(({ summary }) => summary.split(':')[0])).toEqual(['Interview', 'Reminder', 'Deadline']);
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(3);
    const alarms = events.map(({ component }) => component.getAllSubcomponents('valarm').length);
    expect(alarms).toEqual([0, 1, 0]);
    expect((await anonymous.get(path.replace('.ics', ''))).body).toBe(feed.body);
    const etag = feed.headers.get('etag') ?? '';
    expect((await anonymous.get(path, undefined, { 'if-none-match': etag })).status).toBe(304);

    await ada.patch(`/api/jobs/${job}`, { interview_at: null });
    expect(eventsOf((await anonymous.get(path, undefined, { 'if-none-match': etag })).body)).toHaveLength(2);
    const [listed] = (await ada.get('/api/jobs/calendar/feeds')).body.data;
    expect(listed).toEqual({ id, label: 'Phone', created_at: expect.any(String), last_used_at: expect.any(String) });
    expect((await ada.delete(`/api/jobs/calendar/feeds/${id}`)).status).toBe(204);
    for (const gone of [path, '/api/jobs/feed/x', `/api/jobs/feed/${'A'.repeat(43)}.ics`])
      expect((await anonymous.get(gone)).body.error.code).toBe('NOT_FOUND');
  });

  it('are in no calendar of somebody who left the organisation, and in ten at most', async () => {
    const ada = await newPerson(service);
    const answers = [];
    for (let i = 0; i < 11; i++) answers.push(await ada.post('/api/jobs/calendar/feeds', {}));
    expect(answers.map(({ status }) => status)).toEqual([...Array(10).fill(201), 409]);
    const path = new URL(answers[0]?.body.data.url).pathname;
    const anonymous = jsonClientOf(service.url, null);
    expect((await anonymous.get(path)).status).toBe(200);
    await service.dataSource.query('DELETE FROM memberships WHERE user_id = $1', [ada.userId]);
    expect((await anonymous.get(path)).status).toBe(404);
  });
});
