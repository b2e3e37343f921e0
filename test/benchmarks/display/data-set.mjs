// Invented display rows, made inside the database: no row of them crosses a connection.
import * as words from './vocabulary.mjs';

const ACCOUNT_PREFIX = '00000000-0000-4000-8000-';
/** Texts that rows share parts of, so that free text costs no parsing a row. */
const PIECES = 4_000;
const WORDS_OF_A_PIECE = 60;

export const accountId = (number) => ACCOUNT_PREFIX + number.toString(16).padStart(12, '0');

/** Shares of the accounts, largest first, as one over the rank: a few large organisations and many small ones. */
export function accountShares(accounts) {
  const weights = Array.from({ length: accounts }, (_, index) => 1 / (index + 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

const list = (values) => `ARRAY[${values.map((value) => `'${value.replaceAll("'", "''")}'`).join(',')}]::text[]`;

/** `chance` is even in 0 to 1 and the same for the same row and purpose; `pick` prefers the first of a list. */
const FUNCTIONS = `
CREATE SCHEMA IF NOT EXISTS bench;
CREATE OR REPLACE FUNCTION bench.chance(i bigint, purpose bigint) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT (hashint8extended(i, purpose) & 1048575)::float8 / 1048576 $$;
CREATE OR REPLACE FUNCTION bench.pick(options text[], i bigint, purpose bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT options[1 + floor(cardinality(options) * power(bench.chance(i, purpose), 2))::int] $$;
CREATE OR REPLACE FUNCTION bench.asset(i bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (lpad(to_hex(1735689600000 + i * 30000), 12, '0') || '7' || substr(m, 1, 3) || '8' || substr(m, 4, 15))::uuid
  FROM md5(i::text) AS m
$$;
CREATE OR REPLACE FUNCTION bench.moment(i bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT '2025-01-01Z'::timestamptz + i * interval '30 seconds' $$;
`;

const SOURCES = (rows, accounts) => {
  let sum = 0;
  const bounds = accountShares(accounts).map((share) => (sum += share));
  return `
CREATE UNLOGGED TABLE bench.people AS
SELECT i, bench.asset(i) AS asset_id, bench.moment(i) AS at,
  ('${ACCOUNT_PREFIX}' || lpad(to_hex(1 + width_bucket(bench.chance(i, 1), ARRAY[${bounds.slice(0, -1)}]::float8[])), 12, '0'))::uuid AS account_id,
  bench.pick(${list(words.FIRST_NAMES)}, i, 2) || ' ' || bench.pick(${list(words.LAST_NAMES)}, i, 3)
    || CASE WHEN bench.chance(i, 4) < 0.3 THEN ' ' || chr(65 + (i % 26)::int) || '.' ELSE '' END AS name
FROM generate_series(1, ${rows}::bigint) AS i;
CREATE UNLOGGED TABLE bench.pieces AS
SELECT n, to_tsvector('simple', t) || to_tsvector('english', t) AS v
FROM (SELECT n, string_agg((${list(words.WORDS)})[1 + floor(${words.WORDS.length} * power(bench.chance(n, 100 + k), 3))::int], ' ') AS t
      FROM generate_series(0, ${PIECES - 1}) AS n, generate_series(1, ${WORDS_OF_A_PIECE}) AS k GROUP BY n) AS texts;
CREATE UNIQUE INDEX ON bench.pieces (n); ANALYZE bench.pieces; ANALYZE bench.people;`;
};

const ASSETS = `
INSERT INTO assets (id, account_id, task_id, status, size_bytes, reference_date, created_at, updated_at, filename)
SELECT asset_id, account_id, asset_id, 'completed', 1, '2026-01-01', at, at, 'cv.pdf' FROM bench.people ORDER BY i`;

const CANDIDATES = `
INSERT INTO display_rows (asset_id, account_id, name, email, phone, city, country, current_title, current_employer,
  experience_months, highest_education, top_skills, languages, tags, quality, status, filename, external_ref, language,
  created_at, processed_at, updated_at, projection_version, search)
SELECT asset_id, account_id, name,
  CASE WHEN bench.chance(i, 5) < 0.95 THEN 'person.' || (hashint8(i) & 16777215) || '@example.com' END,
  CASE WHEN bench.chance(i, 6) < 0.9 THEN '+49' || (1500000000 + (hashint8(i) & 134217727)) END,
  CASE WHEN bench.chance(i, 7) < 0.85 THEN bench.pick(${list(words.CITIES)}, i, 8) END,
  CASE WHEN bench.chance(i, 7) < 0.9 THEN bench.pick(${list(words.COUNTRIES)}, i, 8) END,
  CASE WHEN bench.chance(i, 9) < 0.95 THEN bench.pick(${list(words.TITLES)}, i, 10) END,
  CASE WHEN bench.chance(i, 11) < 0.9 THEN 'Employer ' || floor(20000 * power(bench.chance(i, 12), 2)) || ' Ltd' END,
  CASE WHEN bench.chance(i, 13) < 0.92 THEN floor(480 * power(bench.chance(i, 14), 2))::int END,
  CASE WHEN bench.chance(i, 15) < 0.88 THEN 2 + floor(7 * bench.chance(i, 16))::int END,
  s.skills,
  (ARRAY[CASE WHEN bench.chance(i, 26) < 0.8 THEN 'en' ELSE 'nl' END] || bench.pick(${list(words.SPOKEN)}, i, 17))[1:1 + (i % 2)::int],
  CASE WHEN bench.chance(i, 18) < 0.6 THEN ARRAY[bench.pick(${list(words.TAGS)}, i, 19)] ELSE '{}' END,
  (0.5 + 0.5 * bench.chance(i, 20))::real,
  CASE WHEN bench.chance(i, 21) < 0.96 THEN 'complete' ELSE 'partial' END,
  'cv-' || substr(md5(i::text), 1, 8) || '.pdf',
  CASE WHEN bench.chance(i, 22) < 0.5 THEN 'REF-' || substr(md5(i || 'ref'), 1, 7) END,
  bench.pick(${list(words.LANGUAGES)}, i, 23),
  at, at + interval '20 seconds', at + interval '20 seconds', 3,
  a.v || b.v || to_tsvector('simple', lower(name) || ' ' || array_to_string(s.skills, ' '))
FROM bench.people
  JOIN bench.pieces a ON a.n = floor(${PIECES} * bench.chance(i, 24))
  JOIN bench.pieces b ON b.n = floor(${PIECES} * bench.chance(i, 25))
  CROSS JOIN LATERAL (SELECT coalesce(array_agg(DISTINCT bench.pick(${list(words.SKILLS)}, i, 30 + k)), '{}') AS skills
    FROM generate_series(1, (i % 8)::int) AS k) AS s
ORDER BY i`;

const POSITIONS = `
INSERT INTO display_positions (asset_id, account_id, ordinal, candidate_name, title, title_normalized, title_code, seniority,
  employer, city, country, start, start_date, "end", end_date, is_current, months_min, months_max, employment_type, team, skills, updated_at)
SELECT asset_id, account_id, k, name,
  bench.pick(${list(words.TITLES)}, j, 50) || CASE WHEN bench.chance(j, 51) < 0.2 THEN ' ' || bench.pick(${list(words.CITIES)}, j, 52) ELSE '' END,
  CASE WHEN bench.chance(j, 53) < 0.9 THEN bench.pick(${list(words.TITLES)}, j, 50) END,
  CASE WHEN bench.chance(j, 53) < 0.9 THEN (1000 + floor(400 * power(bench.chance(j, 50), 2)))::text END,
  CASE WHEN bench.chance(j, 54) < 0.3 THEN bench.pick(${list(words.SENIORITIES)}, j, 55) END,
  CASE WHEN bench.chance(j, 56) < 0.95 THEN 'Employer ' || floor(20000 * power(bench.chance(j, 57), 2)) || ' Ltd' END,
  CASE WHEN bench.chance(j, 58) < 0.7 THEN bench.pick(${list(words.CITIES)}, j, 59) END,
  CASE WHEN bench.chance(j, 58) < 0.75 THEN bench.pick(${list(words.COUNTRIES)}, j, 59) END,
  to_char(d.first, 'YYYY-MM'), d.first, CASE WHEN k > 0 THEN to_char(d.last, 'YYYY-MM') END, CASE WHEN k > 0 THEN d.last END,
  k = 0, d.months, d.months + 2,
  CASE WHEN bench.chance(j, 60) < 0.4 THEN bench.pick(${list(words.EMPLOYMENT_TYPES)}, j, 61) END,
  CASE WHEN bench.chance(j, 62) < 0.1 THEN 'Team ' || (j % 50) END,
  (ARRAY[bench.pick(${list(words.SKILLS)}, j, 63), bench.pick(${list(words.SKILLS)}, j, 64)])[1:(j % 3)::int],
  at + interval '20 seconds'
FROM bench.people CROSS JOIN LATERAL generate_series(0, (i % 3)::int) AS k
  CROSS JOIN LATERAL (SELECT i * 4 + k AS j) AS place
  CROSS JOIN LATERAL (SELECT (12 + floor(60 * bench.chance(j, 65)))::int AS months,
    '2025-06-01'::date - (k * 2000 + floor(2000 * bench.chance(j, 66))::int) AS first,
    '2025-06-01'::date - (k * 1000)::int AS last) AS d
ORDER BY i, k`;

const SKILL_ROWS = `
INSERT INTO display_skills (asset_id, account_id, ordinal, candidate_name, name, normalized, skill_id, taxonomy, type, months, last_used, is_listed, updated_at)
SELECT asset_id, account_id, k, name, skill, CASE WHEN bench.chance(j, 70) < 0.9 THEN skill END,
  CASE WHEN bench.chance(j, 70) < 0.9 THEN 'skill-' || md5(skill)::varchar(8) END, CASE WHEN bench.chance(j, 70) < 0.9 THEN 'esco' END,
  CASE WHEN bench.chance(j, 70) < 0.9 THEN (${list(words.SKILL_TYPES)})[1 + (hashtext(skill) & 3)] END,
  CASE WHEN bench.chance(j, 71) < 0.6 THEN floor(240 * power(bench.chance(j, 72), 2))::int END,
  CASE WHEN bench.chance(j, 71) < 0.6 THEN (2010 + floor(16 * bench.chance(j, 73)))::text END,
  bench.chance(j, 74) < 0.7, at + interval '20 seconds'
FROM bench.people CROSS JOIN LATERAL generate_series(0, 1 + (i % 5)::int) AS k
  CROSS JOIN LATERAL (SELECT i * 8 + k AS j) AS place
  CROSS JOIN LATERAL (SELECT bench.pick(${list(words.SKILLS)}, j, 75) AS skill) AS chosen
ORDER BY i, k`;

const TABLES = ['display_rows', 'display_positions', 'display_skills'];

/** Indexes other than those of keys: making them after the rows takes a fraction of the time. */
const INDEXES = `
SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition, indrelid::regclass::text AS "table"
FROM pg_index WHERE indrelid = ANY($1::regclass[]) AND NOT indisunique`;

/** Each statement on the first of the connections that is free. */
async function together(clients, statements) {
  const waiting = [...statements];
  await Promise.all(
    clients.map(async (client) => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await client.query(next);
    }),
  );
}

/** The indexes by which an export of candidates finds its rows and their order, and a worker rows of an older projection. */
const READ_BY_EXPORTS = ['display_rows_asset_id', 'display_rows_projection'];

/**
 * Fills an empty, migrated database: `rows` candidates of `accounts` organisations with about two positions and four skills
 * each. `connect` gives a new connection of the owner of the tables. Rows are the same every time. `forExports` leaves out
 * what a full export of the candidates does not read: the other tables, and all indexes but one.
 */
export async function makeDataSet(connect, { rows, accounts, connections = 2, forExports = false }) {
  const clients = await Promise.all(Array.from({ length: connections }, connect));
  const [first] = clients;
  try {
    for (const client of clients) {
      // Rows are consistent by the way they are made: references need not be looked up again.
      await client.query(`SET session_replication_role = replica; SET maintenance_work_mem = '512MB'; SET statement_timeout = 0;
        SET work_mem = '128MB'; SET max_parallel_maintenance_workers = 0; SET synchronous_commit = off`);
    }
    await first.query(FUNCTIONS);
    await first.query(SOURCES(rows, accounts));
    const ids = Array.from({ length: accounts }, (_, index) => accountId(index + 1));
    await first.query(
      `INSERT INTO accounts (id, name, plan, credits, api_access_enabled, rate_per_minute, rate_per_day)
       SELECT id, 'Organisation ' || place, 'paid', 0, true, 1000000000, 1000000000
       FROM unnest($1::uuid[]) WITH ORDINALITY AS ids (id, place)`,
      [ids],
    );
    const { rows: indexes } = await first.query(INDEXES, [TABLES]);
    await first.query(`DROP INDEX ${indexes.map(({ name }) => name).join(', ')}`);
    await together(clients, forExports ? [CANDIDATES] : [CANDIDATES, SKILL_ROWS, POSITIONS, ASSETS]);
    // The slowest first, so that nobody waits for it at the end.
    const slow = ({ definition }) => (definition.includes('USING gin') ? 0 : 1);
    const ordered = indexes
      .filter(({ name }) => !forExports || READ_BY_EXPORTS.includes(name))
      .sort((a, b) => slow(a) - slow(b));
    await together(
      clients,
      ordered.map(({ definition }) => definition),
    );
    await first.query('DROP TABLE bench.people, bench.pieces');
    await together(
      clients,
      [...TABLES, 'assets', 'accounts'].map((table) => `VACUUM (ANALYZE) ${table}`),
    );
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
