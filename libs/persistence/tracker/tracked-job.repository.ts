import type { DataSource, EntityManager } from 'typeorm';
import { foldForSearch } from '../display/search-text.js';
import { escapeLike } from '../escape-like.js';
import { tellEndpoints } from './tell-endpoints.js';
import {
  type JobChange,
  type JobEvent,
  type JobPage,
  type JobSelection,
  ownerIdOf,
  type TrackedJob,
  type TrackedJobFields,
  type TrackerOwner,
} from './types.js';
import { COLUMNS, insertJob, newJobWriting, updateJob } from './write-job.js';

/** What answers about many jobs are made of: without the long texts, which such an answer does not show. */
const BRIEF = COLUMNS.replace(/\b(job_description|notes|ai_reasoning)\b/g, 'NULL AS $1');
/** Only what can be NULL says where those go: an index that has none of them is otherwise not read in its order. */
const ORDER = {
  created_at: ['created_at', ''],
  updated_at: ['updated_at', ''],
  ai_match_score: ['ai_match_score', 'NULLS LAST'],
  company_name: ['lower(company_name)', ''],
} as const satisfies Record<JobPage['sort'], readonly [string, string]>;

/** Jobs in one statement of an export: each may have 60 kB of text. */
const ROWS_AT_ONCE = 200;

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
      const writing = await newJobWriting(manager, owner);
      const created: TrackedJob[] = [];
      for (const { id, fields, derived } of jobs) {
        const known = await find(manager, owner, id);
        created.push(known ?? (await insertJob(writing, id, { ...fields, ...derived })));
      }
      await tellEndpoints(manager, owner, writing.told);
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
    const [column, nulls] = ORDER[sort];
    const ordered = `ORDER BY ${column} ${direction} ${nulls}, id ${direction}`;
    // The page is found in an index alone; of those rows the rest is read then.
    const jobs = await this.dataSource.query(
      `SELECT ${COLUMNS} FROM tracked_jobs WHERE id IN (
         SELECT id FROM tracked_jobs WHERE ${where} ${ordered} LIMIT $${values.length + 1} OFFSET $${values.length + 2})
       ${ordered}`,
      [...values, limit, (page - 1) * limit],
    );
    return { jobs, total };
  }

  /** All of a selection, oldest first, read in parts: what takes them sets the pace. */
  async *each(owner: TrackerOwner, selection: JobSelection): AsyncGenerator<TrackedJob> {
    const { where, values } = conditionsOf(owner, selection);
    let after: readonly [string, string] = ['-infinity', '00000000-0000-0000-0000-000000000000'];
    for (;;) {
      const jobs: (TrackedJob & { readonly cursor: string })[] = await this.dataSource.query(
        `SELECT ${COLUMNS}, created_at::text AS cursor FROM tracked_jobs
         WHERE ${where} AND (created_at, id) > ($${values.length + 1}::timestamptz, $${values.length + 2}::uuid)
         ORDER BY created_at, id LIMIT ${ROWS_AT_ONCE}`,
        [...values, ...after],
      );
      for (const { cursor, ...job } of jobs) {
        yield job;
        after = [cursor, job.id];
      }
      if (jobs.length < ROWS_AT_ONCE) return;
    }
  }

  /** The newest of a selection, at most so many, oldest first; descriptions, notes and reasons are left out (null). */
  async briefs(owner: TrackerOwner, selection: JobSelection, most: number): Promise<TrackedJob[]> {
    const { where, values } = conditionsOf(owner, selection);
    const jobs: TrackedJob[] = await this.dataSource.query(
      `SELECT ${BRIEF} FROM tracked_jobs WHERE ${where} ORDER BY created_at DESC, id DESC LIMIT $${values.length + 1}`,
      [...values, most],
    );
    return jobs.reverse();
  }

  /** Jobs in the list that have something for a calendar, the newest ones, at most so many, oldest first, as `briefs`. */
  async dated(owner: TrackerOwner, most: number): Promise<TrackedJob[]> {
    const { where, values } = conditionsOf(owner, { archived: false });
    const jobs: TrackedJob[] = await this.dataSource.query(
      `SELECT ${BRIEF} FROM tracked_jobs
       WHERE ${where} AND (interview_at IS NOT NULL OR deadlines <> '[]' OR reminders <> '[]')
       ORDER BY created_at DESC, id DESC LIMIT $${values.length + 1}`,
      [...values, most],
    );
    return jobs.reverse();
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
      const writing = await newJobWriting(manager, owner);
      const changed: (TrackedJob | null)[] = [];
      for (const id of ids) {
        const job = locked.get(id) ?? null;
        const now = job && (await updateJob(writing, job, change(job)));
        if (now) locked.set(id, now);
        changed.push(now);
      }
      await tellEndpoints(manager, owner, writing.told);
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
