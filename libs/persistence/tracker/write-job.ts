import type { EntityManager } from 'typeorm';
import { foldForSearch } from '../display/search-text.js';
import { newId } from '../ids.js';
import { rowsOf } from '../rows-of.js';
import { toJsonb } from '../storable.js';
import { describeChange, effectiveChange, stageTimesOf } from './change-of-job.js';
import { keepReminders } from './keep-reminders.js';
import type { TrackerEvent } from './tell-endpoints.js';
import { findTrackerSettings } from './tracker-settings.repository.js';
import {
  type JobChange,
  type JobEventType,
  ownerIdOf,
  type TrackedJob,
  type TrackedJobFields,
  type TrackerOwner,
} from './types.js';

export const COLUMNS = `id, owner_id AS user_id, version, company_name, job_title, job_description, job_url, source, status,
  ai_match_score, ai_reasoning, scored_asset_id, ai_parsed_data, applied_at, interview_at, offer_at, rejected_at, stage_times, notes,
  tags, salary_range_min, salary_range_max, salary_currency, location, is_remote, priority, contacts, documents, deadlines,
  reminders, last_scraped_at, last_synced_at, archived_at, created_at, updated_at, deleted_at`;
const JSON_COLUMNS: readonly string[] = [
  'contacts',
  'documents',
  'deadlines',
  'reminders',
  'stage_times',
  'ai_parsed_data',
];
const SCORE: readonly string[] = ['ai_match_score', 'ai_reasoning', 'scored_asset_id'];
/** What a job is found by, cut to what an index row has room for; letters that unfold into many are nobody's name. */
const SEARCH_BYTES = 1_600;

/** One transaction over jobs of an owner, and what the webhooks are to hear of it in the end. */
export interface JobWriting {
  readonly manager: EntityManager;
  readonly owner: TrackerOwner;
  readonly told: TrackerEvent[];
  /** Whether what is written is to be scored by itself. */
  readonly autoScore: boolean;
}
export async function newJobWriting(manager: EntityManager, owner: TrackerOwner): Promise<JobWriting> {
  const { autoScore } = await findTrackerSettings(manager, owner);
  return { manager, owner, told: [], autoScore };
}

function searchTextOf(job: Pick<TrackedJobFields, 'company_name' | 'job_title'>): string {
  const text = foldForSearch(`${job.company_name} ${job.job_title}`);
  return Buffer.byteLength(text) <= SEARCH_BYTES ? text : [...text].slice(0, SEARCH_BYTES / 4).join('');
}
const parameterOf = (name: string, value: unknown): unknown => {
  if (!JSON_COLUMNS.includes(name)) return value;
  return value === null ? null : toJsonb(value);
};
const hasText = (text: string | null | undefined): boolean => (text ?? '').trim() !== '';

/** A new job with its reminders, due to be scored, and its first event. */
export async function insertJob(
  writing: JobWriting,
  id: string,
  fields: TrackedJobFields & JobChange,
): Promise<TrackedJob> {
  const { manager, owner } = writing;
  const now = new Date();
  const row: Record<string, unknown> = {
    ...fields,
    ...stageTimesOf({ ...fields, stage_times: {} }, fields.status, now),
    id,
    account_id: owner.accountId,
    user_id: owner.userId,
    search_text: searchTextOf(fields),
    score_due_at: writing.autoScore && hasText(fields.job_description) ? now : null,
    created_at: now,
    updated_at: now,
  };
  const names = Object.keys(row).filter((name) => row[name] !== undefined);
  const [job] = rowsOf<TrackedJob>(
    await manager.query(
      `INSERT INTO tracked_jobs (${names.join(', ')}) VALUES (${names.map((_, i) => `$${i + 1}`).join(', ')})
       RETURNING ${COLUMNS}`,
      names.map((name) => parameterOf(name, row[name])),
    ),
  );
  if (!job) throw new Error('The job was not written.');
  await record(writing, job.id, 'job_created', { status: job.status }, [null, job.status]);
  if ((job.reminders ?? []).length > 0) await keepReminders(manager, owner, job, now);
  writing.told.push({ event: 'job.created', data: { job_id: job.id, status: job.status }, subjectId: job.id });
  return job;
}

/** The job as it is then; the same where nothing of the change differs from what is there. */
export async function updateJob(writing: JobWriting, job: TrackedJob, asked: JobChange): Promise<TrackedJob> {
  const { manager, owner } = writing;
  const change = effectiveChange(job, asked);
  if (Object.keys(change).length === 0) return job;
  const now = new Date();
  const status = change.status ?? job.status;
  const entered = change.status === undefined ? {} : stageTimesOf({ ...job, ...change }, status, now);
  const isOtherWork = change.job_description !== undefined || change.job_title !== undefined;
  const isToScore = writing.autoScore && isOtherWork && hasText({ ...job, ...change }.job_description);
  const row: Record<string, unknown> = {
    ...change,
    ...entered,
    search_text: searchTextOf({ ...job, ...change }),
    ...(isToScore ? { score_due_at: now, score_attempts: 0 } : {}),
    updated_at: now,
  };
  const names = Object.keys(row);
  const [changed] = rowsOf<TrackedJob>(
    await manager.query(
      `UPDATE tracked_jobs SET version = version + 1, ${names.map((name, i) => `${name} = $${i + 2}`).join(', ')}
       WHERE id = $1 RETURNING ${COLUMNS}`,
      [job.id, ...names.map((name) => parameterOf(name, row[name]))],
    ),
  );
  if (!changed) throw new Error('The job was not written.');
  await recordChange(writing, job, change);
  if (change.reminders !== undefined) await keepReminders(manager, owner, changed, now);
  return changed;
}

async function recordChange(writing: JobWriting, job: TrackedJob, change: JobChange): Promise<void> {
  const { status, archived_at, deleted_at, ...rest } = change;
  const { id } = job;
  const tell = (event: TrackerEvent['event'], data: object): void => {
    writing.told.push({ event, data: { job_id: id, ...data }, subjectId: id });
  };
  if (deleted_at) {
    tell('job.deleted', { status: job.status });
    return record(writing, id, 'job_deleted', {}, [job.status, null]);
  }
  if (archived_at !== undefined) await record(writing, id, archived_at ? 'job_archived' : 'job_restored', {});
  if (status !== undefined) {
    await record(writing, id, 'status_changed', { from: job.status, to: status }, [job.status, status]);
    tell('job.status_changed', { from: job.status, to: status });
  }
  const names = Object.keys(rest);
  if (names.some((name) => SCORE.includes(name))) {
    const { ai_match_score = job.ai_match_score } = rest;
    await record(writing, id, 'job_scored', { from: job.ai_match_score, to: ai_match_score });
    tell('job.scored', { score: ai_match_score });
  } else if (names.length > 0) await record(writing, id, 'job_updated', { changes: describeChange(job, rest) });
}

/** An entry of the timeline. `from`, `to`: the statuses that a job leaves and enters, for the figures. */
async function record(
  { manager, owner }: JobWriting,
  jobId: string,
  type: JobEventType,
  payload: object,
  [from, to]: readonly [string | null, string | null] = [null, null],
): Promise<void> {
  await manager.query(
    `INSERT INTO tracked_job_events (id, account_id, owner_id, job_id, event_type, from_status, to_status, payload, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [newId(), owner.accountId, ownerIdOf(owner), jobId, type, from, to, toJsonb(payload), new Date()],
  );
}
