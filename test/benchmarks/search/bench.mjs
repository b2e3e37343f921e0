// Searches of candidates over many invented records in one account: `npm run bench:search -- 100000`.
// Prints the time of each kind of search, median and slowest of twenty after three to warm up.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const services = await import(join(root, 'scripts/services/postgres.mjs'));
const { createDataSource, runMigrations, CandidateSearchRepository, MatchRepository, AccountRepository } = await import(
  join(root, 'dist/libs/persistence/index.js')
);
const { CandidatesService } = await import(join(root, 'dist/apps/api/matching/candidates.service.js'));
const { LazyMatcher } = await import(join(root, 'dist/apps/api/matching/matching-parts.js'));
const { createMatcher } = await import(join(root, 'dist/libs/matcher/index.js'));

const count = Number(process.argv[2] ?? 100_000);
const box = mkdtempSync(join(tmpdir(), 'vitamill-search-'));
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

const TRADES = [
  ['2512', 'Software Developer', ['python', 'postgresql', 'docker', 'kubernetes', 'kafka', 'django', 'sql', 'aws']],
  ['2221', 'Registered Nurse', ['wound-care', 'mechanical-ventilation', 'triage', 'medication', 'patient-care']],
  ['8344', 'Forklift Driver', ['forklift-operation', 'warehouse', 'order-picking', 'sap-ewm', 'rf-scanning']],
  ['2411', 'Accountant', ['sap-fi', 'excel', 'vat', 'ifrs', 'payroll', 'consolidation']],
  ['2341', 'Teacher', ['mathematics', 'classroom-management', 'assessment', 'moodle']],
  ['3434', 'Sous Chef', ['haccp', 'menu-costing', 'pastry', 'stock-control']],
  ['2611', 'Solicitor', ['employment-law', 'litigation', 'drafting', 'negotiation']],
  ['7412', 'Electrician', ['siemens-s7', 'tia-portal', 'plc', 'maintenance']],
  ['3322', 'Sales Representative', ['crm', 'salesforce', 'negotiation', 'b2b-sales']],
  ['1323', 'Construction Manager', ['jct', 'nec', 'primavera-p6', 'budgeting']],
];
const VERBS = ['Led', 'Built', 'Ran', 'Planned', 'Maintained', 'Introduced', 'Wrote', 'Improved'];
const NOUNS = [
  'reports',
  'services',
  'shifts',
  'audits',
  'projects',
  'customers',
  'systems',
  'budgets',
  'training',
  'stock',
];
let seed = 7;
const random = (n) => {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return seed % n;
};
const pick = (list) => list[random(list.length)];

function recordOf(id) {
  const [code, title, skills] = pick(TRADES);
  const own = skills.filter(() => random(3) > 0);
  const experience = Array.from({ length: 1 + random(4) }, (_, i) => {
    const end = 2026 - 3 * i;
    return {
      title: {
        raw: `${pick(['Senior ', '', '', 'Junior '])}${title}`,
        normalized: title,
        code,
        taxonomy: 'isco-08',
        seniority: null,
      },
      employer: { name: `Company ${random(5_000)}` },
      location: null,
      start: String(end - 2 - random(2)),
      end: i === 0 ? null : String(end),
      is_current: i === 0,
      months: { min: 24, max: 36 },
      employment_type: null,
      description: null,
      highlights: Array.from(
        { length: 3 },
        () => `${pick(VERBS)} ${pick(NOUNS)} with ${pick(skills)} and ${pick(NOUNS)}`,
      ),
      skills: own,
    };
  });
  return {
    asset_id: id,
    schema_version: '1',
    pipeline_version: 'bench',
    language: 'en',
    locale: null,
    reference_date: '2026-11-27',
    contact: {
      name: null,
      headline: null,
      emails: [],
      phones: [],
      location: null,
      links: [],
      birth_date: null,
      nationalities: [],
    },
    summary: `${title} with many years of ${pick(NOUNS)}`,
    experience,
    education: [],
    skills: own.map((name) => ({
      name,
      normalized: name,
      id: name,
      taxonomy: 'bench',
      type: null,
      months: null,
      last_used: null,
      sources: ['skills'],
    })),
    languages: [{ name: 'English', code: 'en', level: { raw: 'native', cefr: 'native' } }],
    certifications: [],
    projects: [],
    publications: [],
    awards: [],
    volunteering: [],
    memberships: [],
    interests: [],
    references: [],
    driving_licence: null,
    availability: null,
    metrics: {},
    quality: { status: 'complete', cv_probability: 1, findings: [], unmapped_lines: [] },
  };
}

