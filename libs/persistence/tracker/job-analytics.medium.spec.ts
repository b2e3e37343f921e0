import { newAccount, openDatabase } from '../../../test/support/database.js';
import { startPostgres, type TestPostgres } from '../../../test/support/postgres.js';
import { JobAnalyticsRepository, newId, type TrackedJobFields, TrackedJobRepository } from '../index.js';

const NOW = new Date('2026-05-20T12:00:00Z');
const STAGES = [{ name: 'accepted', label: 'Accepted', counts_as: 'offer' as const }];

let postgres: TestPostgres;
let database: Awaited<ReturnType<typeof openDatabase>>;
let accountId: string;
let analytics: JobAnalyticsRepository;
beforeAll(async () => {
  postgres = await startPostgres();
  database = await openDatabase(await postgres.newDatabase());
  accountId = await newAccount(database);
  await fill(accountId, 2_000);
  await fill(await newAccount(database), 50);
  analytics = new JobAnalyticsRepository(database);
}, 60_000);
afterAll(async () => {
  await database?.destroy();
  await postgres?.stop();
});

/** Applications whose every property follows from their number, spread over half a year, some deleted, some archived. */
const fill = (account: string, count: number): Promise<unknown> =>
  database.query(
    `INSERT INTO tracked_jobs (id, account_id, company_name, job_title, source, status, ai_match_score, applied_at, interview_at,
       offer_at, rejected_at, salary_range_min, salary_range_max, salary_currency, search_text, created_at, deleted_at, archived_at)
     SELECT gen_random_uuid(), $1, CASE i % 3 WHEN 0 THEN 'Firm ' ELSE 'FIRM ' END || i % 137, 'Job',
       (ARRAY['manual', 'fuzu', 'linkedin', 'brightermonday'])[1 + i * i % 4],
       (ARRAY['saved', 'applied', 'interview', 'offer', 'rejected', 'accepted'])[1 + stage],
       CASE WHEN i % 5 > 0 THEN i * 37 % 101 END,
       CASE WHEN stage >= 1 THEN made + make_interval(hours => 5 + i % 90) END,
       CASE WHEN stage IN (2, 3, 5) OR i % 10 = 4 THEN made + make_interval(hours => 100 + i % 400) END,
       CASE WHEN stage IN (3, 5) THEN made + make_interval(hours => 600 + i % 50) END,
       CASE WHEN stage = 4 THEN made + make_interval(hours => 700 + i % 70) END,
       CASE WHEN i % 4 > 1 THEN 30000 + i * 11 END, CASE WHEN i % 4 > 0 THEN 60000 + i * 17 END,
       (ARRAY['EUR', 'KES', NULL])[1 + i % 3], 'firm job', made,
       CASE WHEN i % 29 = 0 THEN made END, CASE WHEN i % 31 = 0 THEN made END
     FROM generate_series(1, $2::int) AS i,
       LATERAL (SELECT $3::timestamptz - make_interval(mins => i * 7919 % 260000) AS made, i * 7 % 13 % 6 AS stage) AS facts`,
    [account, count, NOW],
  );

/** One figure by a statement of its own over the plain table: nothing of the repository's is used. */
const figure = async (expression: string, condition = 'true'): Promise<number> => {
  const [row] = await database.query(
    `SELECT (${expression})::float AS figure FROM tracked_jobs j WHERE j.account_id = $1 AND j.deleted_at IS NULL AND (${condition})`,
    [accountId],
  );
  return row.figure;
};
const INTERVIEWED = `j.interview_at > '-infinity' OR j.offer_at > '-infinity' OR j.status = 'accepted'`;
// Whoever was interviewed had applied, whether or not the time of it is known.
const APPLIED = `j.applied_at > '-infinity' OR ${INTERVIEWED}`;

