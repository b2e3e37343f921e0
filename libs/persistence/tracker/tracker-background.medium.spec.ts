import { newAccount, openDatabase } from '../../../test/support/database.js';
import { startPostgres, type TestPostgres } from '../../../test/support/postgres.js';
import {
  newId,
  ReminderRepository,
  ScoringQueueRepository,
  ScrapeRunRepository,
  type TrackedJobFields,
  TrackedJobRepository,
  type TrackerOwner,
  TrackerRetentionRepository,
} from '../index.js';

let postgres: TestPostgres;
let database: Awaited<ReturnType<typeof openDatabase>>;
let owner: TrackerOwner;
let jobs: TrackedJobRepository;
let reminders: ReminderRepository;
beforeAll(async () => {
  postgres = await startPostgres();
  database = await openDatabase(await postgres.newDatabase());
  jobs = new TrackedJobRepository(database);
  reminders = new ReminderRepository(database);
}, 60_000);
afterAll(async () => {
  await database?.destroy();
  await postgres?.stop();
});
beforeEach(async () => {
  await database.query('DELETE FROM tracked_jobs');
  owner = await newOwner();
});

async function newOwner(): Promise<TrackerOwner> {
  const [accountId, userId] = [await newAccount(database), newId()];
  await database.query(`INSERT INTO users (id, email, password_hash, email_confirmed_at) VALUES ($1, $2, 'x', now())`, [
    userId,
    `${userId}@example.org`,
  ]);
  await database.query(`INSERT INTO memberships (account_id, user_id, role) VALUES ($1, $2, 'owner')`, [
    accountId,
    userId,
  ]);
  return { accountId, userId };
}
const newJob = async (fields: Partial<TrackedJobFields> = {}): Promise<string> => {
  const id = newId();
  const all = { company_name: 'A', job_title: 'B', status: 'saved', ...fields } as TrackedJobFields;
  await jobs.create(owner, [{ id, fields: all }]);
  return id;
};
const count = async (table: string, condition = 'true'): Promise<number> =>
  (await database.query(`SELECT count(*)::int AS n FROM ${table} WHERE ${condition}`))[0].n;
const together = <Result>(work: () => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: 8 }, work));

describe('reminders that are due', () => {
  const dueJob = async (titles: readonly string[]) => {
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const id = await newJob({ reminders: titles.map((title) => ({ title, at })) });
    await database.query(`UPDATE tracked_job_reminders SET due_at = now() - interval '1 minute' WHERE job_id = $1`, [
      id,
    ]);
    return id;
  };

  it('are told once however many processes look, and each mail is claimed by one', async () => {
    const titles = Array.from({ length: 20 }, (_, i) => `r${i}`);
    const id = await dueJob(titles);
    const taken = await together(() => reminders.takeDue(7));
    for (let left = 1; left > 0; ) left = await reminders.takeDue(100);
    expect(taken.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(20);
    expect(await count('tracked_job_events', `event_type = 'reminder_due' AND job_id = '${id}'`)).toBe(20);
    const mails = (await together(async () => [await reminders.claimMail(60), await reminders.claimMail(60)])).flat();
    for (let mail = await reminders.claimMail(60); mail; mail = await reminders.claimMail(60)) mails.push(mail);
    const claimed = mails.flatMap((mail) => (mail ? [mail.title] : []));
    expect(claimed.sort()).toEqual(titles.sort());
  });

  it('are tried again later where the mail server refuses, and given up in the end', async () => {
    const id = await dueJob(['r']);
    await reminders.takeDue(10);
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= 6; attempt++) {
      const mail = await reminders.claimMail(60);
      expect(mail?.title).toBe('r');
      expect(await reminders.claimMail(60)).toBeNull();
      await reminders.notSent(mail?.id ?? '');
      const [row] = await database.query(
        `SELECT round(extract(epoch FROM next_attempt_at - now()))::int AS pause FROM tracked_job_reminders WHERE job_id = $1`,
        [id],
      );
      pauses.push(row.pause);
      // A second ago: clocks of two processors of a virtual machine may be some microseconds apart.
      await database.query(
        `UPDATE tracked_job_reminders SET next_attempt_at = now() - interval '1 second' WHERE job_id = $1`,
        [id],
      );
    }
    expect(pauses.slice(0, 5)).toEqual([60, 300, 1_800, 7_200, 21_600]);
    expect((await reminders.list(owner, id))[0]).toMatchObject({ status: 'failed', finished_at: expect.any(Date) });
    expect(await reminders.claimMail(60)).toBeNull();
  });

  it('are mailed to nobody who left before the mail went out', async () => {
    const id = await dueJob(['r']);
    await reminders.takeDue(10);
    await database.query('DELETE FROM memberships WHERE user_id = $1', [owner.userId]);
    expect(await reminders.claimMail(60)).toBeNull();
    expect((await reminders.list(owner, id))[0]?.status).toBe('skipped');
  });
});