const ADVERTS = {
  'Python developer':
    'Senior Python Developer with 5+ years of experience with Python. Must have: Django, PostgreSQL, Docker. Nice to have: Kafka, Kubernetes.',
  'forklift driver':
    'Forklift Driver\n\nRequirements\n- Valid forklift licence\n- 2 years of experience in a warehouse\n- RF scanning',
  solicitor:
    'Employment Solicitor\n\nRequirements\n- Qualified solicitor\n- 3 years of experience in employment law\n- Litigation and drafting',
};

try {
  await runMigrations(dataSource);
  const account = await new AccountRepository(dataSource).create({ name: 'bench', plan: 'paid', credits: 1 });
  const started = performance.now();
  for (let from = 0; from < count; from += 500) {
    const ids = Array.from(
      { length: Math.min(500, count - from) },
      (_, i) => `00000000-0000-7000-8000-${(from + i + 1).toString(16).padStart(12, '0')}`,
    );
    await dataSource.query(
      `INSERT INTO assets (id, account_id, task_id, status, size_bytes, reference_date, created_at, updated_at, filename)
       SELECT id, $1, id, 'completed', 1, '2026-11-27', now(), now(), 'cv.pdf' FROM unnest($2::uuid[]) AS id`,
      [account.id, ids],
    );
    await dataSource.query(
      `INSERT INTO master_records (asset_id, account_id, version, latest, schema_version, pipeline_version, record, provenance, etag)
       SELECT (r ->> 'asset_id')::uuid, $1, 1, true, '1', 'bench', r, '{}', 'e' FROM jsonb_array_elements($2::jsonb) AS r`,
      [account.id, JSON.stringify(ids.map(recordOf))],
    );
  }
  await dataSource.query('VACUUM ANALYZE');
  console.log(`${count} records in ${((performance.now() - started) / 1_000).toFixed(0)} s`);
  const search = new CandidatesService(
    new CandidateSearchRepository(dataSource),
    new MatchRepository(dataSource),
    new LazyMatcher(createMatcher),
  );
  const repository = new CandidateSearchRepository(dataSource);
  const measure = async (name, work) => {
    const times = [];
    for (let i = 0; i < 23; i++) {
      const at = performance.now();
      const { results } = await work();
      if (results.length === 0) throw new Error(`${name} found nothing`);
      if (i >= 3) times.push(performance.now() - at);
    }
    times.sort((a, b) => a - b);
    console.log(`| ${name} | ${times[10].toFixed(0)} ms | ${times.at(-1).toFixed(0)} ms |`);
  };
  console.log('| search | median | slowest |\n| --- | --- | --- |');
  for (const [name, jobSpec] of Object.entries(ADVERTS))
    await measure(name, () =>
      search.search(account.id, { jobSpec, jobId: null, like: null, limit: 10, explanation: false }),
    );
  await measure('the index alone', async () => ({
    results: await repository.findNear(
      account.id,
      {
        occupations: ['2512', '251'],
        skills: ['python', 'django', 'postgresql', 'docker'],
        words: ['python', 'developer'],
      },
      40,
    ),
  }));
  await measure('like a candidate', () =>
    search.search(account.id, {
      jobSpec: null,
      jobId: null,
      like: '00000000-0000-7000-8000-000000000001',
      limit: 10,
      explanation: false,
    }),
  );
} finally {
  await dataSource.destroy();
  await services.stopPostgres(server);
  rmSync(box, { recursive: true, force: true });
}
