import type { EntityManager } from 'typeorm';
import { newId } from '../ids.js';
import { ownerIdOf, type TrackedJob, type TrackerOwner } from './types.js';

/**
 * Puts the reminders of a job where they are sent from. One that is already past when it is written is not sent; one that is
 * taken away before its time neither. One that was sent stays sent, however often the job is written again.
 */
export async function keepReminders(
  manager: EntityManager,
  owner: TrackerOwner,
  { id, reminders }: Pick<TrackedJob, 'id' | 'reminders'>,
  now: Date,
): Promise<void> {
  const titles = reminders.map(({ title }) => title);
  const times = reminders.map(({ at }) => at);
  await manager.query(
    `DELETE FROM tracked_job_reminders WHERE job_id = $1 AND status = 'waiting'
       AND (title, due_at) NOT IN (SELECT title, due_at FROM unnest($2::text[], $3::timestamptz(3)[]) AS kept (title, due_at))`,
    [id, titles, times],
  );
  const coming = reminders.filter(({ at }) => Date.parse(at) > now.getTime());
  if (coming.length === 0) return;
  await manager.query(
    `INSERT INTO tracked_job_reminders (id, account_id, owner_id, job_id, title, due_at)
     SELECT id, $2, $3, $4, title, due_at FROM unnest($1::uuid[], $5::text[], $6::timestamptz(3)[]) AS reminder (id, title, due_at)
     ON CONFLICT (job_id, due_at, title) DO NOTHING`,
    [
      coming.map(() => newId()),
      owner.accountId,
      ownerIdOf(owner),
      id,
      coming.map(({ title }) => title),
      coming.map(({ at }) => at),
    ],
  );
}
