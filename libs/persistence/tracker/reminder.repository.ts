import type { DataSource, EntityManager } from 'typeorm';
import { newId } from '../ids.js';
import { rowsOf } from '../rows-of.js';
import { toJsonb } from '../storable.js';
import { tellEndpoints } from './tell-endpoints.js';
import { findTrackerSettings } from './tracker-settings.repository.js';
import { ownerIdOf, type TrackerOwner } from './types.js';

export const REMINDER_STATUSES = ['waiting', 'mailing', 'sent', 'told', 'skipped', 'failed'] as const;

export interface JobReminder {
  readonly id: string;
  readonly job_id: string;
  readonly title: string;
  readonly due_at: Date;
  readonly status: (typeof REMINDER_STATUSES)[number];
  readonly finished_at: Date | null;
}

/** A mail to send, and when this attempt counts as given up. */
export interface ReminderMail {
  readonly id: string;
  readonly email: string;
  readonly title: string;
  readonly dueAt: Date;
  readonly timeZone: string;
  readonly jobId: string;
  readonly companyName: string;
  readonly jobTitle: string;
}

/** Seconds to wait after each failed attempt; after the last one the mail has failed. */
const RETRY_SECONDS = [60, 300, 1_800, 7_200, 21_600];
const COLUMNS = 'id, job_id, title, due_at, status, finished_at';

interface DueRow {
  readonly id: string;
  readonly accountId: string;
  readonly userId: string | null;
  readonly jobId: string;
  readonly dueAt: Date;
  readonly isOpen: boolean;
  /** There is a confirmed address of somebody who still belongs to the organisation. */
  readonly hasAddress: boolean;
}

/**
 * Reminders of jobs when their time comes. Any number of processes may look at once. What is due is told to webhooks and
 * timeline in one transaction with its new state: once. A mail is sent by whoever claimed it; where that process is gone
 * before it wrote down that the mail was sent, it is sent again under the same Message-ID.
 */
export class ReminderRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Of one job, the next one first. */
  list(owner: TrackerOwner, jobId: string): Promise<JobReminder[]> {
    return this.dataSource.query(
      `SELECT ${COLUMNS} FROM tracked_job_reminders WHERE account_id = $1 AND owner_id = $2 AND job_id = $3
       ORDER BY due_at, title`,
      [owner.accountId, ownerIdOf(owner), jobId],
    );
  }

  /** Takes what is due, at most so many; gives how many there were. */
  async takeDue(limit: number): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const rows = rowsOf<DueRow>(
        await manager.query(
          `SELECT r.id, r.account_id AS "accountId", j.user_id AS "userId", r.job_id AS "jobId", r.due_at AS "dueAt",
             j.deleted_at IS NULL AND j.archived_at IS NULL AS "isOpen",
             EXISTS (SELECT 1 FROM users u JOIN memberships m ON m.user_id = u.id AND m.account_id = r.account_id
                     WHERE u.id = j.user_id AND u.email_confirmed_at IS NOT NULL) AS "hasAddress"
           FROM tracked_job_reminders r JOIN tracked_jobs j ON j.id = r.job_id
           WHERE r.status = 'waiting' AND r.due_at <= now() ORDER BY r.due_at LIMIT $1 FOR UPDATE OF r SKIP LOCKED`,
          [limit],
        ),
      );
      for (const row of rows) await take(manager, row);
      return rows.length;
    });
  }

  /** The mail that waits longest; null where there is none. Whoever does not finish it within so many seconds has lost it. */
  async claimMail(seconds: number): Promise<ReminderMail | null> {
    const rows = rowsOf<{ id: string }>(
      await this.dataSource.query(
        `UPDATE tracked_job_reminders SET attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => $1)
         WHERE id = (SELECT id FROM tracked_job_reminders WHERE status = 'mailing' AND next_attempt_at <= now()
                     ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id`,
        [seconds],
      ),
    );
    if (!rows[0]) return null;
    const [mail] = rowsOf<ReminderMail>(
      await this.dataSource.query(
        `SELECT r.id, u.email, r.title, r.due_at AS "dueAt", coalesce(s.time_zone, 'UTC') AS "timeZone", j.id AS "jobId",
           j.company_name AS "companyName", j.job_title AS "jobTitle"
         FROM tracked_job_reminders r JOIN tracked_jobs j ON j.id = r.job_id JOIN users u ON u.id = j.user_id
           JOIN memberships m ON m.user_id = u.id AND m.account_id = r.account_id
           LEFT JOIN tracker_settings s ON s.account_id = r.account_id AND s.owner_id = r.owner_id
         WHERE r.id = $1 AND j.deleted_at IS NULL AND u.email_confirmed_at IS NOT NULL AND coalesce(s.reminder_mails, true)`,
        [rows[0].id],
      ),
    );
    // Since it was due the person left, or wants no more mail.
    if (!mail) await finish(this.dataSource.manager, rows[0].id, 'skipped');
    return mail ?? (await this.claimMail(seconds));
  }

  sent(id: string): Promise<void> {
    return finish(this.dataSource.manager, id, 'sent');
  }

  /** Tried again later, or given up. */
  async notSent(id: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE tracked_job_reminders SET
         status = CASE WHEN attempts > cardinality($2::int[]) THEN 'failed' ELSE status END,
         finished_at = CASE WHEN attempts > cardinality($2::int[]) THEN now() END,
         next_attempt_at = now() + make_interval(secs => ($2::int[])[least(attempts, cardinality($2::int[]))])
       WHERE id = $1 AND status = 'mailing'`,
      [id, RETRY_SECONDS],
    );
  }
}

async function take(manager: EntityManager, row: DueRow): Promise<void> {
  if (!row.isOpen) return finish(manager, row.id, 'skipped');
  const owner: TrackerOwner = { accountId: row.accountId, userId: row.userId };
  const data = { job_id: row.jobId, reminder_id: row.id, due_at: row.dueAt.toISOString() };
  await tellEndpoints(manager, owner, [{ event: 'reminder.due', data, subjectId: row.jobId }]);
  await manager.query(
    `INSERT INTO tracked_job_events (id, account_id, owner_id, job_id, event_type, payload, created_at)
     VALUES ($1, $2, $3, $4, 'reminder_due', $5, $6)`,
    [newId(), row.accountId, ownerIdOf(owner), row.jobId, toJsonb({ reminder_id: row.id }), new Date()],
  );
  const { reminderMails } = await findTrackerSettings(manager, owner);
  if (!row.hasAddress || !reminderMails) return finish(manager, row.id, 'told');
  await manager.query(`UPDATE tracked_job_reminders SET status = 'mailing', next_attempt_at = now() WHERE id = $1`, [
    row.id,
  ]);
}

async function finish(manager: EntityManager, id: string, status: 'sent' | 'told' | 'skipped'): Promise<void> {
  await manager.query(
    'UPDATE tracked_job_reminders SET status = $2, finished_at = now(), next_attempt_at = NULL WHERE id = $1',
    [id, status],
  );
}
