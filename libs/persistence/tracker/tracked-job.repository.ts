import type { DataSource, EntityManager } from 'typeorm';
import { foldForSearch } from '../display/search-text.js';
import { escapeLike } from '../escape-like.js';
import { newId } from '../ids.js';
import { rowsOf } from '../rows-of.js';
import { toJsonb } from '../storable.js';
import { describeChange, effectiveChange, stageTimesOf } from './change-of-job.js';
import {
  type JobChange,
  type JobEvent,
  type JobEventType,
  type JobPage,
  type JobSelection,
  ownerIdOf,
  type TrackedJob,
  type TrackedJobFields,
  type TrackerOwner,
} from './types.js';

const COLUMNS = `id, owner_id AS user_id, version, company_name, job_title, job_description, job_url, source, status,
  ai_match_score, ai_reasoning, ai_parsed_data, applied_at, interview_at, offer_at, rejected_at, stage_times, notes, tags,
  salary_range_min, salary_range_max, salary_currency, location, is_remote, priority, contacts, documents, deadlines,
  reminders, last_scraped_at, last_synced_at, archived_at, created_at, updated_at, deleted_at`;
const JSON_COLUMNS: readonly string[] = [
  'contacts',
  'documents',
  'deadlines',
  'reminders',
  'stage_times',
  'ai_parsed_data',
];
const ORDER = {
  created_at: 'created_at',
  updated_at: 'updated_at',
  ai_match_score: 'ai_match_score',
  company_name: 'lower(company_name)',
} as const satisfies Record<JobPage['sort'], string>;

/** Gives the change to make of the job that is there, under its lock; throws to leave it as it is. */
export type ChangeJob = (job: TrackedJob) => JobChange;

/** Applications of one owner. Whoever else asks finds nothing; deleted ones are kept, marked, and never shown. */
export class TrackedJobRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** All of them, or none. */
  async create(
    owner: TrackerOwner,
    jobs: readonly { readonly id: string; readonly fields: TrackedJobFields; readonly derived?: JobChange }[],
  ): Promise<TrackedJob[]> {
    return this.dataSource.transaction(async (manager) => {
      const created: TrackedJob[] = [];
      for (const { id, fields, derived } of jobs) {
        const known = await find(manager, owner, id);
        created.push(known ?? (await insert(manager, owner, id, { ...fields, ...derived })));
      }
      return created;
    });
  }

  find(owner: TrackerOwner, id: string): Promise<TrackedJob | null> {
    return find(this.dataSource.manager, owner, id);
  }

  async list(
    owner: TrackerOwner,
    selection: JobSelection,
    { sort, order, page, limit }: JobPage,
  ): Promise<{ jobs: TrackedJob[]; total: number }> {
    const { where, values } = conditionsOf(owner, selection);
    const [{ total }] = await this.dataSource.query(
      `SELECT count(*)::int AS total FROM tracked_jobs WHERE ${where}`,
      values,
    );
    const direction = order === 'asc' ? 'ASC' : 'DESC';
    const jobs = await this.dataSource.query(
      `SELECT ${COLUMNS} FROM tracked_jobs WHERE ${where}
       ORDER BY ${ORDER[sort]} ${direction} NULLS LAST, id ${direction}
       LIMIT $${values.length + 1} OFFSET $${values.length + 2}`,
      [...values, limit, (page - 1) * limit],
    );
    return { jobs, total };
  }

  /** All of a selection, oldest first, at most so many. */
  all(owner: TrackerOwner, selection: JobSelection, most: number): Promise<TrackedJob[]> {
    const { where, values } = conditionsOf(owner, selection);
    return this.dataSource.query(
      `SELECT ${COLUMNS} FROM tracked_jobs WHERE ${where} ORDER BY created_at, id LIMIT $${values.length + 1}`,
      [...values, most],
    );
  }

  /** Null for each id that the owner has not. All or none: what `change` throws undoes the others too. */
  async change(owner: TrackerOwner, ids: readonly string[], change: ChangeJob): Promise<(TrackedJob | null)[]> {
    return this.dataSource.transaction(async (manager) => {
      // In one order, so that two changes of the same jobs wait for each other and do not lock each other out.
      const locked = new Map<string, TrackedJob>(
        (
          await manager.query(
            `SELECT ${COLUMNS} FROM tracked_jobs
             WHERE account_id = $1 AND owner_id = $2 AND id = ANY($3) AND deleted_at IS NULL ORDER BY id FOR UPDATE`,
            [owner.accountId, ownerIdOf(owner), ids],
          )
        ).map((job: TrackedJob) => [job.id, job]),
      );
      const changed: (TrackedJob | null)[] = [];
      for (const id of ids) {
        const job = locked.get(id) ?? null;
        const now = job && (await update(manager, owner, job, change(job)));
        if (now) locked.set(id, now);
        changed.push(now);
      }
      return changed;
    });
  }

  /** Newest first; of one job, or of all. */
  async events(
    owner: TrackerOwner,
    jobId: string | null,
    { page, limit }: Pick<JobPage, 'page' | 'limit'>,
  ): Promise<{ events: JobEvent[]; total: number }> {
    const where = 'account_id = $1 AND owner_id = $2 AND ($3::uuid IS NULL OR job_id = $3)';
    const values = [owner.accountId, ownerIdOf(owner), jobId];
    const [{ total }] = await this.dataSource.query(
      `SELECT count(*)::int AS total FROM tracked_job_events WHERE ${where}`,
      values,
    );
    const events = await this.dataSource.query(
      `SELECT id, job_id, event_type, payload, created_at FROM tracked_job_events WHERE ${where}
       ORDER BY id DESC LIMIT $4 OFFSET $5`,
      [...values, limit, (page - 1) * limit],
    );
    return { events, total };
  }

  /** Statuses that jobs of the owner stand in. */
  async usedStatuses(owner: TrackerOwner): Promise<string[]> {
    const rows = await this.dataSource.query(
      'SELECT DISTINCT status FROM tracked_jobs WHERE account_id = $1 AND owner_id = $2 AND deleted_at IS NULL',
      [owner.accountId, ownerIdOf(owner)],
    );
    return rows.map(({ status }: { status: string }) => status);
  }
}