describe('jobs to score', () => {
  it('are claimed by one each, and again by another where that one is gone', async () => {
    for (let i = 0; i < 5; i++) await newJob({ job_description: 'An engineer' });
    await newJob({ job_description: ' ' });
    const queue = new ScoringQueueRepository(database);
    const claimed = (await together(() => queue.claim(60))).flatMap((each) => (each ? [each] : []));
    expect(new Set(claimed.map(({ id }) => id)).size).toBe(5);
    expect(claimed).toHaveLength(5);
    const [first, second] = claimed;
    if (!first || !second) throw new Error('Nothing was claimed.');
    await jobs.change(owner, [first.id], () => ({ job_description: 'Another' }));
    await queue.finish(first);
    await queue.finish(second);
    expect((await queue.claim(60))?.id).toBe(first.id);
    expect(await queue.claim(60)).toBeNull();
  });

  it('are given up after eight attempts', async () => {
    await newJob({ job_description: 'An engineer' });
    const queue = new ScoringQueueRepository(database);
    let attempts = 0;
    for (let due = await queue.claim(60); due; due = await queue.claim(60)) {
      attempts += 1;
      await queue.putOff(due, -1);
    }
    expect(attempts).toBe(8);
  });
});

describe('what was deleted', () => {
  it('goes for good after its days, with its timeline and reminders, and nothing else does', async () => {
    const retention = new TrackerRetentionRepository(database);
    const runs = new ScrapeRunRepository(database);
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const [gone, fresh, kept] = [
      await newJob({ reminders: [{ title: 'r', at }] }),
      await newJob(),
      await newJob(),
    ] as const;
    for (const id of [gone, fresh]) await jobs.change(owner, [id], () => ({ deleted_at: new Date() }));
    const run = await runs.create(owner, {
      id: newId(),
      url: 'https://example.org/',
      host: 'example.org',
      jobId: null,
    });
    await runs.create(owner, { id: newId(), url: 'https://example.org/', host: 'example.org', jobId: null });
    await database.query(`UPDATE tracked_jobs SET deleted_at = now() - interval '31 days' WHERE id = $1`, [gone]);
    await database.query(
      `UPDATE scrape_runs SET finished_at = now() - interval '31 days', status = 'failed' WHERE id = $1`,
      [run.id],
    );
    const purged = await together(() => retention.purge(30, 100));
    expect(purged.reduce((sum, each) => sum + each, 0)).toBe(2);
    const left = await database.query('SELECT id FROM tracked_jobs ORDER BY id');
    expect(left.map(({ id }: { id: string }) => id)).toEqual([fresh, kept].sort());
    expect(await count('tracked_job_events', `job_id = '${gone}'`)).toBe(0);
    expect(await count('tracked_job_reminders', `job_id = '${gone}'`)).toBe(0);
    expect(await runs.find(owner, run.id)).toBeNull();
    expect(await count('scrape_runs')).toBe(1);
  });
});
