import { until } from '../support/until.js';
import { somePdf } from './support/client.js';
import { jsonClientOf, newEmail, newPerson, PASSWORD } from './support/person.js';
import { startService, type TestService } from './support/service.js';

type Person = Awaited<ReturnType<typeof newPerson>>;
const OPERATOR = 'test-operator-token-of-32-characters';
const JOB = { company_name: 'Parcelway', job_title: 'Engineer' };
const TABLES = [
  'tracked_jobs',
  'tracked_job_events',
  'tracked_job_reminders',
  'scrape_runs',
  'tracker_settings',
  'tracker_digests',
  'calendar_feeds',
];

let service: TestService;
beforeAll(async () => {
  service = await startService({ authenticationsPerMinute: 10_000 });
}, 120_000);
afterAll(() => service?.stop());

/** Somebody in the organisation of another, with a job, a reminder, a scrape, settings, a digest and a calendar. */
async function newColleague(of: Person): Promise<Person> {
  const email = newEmail();
  await of.post('/api/organisation/invitations', { email, role: 'member' });
  const text = await waitForMail(email);
  const invitation = /[\w-]{43}/.exec(text)?.[0];
  const anonymous = jsonClientOf(service.url, null);
  await anonymous.post('/api/auth/signup', { email, password: PASSWORD, invitation });
  const { body } = await anonymous.post('/api/auth/login', { email, password: PASSWORD });
  const person = {
    ...jsonClientOf(service.url, body.access_token),
    email,
    userId: body.user.id,
    accountId: of.accountId,
  };
  const reminders = [{ title: 'Call', at: new Date(Date.now() + 3_600_000).toISOString() }];
  await person.post('/api/jobs', { ...JOB, reminders, notes: `I am ${email}` });
  await person.post('/api/scrape', { url: 'https://127.0.0.1/' });
  await person.put('/api/jobs/settings', { time_zone: 'Europe/Berlin' });
  await person.post('/api/ai/digest');
  await person.post('/api/jobs/calendar/feeds', { label: 'Phone' });
  return person as Person;
}
async function waitForMail(email: string): Promise<string> {
  await until(() => service.mails.some(({ to }) => to === email));
  return service.mails.findLast(({ to }) => to === email)?.text ?? '';
}
const subjects = (who: Person, what: 'export' | 'erase', body: object) =>
  who.post(`/api/v1/privacy/subjects/${what}`, body);
const rowsOf = (table: string, userId: string) =>
  service.dataSource.query(`SELECT to_jsonb(t) AS row FROM ${table} t WHERE owner_id = $1`, [userId]);
/** Tracker tables in which a text still stands. */
async function tracesOf(text: string): Promise<string[]> {
  const found: string[] = [];
  for (const table of [...TABLES, 'idempotency_keys', 'webhook_messages']) {
    const [{ n }] = await service.dataSource.query(
      `SELECT count(*)::int AS n FROM ${table} t WHERE strpos(lower(t::text), lower($1)) > 0`,
      [text],
    );
    if (n > 0) found.push(table);
  }
  return found;
}