async function find(manager: EntityManager, owner: TrackerOwner, id: string): Promise<TrackedJob | null> {
  const [job] = await manager.query(
    `SELECT ${COLUMNS} FROM tracked_jobs WHERE account_id = $1 AND owner_id = $2 AND id = $3 AND deleted_at IS NULL`,
    [owner.accountId, ownerIdOf(owner), id],
  );
  return job ?? null;
}

const searchTextOf = (job: Pick<TrackedJobFields, 'company_name' | 'job_title'>): string =>
  foldForSearch(`${job.company_name} ${job.job_title}`);
const parameterOf = (name: string, value: unknown): unknown => {
  if (!JSON_COLUMNS.includes(name)) return value;
  return value === null ? null : toJsonb(value);
};

async function insert(
  manager: EntityManager,
  owner: TrackerOwner,
  id: string,
  fields: TrackedJobFields & JobChange,
): Promise<TrackedJob> {
  const now = new Date();
  const row: Record<string, unknown> = {
    ...fields,
    ...stageTimesOf({ ...fields, stage_times: {} }, fields.status, now),
    id,
    account_id: owner.accountId,
    user_id: owner.userId,
    search_text: searchTextOf(fields),
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
  await record(manager, owner, job.id, 'job_created', { status: job.status }, [null, job.status]);
  return job;
}

async function update(
  manager: EntityManager,
  owner: TrackerOwner,
  job: TrackedJob,
  asked: JobChange,
): Promise<TrackedJob> {
  const change = effectiveChange(job, asked);
  if (Object.keys(change).length === 0) return job;
  const now = new Date();
  const status = change.status ?? job.status;
  const entered = change.status === undefined ? {} : stageTimesOf({ ...job, ...change }, status, now);
  const row: Record<string, unknown> = {
    ...change,
    ...entered,
    search_text: searchTextOf({ ...job, ...change }),
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
  await recordChange(manager, owner, job, change);
  return changed;
}

async function recordChange(manager: EntityManager, owner: TrackerOwner, job: TrackedJob, change: JobChange) {
  const { status, archived_at, deleted_at, ...rest } = change;
  if (deleted_at) return record(manager, owner, job.id, 'job_deleted', {}, [job.status, null]);
  if (archived_at !== undefined)
    await record(manager, owner, job.id, archived_at ? 'job_archived' : 'job_restored', {});
  if (status !== undefined)
    await record(manager, owner, job.id, 'status_changed', { from: job.status, to: status }, [job.status, status]);
  if ('ai_match_score' in rest || 'ai_reasoning' in rest) {
    const { ai_match_score = job.ai_match_score } = rest;
    await record(manager, owner, job.id, 'job_scored', { from: job.ai_match_score, to: ai_match_score });
  } else if (Object.keys(rest).length > 0)
    await record(manager, owner, job.id, 'job_updated', { changes: describeChange(job, rest) });
}

async function record(
  manager: EntityManager,
  owner: TrackerOwner,
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

function conditionsOf(owner: TrackerOwner, selection: JobSelection): { where: string; values: unknown[] } {
  const values: unknown[] = [owner.accountId, ownerIdOf(owner)];
  const conditions = ['account_id = $1', 'owner_id = $2', 'deleted_at IS NULL'];
  const add = (condition: (place: string) => string, value: unknown): void => {
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  const { statuses, source, since, search, isRemote, minScore, tag, priority, archived } = selection;
  if (statuses) add((p) => `status = ANY(${p})`, statuses);
  if (source !== undefined) add((p) => `source = ${p}`, source);
  if (since) add((p) => `updated_at > ${p}`, since);
  if (isRemote !== undefined) add((p) => `is_remote = ${p}`, isRemote);
  if (minScore !== undefined) add((p) => `ai_match_score >= ${p}::numeric`, minScore);
  if (tag !== undefined) add((p) => `${p} = ANY(tags)`, tag);
  if (priority !== undefined) add((p) => `priority = ${p}`, priority);
  if (archived !== undefined) conditions.push(`archived_at IS ${archived ? 'NOT ' : ''}NULL`);
  for (const word of foldForSearch(search ?? '')
    .split(/\s+/)
    .filter((each) => each !== ''))
    add((p) => `search_text LIKE ${p}`, `%${escapeLike(word)}%`);
  return { where: conditions.join(' AND '), values };
}
