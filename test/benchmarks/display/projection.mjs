// (f) What the projection of a new record adds to its job, in a database that is full already.
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { accountId } from './data-set.mjs';
import { ms, p50, p95, timed } from './measure.mjs';
import { persistence } from './service.mjs';
import { SKILLS, TITLES, WORDS } from './vocabulary.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const { writeDisplayRows } = await import(join(root, 'dist/libs/persistence/display/write-display-rows.js'));

const words = (n, count) => Array.from({ length: count }, (_, i) => WORDS[(n * 31 + i * i * 7) % 400]).join(' ');

/** A record as a CV of two pages gives it: five positions, two studies, twenty skills, three languages. */
function recordOf(n) {
  const place = { raw: 'Leeds', city: 'Leeds', region: null, postal_code: null, country: 'GB' };
  return {
    language: ['en', 'de', 'fr'][n % 3],
    contact: {
      name: { full: `Test Person ${n}`, given: null, family: null, prefix: null, suffix: null },
      ...{
        headline: null,
        emails: [`new.${n}@example.com`],
        location: place,
        links: [],
        birth_date: null,
        nationalities: [],
      },
      phones: [{ raw: '020', e164: `+4420${n}`, country: 'GB', type: null }],
    },
    summary: words(n, 60),
    experience: Array.from({ length: 5 }, (_, i) => ({
      title: {
        raw: TITLES[(n + i) % TITLES.length],
        normalized: TITLES[(n + i) % TITLES.length],
        code: '2512',
        taxonomy: 'isco-08',
        seniority: null,
      },
      ...{
        employer: { name: `Employer ${n + i} Ltd` },
        location: place,
        start: `${2020 - 3 * i}-01`,
        end: i ? `${2022 - 3 * i}-12` : null,
      },
      ...{
        is_current: i === 0,
        months: { min: 30, max: 36 },
        employment_type: null,
        team: null,
        description: words(n + i, 40),
      },
      highlights: Array.from({ length: 4 }, (_, k) => words(n + i + k, 12)),
      skills: SKILLS.slice(n % 20, (n % 20) + 4),
    })),
    education: Array.from({ length: 2 }, (_, i) => ({
      ...{
        institution: { name: `University ${n % 500}` },
        degree: { raw: 'BSc', level: 6, name: 'Bachelor of Science' },
      },
      ...{
        field: { raw: 'Mathematics' },
        location: place,
        start: `${2004 - i}`,
        end: `${2007 - i}`,
        is_current: false,
        grade: null,
        highlights: [],
      },
    })),
    skills: Array.from({ length: 20 }, (_, i) => ({
      ...{
        name: SKILLS[(n + i * 3) % SKILLS.length],
        normalized: SKILLS[(n + i * 3) % SKILLS.length],
        id: `skill-${i}`,
        taxonomy: 'esco',
      },
      ...{ type: 'technical', months: 12 * i, last_used: '2024', sources: ['skills'] },
    })),
    languages: ['en', 'de', 'fr'].map((code) => ({ name: code, code, level: { raw: 'fluent', cefr: 'C1' } })),
    certifications: [{ name: 'First aid', issuer: 'Red Cross', date: '2023-05', url: null }],
    ...{
      projects: [],
      publications: [],
      metrics: { experience_months: { min: 180, max: 190 }, highest_education_level: 6 },
    },
    quality: { status: 'complete', cv_probability: 0.98 },
  };
}

export async function project({ url, report, say, count = 400 }) {
  const dataSource = await persistence.createDataSource({ url, poolSize: 2 }).initialize();
  const calls = [];
  const [withRows, without] = [[], []];
  try {
    for (let n = 0; n < count; n++) {
      const id = randomUUID();
      const account = accountId(1 + (n % 10));
      const at = new Date();
      const begin = (manager) =>
        manager.query(
          `INSERT INTO assets (id, account_id, task_id, status, size_bytes, reference_date, created_at, updated_at, filename)
           VALUES ($1, $2, $1, 'completed', 1, '2026-01-01', now(), now(), 'new.pdf')`,
          [id, account],
        );
      const source = {
        assetId: id,
        accountId: account,
        filename: 'new.pdf',
        tags: ['spring'],
        externalRef: `N-${n}`,
        createdAt: at,
      };
      const isPlain = n % 2 === 1;
      const total = await timed(() =>
        dataSource.transaction(async (manager) => {
          await begin(manager);
          if (!isPlain) calls.push(await timed(() => writeDisplayRows(manager, source, recordOf(n))));
        }),
      );
      (isPlain ? without : withRows).push(total);
    }
  } finally {
    await dataSource.query(`DELETE FROM assets WHERE filename = 'new.pdf'`);
    await dataSource.destroy();
  }
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  say(
    `\nprojection of a record of 31 rows: p50 ${ms(p50(calls))}, p95 ${ms(p95(calls))}, slowest ${ms(Math.max(...calls))}`,
  );
  say(
    `transaction with it p50 ${ms(p50(withRows))}, mean ${ms(mean(withRows))}; without p50 ${ms(p50(without))}, mean ${ms(mean(without))}`,
  );
  report.add('projection of a record adds, median', p50(withRows) - p50(without), 5, { unit: ' ms' });
  report.add('projection of a record adds, p95 of the call', p95(calls), 5, { unit: ' ms' });
}
