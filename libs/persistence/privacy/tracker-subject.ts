import type { EntityManager } from 'typeorm';
import { loweredText } from '../lowered-text.js';
import { rowsOf } from '../rows-of.js';
import { toJsonb } from '../storable.js';
import { eraseWebhookBodies } from '../webhooks/enqueue-webhook.js';
import { jobWithout, MENTIONING, type MentioningJob, OBJECTS, textsWithout } from './job-without-person.js';

/** Who is looked for in the job tracker: people of the organisation with these addresses, and whomever jobs of others name. */
export interface TrackerSubject {
  readonly accountId: string;
  /** In small letters. */
  readonly emails: readonly string[];
  readonly assetIds: readonly string[];
}

/** A condition for rows of a table of which one person is the owner. `hidden`: what is nobody's to see. */
interface OwnedTable {
  readonly name: string;
  readonly owner: 'owner_id' | 'user_id';
  readonly hidden: readonly string[];
}

/** Everything of the tracker that belongs to one person, children before their jobs. */
const OWNED: readonly OwnedTable[] = [
  { name: 'tracked_job_events', owner: 'owner_id', hidden: [] },
  { name: 'tracked_job_reminders', owner: 'owner_id', hidden: [] },
  { name: 'scrape_runs', owner: 'owner_id', hidden: [] },
  { name: 'tracked_jobs', owner: 'owner_id', hidden: ['search_text', 'company_key'] },
  { name: 'tracker_settings', owner: 'owner_id', hidden: [] },
  { name: 'tracker_digests', owner: 'owner_id', hidden: [] },
  { name: 'calendar_feeds', owner: 'owner_id', hidden: ['token_hash'] },
];

/** $2: addresses. Whether the job names one of them anywhere. */
const TEXTS_OF_JOB =
  loweredText(`concat_ws(' ', job.company_name, job.job_title, job.job_description, job.job_url, job.notes,
  job.location, job.ai_reasoning, array_to_string(job.tags, ' '), job.contacts::text, job.documents::text, job.deadlines::text,
  job.reminders::text, job.ai_parsed_data::text)`);
const NAMES = `EXISTS (SELECT 1 FROM unnest($2::text[]) AS email WHERE strpos(${TEXTS_OF_JOB}, email) > 0)`;
/** $3: assets. Whether it has one of them as a document, or was scored by it. */
const USES = `(job.scored_asset_id = ANY($3::uuid[]) OR EXISTS (SELECT 1 FROM jsonb_array_elements(job.documents) AS document
  WHERE lower(document ->> 'asset_id') = ANY($3::text[])))`;

/** What the tracker holds about a person: all rows that are theirs, and of jobs of others what names them or uses their CV. */
export async function exportFromTracker(
  manager: EntityManager,
  subject: TrackerSubject,
): Promise<Record<string, object[]>> {
  const tables: Record<string, object[]> = {};
  const owners = await ownersOf(manager, subject);
  for (const { name, owner, hidden } of OWNED) {
    const rows = rowsOf<{ row: object }>(
      await manager.query(
        `SELECT to_jsonb(data) - $3::text[] AS row FROM ${name} data WHERE account_id = $1 AND ${owner} = ANY($2::uuid[])`,
        [subject.accountId, owners, hidden],
      ),
    );
    if (rows.length > 0) tables[name] = rows.map(({ row }) => row);
  }
  const mentions = rowsOf<{ row: object }>(
    await manager.query(
      `SELECT jsonb_build_object('job_id', job.id,
         'contacts', (SELECT coalesce(jsonb_agg(contact), '[]') FROM jsonb_array_elements(job.contacts) AS contact
                      WHERE ${loweredText(`contact ->> 'email'`)} = ANY($2)),
         'documents', (SELECT coalesce(jsonb_agg(document), '[]') FROM jsonb_array_elements(job.documents) AS document
                       WHERE lower(document ->> 'asset_id') = ANY($3::text[])),
         'lines', (SELECT coalesce(jsonb_agg(line), '[]')
                   FROM regexp_split_to_table(concat_ws(E'\\n', job.notes, job.job_description, job.location), E'\\n') AS line
                   WHERE EXISTS (SELECT 1 FROM unnest($2::text[]) AS email WHERE strpos(${loweredText('line')}, email) > 0)),
         'score', CASE WHEN job.scored_asset_id = ANY($3::uuid[]) THEN job.ai_match_score END,
         'reasoning', CASE WHEN job.scored_asset_id = ANY($3::uuid[]) THEN job.ai_reasoning END) AS row
       FROM tracked_jobs AS job WHERE job.account_id = $1 AND NOT job.owner_id = ANY($4::uuid[]) AND (${NAMES} OR ${USES})
       ORDER BY job.id`,
      [subject.accountId, subject.emails, subject.assetIds, owners],
    ),
  );
  if (mentions.length > 0) tables.tracked_job_mentions = mentions.map(({ row }) => row);
  return tables;
}

