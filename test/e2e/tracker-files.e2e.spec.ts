import ICAL from 'ical.js';
import { newPerson } from './support/person.js';
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
};

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

  it('go into a calendar', async () => {
    const ada = await newPerson(service);
    await ada.post('/api/jobs', { ...JOB, location: `Room ${'ü'.repeat(60)}\nsecond floor` });
    const { body, headers } = await ada.get('/api/jobs/calendar.ics');
    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    for (const line of body.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    const events = new ICAL.Component(ICAL.parse(body))
      .getAllSubcomponents('vevent')
      .map((component) => new ICAL.Event(component));
    expect(events.map(({ summary, startDate }) => [summary, startDate.toJSDate().toISOString()])).toEqual([
      [`Interview: ${JOB.job_title}, ${JOB.company_name}`, JOB.interview_at],
      [`Deadline: Closing, at noon (${JOB.company_name})`, JOB.deadlines[0]?.at],
    ]);
    expect(events[0]?.location).toBe(`Room ${'ü'.repeat(60)}\nsecond floor`);
  });
});
