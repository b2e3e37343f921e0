import { until } from '../support/until.js';
import { newPerson } from './support/person.js';
import { startService, type TestService } from './support/service.js';

type Person = Awaited<ReturnType<typeof newPerson>>;
const JOB = { company_name: 'Nyota Labs', job_title: 'Data Engineer' };

let service: TestService;
beforeAll(async () => {
  service = await startService({
    authenticationsPerMinute: 10_000,
    webhookAllowHttp: true,
    webhookAllowedNetworks: '127.0.0.0/8',
  });
}, 120_000);
afterAll(() => service?.stop());

const soon = (): string => new Date(Date.now() + 1_200).toISOString();
const remindersOf = async (person: Person, id: string) => (await person.get(`/api/jobs/${id}/reminders`)).body.data;
const mailsTo = (person: Person) =>
  service.mails.filter(({ to, subject }) => to === person.email && subject.startsWith('Reminder'));
const settled = (person: Person, id: string, status: string) =>
  until(async () => (await remindersOf(person, id)).every((each: { status: string }) => each.status === status));
/** Bodies that wait to be sent to the organisation's endpoints. */
const bodiesOf = async (person: Person): Promise<{ type: string; data: Record<string, unknown> }[]> =>
  (
    await service.dataSource.query('SELECT body FROM webhook_messages WHERE account_id = $1 ORDER BY id', [
      person.accountId,
    ])
  ).map(({ body }: { body: string }) => JSON.parse(body));
const withEndpoint = (person: Person, events = ['*']) =>
  person.post('/api/v1/webhooks/endpoints', { url: 'http://127.0.0.1:9/hook', events });

describe('a reminder', () => {
  it('is mailed once when its time comes, with the time of the person who set it', async () => {
    const ada = await newPerson(service);
    await ada.put('/api/jobs/settings', { time_zone: 'Africa/Nairobi' });
    const at = soon();
    const { id } = (await ada.post('/api/jobs', { ...JOB, reminders: [{ title: 'Call\nthem', at }] })).body.data;
    expect(await remindersOf(ada, id)).toMatchObject([{ title: 'Call\nthem', due_at: at, status: 'waiting' }]);
    await settled(ada, id, 'sent');
    const hour = new Intl.DateTimeFormat('en-GB', { timeZone: 'Africa/Nairobi', hour: '2-digit', minute: '2-digit' });
    const [{ id: reminder }] = await remindersOf(ada, id);
    expect(mailsTo(ada)).toEqual([
      {
        to: ada.email,
        subject: 'Reminder: Call them',
        text: expect.stringContaining(`${hour.format(new Date(at))} (Africa/Nairobi)`),
        messageId: `<reminder-${reminder}@localhost>`,
      },
    ]);
    expect(mailsTo(ada)[0]?.text).toContain('Data Engineer, Nyota Labs');
    const { data } = (await ada.get(`/api/jobs/${id}/timeline`)).body;
    expect(data[0]).toMatchObject({ event_type: 'reminder_due', payload: { reminder_id: reminder } });
    // Written again as it is, it is not sent again.
    await ada.patch(`/api/jobs/${id}`, {
      notes: 'x',
      reminders: [
        { title: 'Call\nthem', at },
        { title: 'More', at },
      ],
    });
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(mailsTo(ada)).toHaveLength(1);
    expect((await remindersOf(ada, id)).map((each: { status: string }) => each.status)).toEqual(['sent']);
  }, 40_000);

  it('whose sender went away before it told is sent by the next one, under the same Message-ID', async () => {
    const ada = await newPerson(service);
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const { id } = (await ada.post('/api/jobs', { ...JOB, reminders: [{ title: 'Call', at }] })).body.data;
    await service.dataSource.query(
      `UPDATE tracked_job_reminders SET status = 'mailing', attempts = 1, next_attempt_at = now() - interval '1 second'
       WHERE job_id = $1`,
      [id],
    );
    await settled(ada, id, 'sent');
    const [{ id: reminder }] = await remindersOf(ada, id);
    expect(mailsTo(ada).map(({ messageId }) => messageId)).toEqual([`<reminder-${reminder}@localhost>`]);
  }, 40_000);

  it('is not mailed to who does not want it, and webhooks hear of it all the same', async () => {
    const ada = await newPerson(service);
    await withEndpoint(ada, ['reminder.due']);
    expect((await ada.put('/api/jobs/settings', { reminder_mails: false })).body.data.reminder_mails).toBe(false);
    const at = soon();
    const { id } = (await ada.post('/api/jobs', { ...JOB, reminders: [{ title: 'Call', at }] })).body.data;
    await settled(ada, id, 'told');
    expect(mailsTo(ada)).toEqual([]);
    const [{ id: reminder }] = await remindersOf(ada, id);
    expect(await bodiesOf(ada)).toEqual([
      { type: 'reminder.due', timestamp: expect.any(String), data: { job_id: id, reminder_id: reminder, due_at: at } },
    ]);
  }, 40_000);

  it('is not told where it was past when it was written, taken away, or its job was put away', async () => {
    const ada = await newPerson(service);
    const past = [{ title: 'Past', at: '2020-01-01T00:00:00Z' }];
    const { id } = (await ada.post('/api/jobs', { ...JOB, reminders: past })).body.data;
    expect(await remindersOf(ada, id)).toEqual([]);
    const coming = [{ title: 'Call', at: soon() }];
    await ada.patch(`/api/jobs/${id}`, { reminders: coming });
    expect(await remindersOf(ada, id)).toHaveLength(1);
    await ada.patch(`/api/jobs/${id}`, { reminders: [] });
    expect(await remindersOf(ada, id)).toEqual([]);
    const archived = (await ada.post('/api/jobs', { ...JOB, reminders: [{ title: 'Call', at: soon() }] })).body.data.id;
    await ada.post(`/api/jobs/${archived}/archive`);
    await settled(ada, archived, 'skipped');
    expect(mailsTo(ada)).toEqual([]);
  }, 40_000);

  it('without an offset is a time in the zone of the settings', async () => {
    const ada = await newPerson(service);
    expect((await ada.put('/api/jobs/settings', { time_zone: 'Mars/Base' })).body.error.details[0].field).toBe(
      'time_zone',
    );
    await ada.put('/api/jobs/settings', { time_zone: 'Europe/Berlin' });
    const reminders = [
      { title: 'a', at: '2027-07-01T09:00' },
      { title: 'b', at: '2027-01-05' },
    ];
    const { data } = (await ada.post('/api/jobs', { ...JOB, reminders })).body;
    expect(data.reminders.map(({ at }: { at: string }) => at)).toEqual([
      '2027-07-01T07:00:00.000Z',
      '2027-01-04T23:00:00.000Z',
    ]);
    const bad = [{ title: 'a', at: '2027-02-30T09:00' }];
    expect((await ada.patch(`/api/jobs/${data.id}`, { reminders: bad })).body.error.details[0].field).toBe(
      'reminders.0.at',
    );
  });
});

