// The tracker over many invented jobs of one person, as that person's organisation sees them (row security on):
// `npm run bench:tracker -- 100000`. Prints median and slowest of fifteen after two to warm up, and the processor time of
// database and Node together, which a busy machine changes little; beside them what the same answer takes by plain statements
// over the table, without the indexes that the tracker's statements are made for.
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dropTunedIndexes, plainDashboard, plainList, plainTimeline } from './plain-statements.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const services = await import(join(root, 'scripts/services/postgres.mjs'));
const { createDataSource, runMigrations, withTenant, AccountRepository, JobAnalyticsRepository } = await import(
  join(root, 'dist/libs/persistence/index.js')
);
const { TrackedJobRepository, TrackerSettingsRepository } = await import(join(root, 'dist/libs/persistence/index.js'));
const { AnalyticsService } = await import(join(root, 'dist/apps/api/tracker/analytics.service.js'));

const count = Number(process.argv[2] ?? 100_000);
const box = mkdtempSync(join(tmpdir(), 'vitamill-tracker-'));
chmodSync(box, 0o711);
const port = await new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port: free } = server.address();
    server.close(() => resolve(free));
  });
});
const folder = join(box, 'data');
await services.initialisePostgres({ folder, user: 'vitamill', password: 'vitamill', sync: false });
const server = await services.startPostgres({ folder, port, flags: ['fsync=off'], logFile: join(box, 'log') });
const base = `postgres://vitamill:vitamill@127.0.0.1:${port}`;
await services.createDatabase({ url: `${base}/postgres`, name: 'bench' });
const dataSource = await createDataSource({ url: `${base}/bench` }).initialize();

/** Jobs of two years, descriptions of 600 to 3,000 characters, each with the events that led to its status. */
const FILL = `
WITH facts AS (
  SELECT i, $2::timestamptz - make_interval(mins => i * 7919 % 1051200) AS made, i * 7 % 13 % 5 AS stage
  FROM generate_series(1, $3::int) AS i)
INSERT INTO tracked_jobs (id, account_id, company_name, job_title, job_description, notes, source, status, ai_match_score, applied_at,
  interview_at, offer_at, rejected_at, salary_range_min, salary_range_max, salary_currency, is_remote, tags, search_text, ai_parsed_data,
  created_at, updated_at, deleted_at, archived_at)
SELECT gen_random_uuid(), $1, 'Company ' || i % 9973, 'Engineer ' || i % 211, repeat('What you bring to the work. ' || i, 20 + i % 80),
  CASE WHEN i % 3 = 0 THEN 'Spoke to them on the phone' END,
  (ARRAY['manual', 'fuzu', 'linkedin', 'brightermonday'])[1 + i % 4],
  (ARRAY['saved', 'applied', 'interview', 'offer', 'rejected'])[1 + stage], CASE WHEN i % 5 > 0 THEN i * 37 % 101 END,
  CASE WHEN stage >= 1 THEN made + make_interval(hours => 5 + i % 90) END,
  CASE WHEN stage IN (2, 3) THEN made + make_interval(hours => 100 + i % 400) END,
  CASE WHEN stage = 3 THEN made + make_interval(hours => 600 + i % 50) END,
  CASE WHEN stage = 4 THEN made + make_interval(hours => 700 + i % 70) END,
  CASE WHEN i % 4 > 1 THEN 30000 + i % 60000 END, CASE WHEN i % 4 > 0 THEN 95000 + i % 50000 END,
  (ARRAY['EUR', 'KES', 'USD'])[1 + i % 3], i % 6 = 0, ARRAY['a'], 'company ' || i % 9973 || ' engineer ' || i % 211,
  '{"skills": [], "requirements": []}', made, made, CASE WHEN i % 29 = 0 THEN made END, CASE WHEN i % 31 = 0 THEN made END
FROM facts`;
const EVENTS = `
INSERT INTO tracked_job_events (id, account_id, owner_id, job_id, event_type, from_status, to_status, payload, created_at)
SELECT gen_random_uuid(), account_id, owner_id, id, 'job_created', NULL, 'saved', '{"status": "saved"}'::jsonb, created_at FROM tracked_jobs
UNION ALL SELECT gen_random_uuid(), account_id, owner_id, id, 'status_changed', 'saved', status, '{}',
  least($1, greatest(created_at, applied_at, interview_at, offer_at, rejected_at)) FROM tracked_jobs WHERE status <> 'saved'
UNION ALL SELECT gen_random_uuid(), account_id, owner_id, id, 'job_deleted', status, NULL, '{}', deleted_at FROM tracked_jobs
  WHERE deleted_at IS NOT NULL`;

/**
 * Milliseconds of processor time that the database's processes, also those that ended, and this one have had. Linux counts the
 * former in 10 ms.
 */