describe('figures over 2,000 applications', () => {
  it('agree with counts one by one', async () => {
    const figures = await analytics.figures({ accountId, userId: null }, STAGES, NOW);
    expect(figures.total).toBe(await figure('count(*)'));
    expect(figures.total).toBeGreaterThan(1_900);
    expect(figures.interviewed).toBe(await figure('count(*)', INTERVIEWED));
    expect(figures.answered).toBe(await figure('count(*)', `${INTERVIEWED} OR NOT (j.rejected_at IS NULL)`));
    expect(figures.applied).toBe(await figure('count(*)', APPLIED));
    expect(figures.offered).toBe(await figure('count(j.offer_at)'));
    expect(figures.companies).toBe(await figure('count(DISTINCT upper(j.company_name))', `j.status NOT LIKE 'rej%'`));
    expect(figures.averageScore).toBeCloseTo(
      await figure('sum(j.ai_match_score)::numeric / count(j.ai_match_score)'),
      9,
    );
    expect(figures.averageResponseDays).toBeCloseTo(
      await figure(`extract(epoch FROM avg(j.interview_at - j.applied_at)) / (24 * 60 * 60)`),
      9,
    );
  });

  it('agree in medians with the middle of a sorted list', async () => {
    const { medianDays } = await analytics.figures({ accountId, userId: null }, STAGES, NOW);
    const middle = async (from: string, to: string): Promise<number> => {
      const rows: { days: number }[] = await database.query(
        `SELECT extract(epoch FROM ${to} - ${from})::float / 86400 AS days FROM tracked_jobs
         WHERE account_id = $1 AND deleted_at IS NULL AND ${from} IS NOT NULL AND ${to} IS NOT NULL ORDER BY 1`,
        [accountId],
      );
      const half = (rows.length - 1) / 2;
      return (rows[Math.floor(half)]!.days + rows[Math.ceil(half)]!.days) / 2;
    };
    expect(medianDays.saved).toBeCloseTo(await middle('created_at', 'applied_at'), 9);
    expect(medianDays.applied).toBeCloseTo(await middle('applied_at', 'interview_at'), 9);
    expect(medianDays.interview).toBeCloseTo(await middle('interview_at', 'offer_at'), 9);
  });

  it('agree in weeks, statuses, sources and salaries', async () => {
    const { weeks, statuses, sources, salaries } = await analytics.figures({ accountId, userId: null }, STAGES, NOW);
    for (const { week, total, interviewed, averageScore } of weeks) {
      const between = `j.created_at > '${new Date(NOW.getTime() - week * 7 * 86_400_000).toISOString()}'
        AND j.created_at <= '${new Date(NOW.getTime() - (week - 1) * 7 * 86_400_000).toISOString()}'`;
      expect(total).toBe(await figure('count(*)', between));
      expect(interviewed).toBe(await figure('count(*)', `${between} AND (${INTERVIEWED})`));
      expect(averageScore).toBeCloseTo(await figure('avg(j.ai_match_score)', between), 9);
    }
    expect(weeks.map(({ week }) => week)).toEqual([1, 2]);
    for (const { status, count } of statuses) expect(count).toBe(await figure('count(*)', `j.status = '${status}'`));
    expect(statuses).toHaveLength(6);
    for (const { source, count, applied, answered } of sources) {
      expect(count).toBe(await figure('count(*)', `j.source = '${source}'`));
      expect(applied).toBe(await figure('count(*)', `j.source = '${source}' AND (${APPLIED})`));
      expect(answered).toBe(
        await figure('count(*)', `j.source = '${source}' AND (${INTERVIEWED} OR j.status = 'rejected')`),
      );
    }
    expect(sources.map(({ count }) => count)).toEqual(sources.map(({ count }) => count).sort((a, b) => b - a));
    expect(salaries).toHaveLength(3);
    for (const { currency, count, quartiles } of salaries) {
      const rows: { middle: number }[] = await database.query(
        `SELECT ((coalesce(salary_range_min, salary_range_max) + coalesce(salary_range_max, salary_range_min)) / 2.0)::float AS middle
         FROM tracked_jobs WHERE account_id = $1 AND deleted_at IS NULL AND salary_currency IS NOT DISTINCT FROM $2
           AND num_nonnulls(salary_range_min, salary_range_max) > 0 ORDER BY 1`,
        [accountId, currency],
      );
      expect(count).toBe(rows.length);
      expect([quartiles[0], quartiles[4]]).toEqual([rows[0]!.middle, rows.at(-1)!.middle]);
    }
  });

  it('count each day of a timeline', async () => {
    const counts = await analytics.timeline(
      { accountId, userId: null },
      { interval: 'day', from: '2026-04-21', to: '2026-05-20' },
    );
    const [{ expected }] = await database.query(
      `SELECT jsonb_agg(jsonb_build_object('date', day::date::text, 'kind', 'interview', 'count', n) ORDER BY day) AS expected
       FROM (SELECT day, (SELECT count(*) FROM tracked_jobs WHERE account_id = $1 AND deleted_at IS NULL
               AND timezone('UTC', interview_at)::date = day::date) AS n
             FROM generate_series(timestamp '2026-04-21', '2026-05-20', '1 day') AS day) AS days WHERE n > 0`,
      [accountId],
    );
    expect(counts.filter(({ kind }) => kind === 'interview')).toEqual(expected);
    expect(expected.length).toBeGreaterThan(20);
  });
});

describe('the stand of statuses', () => {
  it('is what the jobs say', async () => {
    const owner = { accountId: await newAccount(database), userId: null };
    const jobs = new TrackedJobRepository(database);
    const fields = {
      company_name: 'A',
      job_title: 'B',
      status: 'saved',
      applied_at: null,
    } as unknown as TrackedJobFields;
    const ids = Array.from({ length: 30 }, () => newId());
    await jobs.create(
      owner,
      ids.map((id) => ({ id, fields })),
    );
    await jobs.change(owner, ids.slice(0, 20), () => ({ status: 'applied' }));
    await jobs.change(owner, ids.slice(0, 5), () => ({ status: 'interview' }));
    await jobs.change(owner, ids.slice(25), () => ({ deleted_at: new Date() }));
    const stand = await analytics.statusDeltas(owner, '2000-01-01');
    expect(stand.map(({ status, delta }) => [status, delta])).toEqual([
      ['applied', 15],
      ['interview', 5],
      ['saved', 5],
    ]);
  });
});