describe('the tracker and the rights of a person', () => {
  it('shows and erases everything of somebody who tracks jobs, and nothing of colleagues', async () => {
    const ada = await newPerson(service);
    const [bob, eve] = [await newColleague(ada), await newColleague(ada)];
    const exported = (await subjects(ada, 'export', { email: bob.email })).body.data;
    for (const table of TABLES) {
      expect([table, exported[table]?.length]).toEqual([table, (await rowsOf(table, bob.userId)).length]);
      expect(exported[table].every((row: { owner_id: string }) => row.owner_id === bob.userId)).toBe(true);
    }
    expect(exported.tracked_jobs[0]).toMatchObject({ notes: `I am ${bob.email}`, company_name: 'Parcelway' });
    expect(exported.calendar_feeds[0].token_hash).toBeUndefined();
    const { statement } = (await subjects(ada, 'erase', { email: bob.email })).body;
    for (const table of TABLES) {
      expect([table, statement.rows[table]]).toEqual([table, expect.any(Number)]);
      expect([table, await rowsOf(table, bob.userId)]).toEqual([table, []]);
      expect((await rowsOf(table, eve.userId)).length).toBeGreaterThan(0);
    }
    expect(await tracesOf(bob.email)).toEqual([]);
    expect((await eve.get('/api/jobs')).body.total).toBe(1);
  }, 60_000);

  it('takes a contact out of jobs of others, also of their timeline', async () => {
    const ada = await newPerson(service);
    const stranger = await newPerson(service);
    const email = newEmail();
    const other = { name: 'Other', email: 'other@mail.example' };
    const job = {
      ...JOB,
      contacts: [{ name: 'Cy Example', email: email.toUpperCase(), note: 'HR' }, other],
      notes: `Wrote to ${email}\nno answer`,
      deadlines: [{ title: `Ask ${email}`, at: '2027-01-01T00:00:00Z' }],
      tags: [email, 'x'],
    };
    const { id } = (await ada.post('/api/jobs', job, { 'idempotency-key': 'k' })).body.data;
    await ada.patch(`/api/jobs/${id}`, { location: email, contacts: [...job.contacts, { name: 'New' }] });
    await ada.patch(`/api/jobs/${id}`, { location: null });
    const { id: theirs } = (await stranger.post('/api/jobs', job)).body.data;
    const { data } = (await subjects(ada, 'export', { email })).body;
    expect(data.tracked_job_mentions).toEqual([
      {
        job_id: id,
        contacts: [expect.objectContaining({ name: 'Cy Example' })],
        documents: [],
        lines: [`Wrote to ${email}`],
        score: null,
        reasoning: null,
      },
    ]);
    const { statement } = (await subjects(ada, 'erase', { email })).body;
    expect(statement.rows).toMatchObject({ tracked_jobs: 1, tracked_job_events: 2, idempotency_keys: 1 });
    const after = (await ada.get(`/api/jobs/${id}`)).body.data;
    expect(after).toMatchObject({
      notes: 'Wrote to [erased]\nno answer',
      deadlines: [{ title: 'Ask [erased]' }],
      tags: ['[erased]', 'x'],
      version: 4,
    });
    expect(after.contacts.map(({ name }: { name: string }) => name)).toEqual(['Other', 'New']);
    // What is left is the other organisation's.
    expect((await stranger.get(`/api/jobs/${theirs}`)).body.data.notes).toContain(email);
    await stranger.delete(`/api/jobs/${theirs}`);
    await service.dataSource.query('DELETE FROM tracked_jobs WHERE id = $1', [theirs]);
    expect(await tracesOf(email)).toEqual([]);
  }, 60_000);

  it('forgets the score of a CV that is erased, and where it was put', async () => {
    const ada = await newPerson(service);
    const operator = jsonClientOf(service.url, OPERATOR);
    const wallet = `/api/operator/organisations/${ada.accountId}/credits`;
    await operator.post(wallet, { credits: 10, reason: 'grant' }, { 'idempotency-key': 'k' });
    const form = new FormData();
    form.append('file', new Blob([somePdf()]), 'cv.pdf');
    const { asset_id } = (await ada.call('POST', '/api/v1/files/upload', { body: form })).body;
    await service.complete(asset_id);
    await ada.put('/api/jobs/settings', { cv_asset_id: asset_id });
    const documents = [{ title: 'CV', kind: 'cv', asset_id }, { title: 'Letter' }];
    const job = { ...JOB, documents, job_description: 'Requirements\n- English' };
    const { id } = (await ada.post('/api/jobs', job)).body.data;
    await until(async () => (await ada.get(`/api/jobs/${id}`)).body.data.scored_asset_id === asset_id);
    const { data } = (await subjects(ada, 'export', { asset_id })).body;
    expect(data.tracked_job_mentions[0]).toMatchObject({
      job_id: id,
      score: expect.any(Number),
      documents: [{ title: 'CV' }],
    });
    expect((await ada.delete(`/api/v1/files/assets/${asset_id}`)).status).toBe(204);
    const after = (await ada.get(`/api/jobs/${id}`)).body.data;
    expect(after).toMatchObject({ ai_match_score: null, ai_reasoning: null, scored_asset_id: null });
    expect(after.documents).toMatchObject([{ title: 'Letter' }]);
    expect((await ada.get('/api/jobs/settings')).body.data.cv_asset_id).toBeNull();
    expect(await tracesOf(asset_id)).toEqual([]);
  }, 60_000);
});