/** Erases what `exportFromTracker` gives; gives how many rows there were, by table. Jobs of others stay, without the person. */
export async function eraseFromTracker(
  manager: EntityManager,
  subject: TrackerSubject,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const count = (table: string, rows: unknown): void => {
    const { length } = rowsOf(rows);
    if (length > 0) counts[table] = (counts[table] ?? 0) + length;
  };
  const owners = await ownersOf(manager, subject);
  const gone = rowsOf<{ id: string }>(
    await manager.query(
      `SELECT id FROM tracked_jobs WHERE account_id = $1 AND owner_id = ANY($2::uuid[])
       UNION ALL SELECT id FROM scrape_runs WHERE account_id = $1 AND owner_id = ANY($2::uuid[])`,
      [subject.accountId, owners],
    ),
  ).map(({ id }) => id);
  for (const { name, owner } of OWNED)
    count(
      name,
      await manager.query(`DELETE FROM ${name} WHERE account_id = $1 AND ${owner} = ANY($2::uuid[]) RETURNING 1`, [
        subject.accountId,
        owners,
      ]),
    );
  await manager.query(
    'UPDATE tracker_settings SET cv_asset_id = NULL WHERE account_id = $1 AND cv_asset_id = ANY($2::uuid[])',
    [subject.accountId, subject.assetIds],
  );
  const named = await eraseMentions(manager, subject, count);
  count(
    'idempotency_keys',
    await manager.query(
      'DELETE FROM idempotency_keys WHERE account_id = $1 AND resource_id = ANY($2::uuid[]) RETURNING 1',
      [subject.accountId, [...gone, ...named]],
    ),
  );
  const bodies = await eraseWebhookBodies(manager, gone);
  if (bodies > 0) counts.webhook_messages = bodies;
  return counts;
}

/** Ids of jobs that named somebody or used their CV, after nothing of it is left in them. */
async function eraseMentions(
  manager: EntityManager,
  { accountId, emails, assetIds }: TrackerSubject,
  count: (table: string, rows: unknown) => void,
): Promise<string[]> {
  const jobs = rowsOf<MentioningJob>(
    await manager.query(
      `SELECT ${MENTIONING.join(', ')}, id, scored_asset_id FROM tracked_jobs AS job
       WHERE account_id = $1 AND (${NAMES} OR ${USES}) ORDER BY id FOR UPDATE`,
      [accountId, emails, assetIds],
    ),
  );
  for (const { id, ...job } of jobs) {
    const row = Object.entries(jobWithout(job, emails, assetIds));
    await manager.query(
      `UPDATE tracked_jobs SET version = version + 1, updated_at = now(),
         ${row.map(([name], i) => `${name} = $${i + 2}`).join(', ')} WHERE id = $1`,
      [id, ...row.map(([name, value]) => (OBJECTS.includes(name) && value !== null ? toJsonb(value) : value))],
    );
  }
  const ids = jobs.map(({ id }) => id);
  for (const [table, column] of [
    ['tracked_job_events', 'payload'],
    ['tracked_job_reminders', 'title'],
  ] as const) {
    const rows = rowsOf<{ id: string; value: unknown }>(
      await manager.query(
        `SELECT id, ${column} AS value FROM ${table} WHERE job_id = ANY($1::uuid[]) AND EXISTS (
           SELECT 1 FROM unnest($2::text[]) AS email WHERE strpos(${loweredText(column)}, email) > 0)`,
        [ids, emails],
      ),
    );
    for (const { id, value } of rows) {
      const without = textsWithout(value, emails);
      await manager.query(`UPDATE ${table} SET ${column} = $2 WHERE id = $1`, [
        id,
        column === 'payload' ? toJsonb(without) : without,
      ]);
    }
    count(table, rows);
  }
  count('tracked_jobs', jobs);
  return ids;
}

/** People of the organisation with these addresses. */
async function ownersOf(manager: EntityManager, { emails }: TrackerSubject): Promise<string[]> {
  const rows = rowsOf<{ id: string }>(
    await manager.query('SELECT id FROM users WHERE email = ANY($1::text[])', [emails]),
  );
  return rows.map(({ id }) => id);
}