function processorTime() {
  const { user, system } = process.cpuUsage();
  let ticks = 0;
  for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const fields = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ').at(-1).split(' ').map(Number);
      const command = readFileSync(`/proc/${id}/cmdline`, 'utf8');
      if (command.includes(`-D\0${folder}\0`)) ticks += fields[13] + fields[14];
      if (command.startsWith('postgres: vitamill bench') && isOurs(fields[1])) ticks += fields[11] + fields[12];
    } catch {
      // It ended meanwhile.
    }
  }
  return (user + system) / 1_000 + ticks * 10;
}
const isOurs = (parent) => readFileSync(`/proc/${parent}/cmdline`, 'utf8').includes(`-D\0${folder}\0`);

async function measure(work, times = 15) {
  const taken = [];
  let processor = 0;
  for (let i = 0; i < times + 2; i++) {
    if (i === 2) processor = processorTime();
    const at = performance.now();
    await work();
    if (i > 1) taken.push(performance.now() - at);
  }
  processor = (processorTime() - processor) / times;
  taken.sort((a, b) => a - b);
  return [taken[Math.floor(taken.length / 2)], taken.at(-1), processor];
}
const shown = (figures) => figures.map((figure) => `${figure.toFixed(0)} ms`).join(' | ');

try {
  await runMigrations(dataSource);
  const now = new Date();
  const accounts = new AccountRepository(dataSource);
  const { id: accountId } = await accounts.create({ name: 'bench', plan: 'paid', credits: 1 });
  const { id: otherId } = await accounts.create({ name: 'others', plan: 'paid', credits: 1 });
  const started = performance.now();
  await dataSource.query('SET statement_timeout = 0');
  for (const [account, jobs] of [
    [accountId, count],
    [otherId, Math.ceil(count / 5)],
  ])
    await dataSource.query(FILL, [account, now, jobs]);
  await dataSource.query(EVENTS, [now]);
  await dataSource.query('VACUUM ANALYZE');
  console.log(`${count} jobs in ${((performance.now() - started) / 1_000).toFixed(0)} s\n`);

  const owner = { accountId, userId: null };
  const asOwner = (work) => () => withTenant({ accountId, keyId: null }, work);
  const jobs = new TrackedJobRepository(dataSource);
  const repository = new JobAnalyticsRepository(dataSource);
  const analytics = new AnalyticsService(repository, new TrackerSettingsRepository(dataSource));
  const page = { sort: 'created_at', order: 'desc', page: 1, limit: 100 };
  const list = (selection, changes = {}) =>
    jobs.list(owner, { archived: false, ...selection }, { ...page, ...changes });
  const { total } = await asOwner(() => list({}))();
  const last = Math.floor(total / 100);
  const cases = [
    ['dashboard', () => analytics.dashboard(owner, now), () => plainDashboard(dataSource, owner, now)],
    [
      'timeline, two years by day',
      () => repository.timeline(owner, { interval: 'day', from: '2024-12-01', to: now.toISOString().slice(0, 10) }),
      () => plainTimeline(dataSource, owner, '2024-12-01', now),
    ],
    ['list, newest 100', () => list({}), () => plainList(dataSource, owner, {})],
    ['list, last page', () => list({}, { page: last }), () => plainList(dataSource, owner, { offset: last * 100 })],
    [
      'list by status and source',
      () => list({ statuses: ['interview', 'offer'], source: 'fuzu' }),
      () => plainList(dataSource, owner, { where: `status IN ('interview', 'offer') AND source = 'fuzu'` }),
    ],
    [
      'list by words',
      () => list({ search: 'company 77 engineer' }),
      () =>
        plainList(dataSource, owner, {
          where: `search_text LIKE '%company%' AND search_text LIKE '%77%' AND search_text LIKE '%engineer%'`,
        }),
    ],
    [
      'list by company name',
      () => list({}, { sort: 'company_name', order: 'asc' }),
      () => plainList(dataSource, owner, { order: 'lower(company_name), id' }),
    ],
    [
      'list by score',
      () => list({ minScore: 50 }, { sort: 'ai_match_score' }),
      () =>
        plainList(dataSource, owner, {
          where: 'ai_match_score >= 50',
          order: 'ai_match_score DESC NULLS LAST, id DESC',
        }),
    ],
    ['events, newest 100', () => jobs.events(owner, null, { page: 1, limit: 100 }), null],
  ];
  const ours = [];
  for (const [, work] of cases) ours.push(await measure(asOwner(work)));
  await dropTunedIndexes(dataSource);
  console.log('| answer | median | slowest | processor | plain: median | slowest | processor |');
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |');
  for (const [i, [name, , plain]] of cases.entries())
    console.log(`| ${name} | ${shown(ours[i])} | ${plain ? shown(await measure(asOwner(plain), 5)) : '| | '} |`);
} finally {
  await dataSource.destroy();
  await services.stopPostgres(server);
  rmSync(box, { recursive: true, force: true });
}