describe('webhooks of jobs', () => {
  it('tell what happens to a job, by ids and states', async () => {
    const ada = await newPerson(service);
    await withEndpoint(ada);
    const { id } = (await ada.post('/api/jobs', JOB)).body.data;
    await ada.patch(`/api/jobs/${id}`, { status: 'applied', notes: 'secret' });
    await ada.patch(`/api/jobs/${id}`, { notes: 'other' });
    const { id: scrape } = (await ada.post('/api/scrape', { url: 'http://127.0.0.1:9/job' })).body.data;
    await until(async () => (await ada.get(`/api/scrape/${scrape}`)).body.data.status === 'failed');
    await ada.delete(`/api/jobs/${id}`);
    const bodies = await bodiesOf(ada);
    expect(bodies.map(({ type, data }) => [type, data])).toEqual([
      ['job.created', { job_id: id, status: 'saved' }],
      ['job.status_changed', { job_id: id, from: 'saved', to: 'applied' }],
      ['scrape.failed', { scrape_id: scrape, status: 'failed', job_id: null, error: { code: 'connection_failed' } }],
      ['job.deleted', { job_id: id, status: 'applied' }],
    ]);
  }, 40_000);

  it('tell nothing where the person does not want it, or nobody listens', async () => {
    const ada = await newPerson(service);
    await ada.post('/api/jobs', JOB);
    await withEndpoint(ada);
    await ada.put('/api/jobs/settings', { webhook_events: false });
    await ada.post('/api/jobs', JOB);
    expect(await bodiesOf(ada)).toEqual([]);
    await ada.put('/api/jobs/settings', { webhook_events: true });
    await ada.post('/api/jobs/bulk', { action: 'create', jobs: [JOB, JOB] });
    expect((await bodiesOf(ada)).map(({ type }) => type)).toEqual(['job.created', 'job.created']);
    const jobs = [JOB, { ...JOB, status: 'nowhere' }];
    await ada.post('/api/jobs/bulk', { action: 'create', jobs });
    expect(await bodiesOf(ada)).toHaveLength(2);
  });
});
