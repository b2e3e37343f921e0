import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '../forward-migration.js';

/**
 * Reminders that are sent, calendars under secret addresses, digests, scoring by itself, and indexes that the figures and the
 * list are read from without the table.
 */
export class TrackerReminders1795769580000 extends ForwardMigration {
  readonly name = 'TrackerReminders1795769580000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SETTINGS);
    await runner.query(JOBS);
    await runner.query(REMINDERS);
    await runner.query(FEEDS_AND_DIGESTS);
    await runner.query(INDEXES);
  }
}

/** A person's settings go with the person. */
const SETTINGS = `
ALTER TABLE tracker_settings
  ADD user_id uuid REFERENCES users ON DELETE CASCADE,
  ADD time_zone text NOT NULL DEFAULT 'UTC',
  ADD reminder_mails boolean NOT NULL DEFAULT true,
  ADD webhook_events boolean NOT NULL DEFAULT true,
  ADD auto_score boolean NOT NULL DEFAULT true;
UPDATE tracker_settings SET user_id = owner_id WHERE owner_id IN (SELECT id FROM users);
DELETE FROM tracker_settings WHERE user_id IS NULL AND owner_id <> account_id;
CREATE INDEX tracker_settings_user ON tracker_settings (user_id) WHERE user_id IS NOT NULL;`;

/**
 * `score_due_at`: when the job is to be scored, or, while somebody scores it, when that one counts as gone. A job's names are
 * cut to what an index row can hold; the timeline no longer repeats the people behind a job.
 */
const JOBS = `
ALTER TABLE tracked_jobs
  ADD scored_asset_id uuid REFERENCES assets ON DELETE SET NULL,
  ADD score_due_at timestamptz(3),
  ADD score_attempts integer NOT NULL DEFAULT 0,
  ADD company_key uuid NOT NULL GENERATED ALWAYS AS (md5(lower(btrim(company_name)))::uuid) STORED;
CREATE INDEX tracked_jobs_scored ON tracked_jobs (scored_asset_id) WHERE scored_asset_id IS NOT NULL;
CREATE INDEX tracked_jobs_to_score ON tracked_jobs (score_due_at) WHERE score_due_at IS NOT NULL;
UPDATE tracked_jobs SET search_text = left(search_text, 400) WHERE octet_length(search_text) > 1600;
UPDATE tracked_job_events SET payload = jsonb_set(payload, '{changes,contacts}', '{}')
WHERE payload #> '{changes,contacts}' IS NOT NULL;`;

/**
 * One row a reminder of a job. `waiting` until it is due; `mailing` while a mail is to be sent; then `sent`, `failed`, or
 * `told` where there was nobody to send a mail to; `skipped` where the job was gone or put away by then.
 */
const REMINDERS = `
CREATE TABLE tracked_job_reminders (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  owner_id uuid NOT NULL,
  job_id uuid NOT NULL REFERENCES tracked_jobs ON DELETE CASCADE,
  title text NOT NULL,
  due_at timestamptz(3) NOT NULL,
  status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'mailing', 'sent', 'told', 'skipped', 'failed')),
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz(3),
  finished_at timestamptz(3)
);
CREATE UNIQUE INDEX tracked_job_reminders_once ON tracked_job_reminders (job_id, due_at, title);
CREATE INDEX tracked_job_reminders_account ON tracked_job_reminders (account_id, owner_id);
CREATE INDEX tracked_job_reminders_due ON tracked_job_reminders (due_at) WHERE status = 'waiting';
CREATE INDEX tracked_job_reminders_mail ON tracked_job_reminders (next_attempt_at) WHERE status = 'mailing';
INSERT INTO tracked_job_reminders (id, account_id, owner_id, job_id, title, due_at)
SELECT gen_random_uuid(), account_id, owner_id, id, reminder ->> 'title', (reminder ->> 'at')::timestamptz
FROM tracked_jobs, jsonb_array_elements(reminders) AS reminder
WHERE deleted_at IS NULL AND (reminder ->> 'at')::timestamptz > now() ON CONFLICT DO NOTHING;`;

const FEEDS_AND_DIGESTS = `
CREATE TABLE calendar_feeds (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  user_id uuid REFERENCES users ON DELETE CASCADE,
  owner_id uuid NOT NULL GENERATED ALWAYS AS (coalesce(user_id, account_id)) STORED,
  label text NOT NULL,
  token_hash char(64) NOT NULL UNIQUE,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  last_used_at timestamptz(3)
);
CREATE INDEX calendar_feeds_account ON calendar_feeds (account_id, owner_id);
CREATE INDEX calendar_feeds_user ON calendar_feeds (user_id) WHERE user_id IS NOT NULL;
CREATE TABLE tracker_digests (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  user_id uuid REFERENCES users ON DELETE CASCADE,
  owner_id uuid NOT NULL GENERATED ALWAYS AS (coalesce(user_id, account_id)) STORED,
  insight_type text NOT NULL CHECK (insight_type IN ('daily_digest', 'weekly_summary')),
  title text NOT NULL CHECK (title <> ''),
  content text NOT NULL CHECK (content <> ''),
  metadata jsonb NOT NULL DEFAULT '{}',
  -- The newest event that it knows of.
  last_event_id uuid,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL
);
CREATE INDEX tracker_digests_owner ON tracker_digests (account_id, owner_id, id);
CREATE INDEX tracker_digests_user ON tracker_digests (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX tracker_digests_expiry ON tracker_digests (expires_at);`;

/** Named `..._facts`: what the figures and the list need stands in the index, so that descriptions are not read for it. */
const INDEXES = `
DROP INDEX tracked_jobs_created, tracked_jobs_updated;
CREATE INDEX tracked_jobs_facts ON tracked_jobs (account_id, owner_id, created_at, id)
  INCLUDE (status, source, ai_match_score, applied_at, interview_at, offer_at, rejected_at, updated_at, archived_at, is_remote,
    priority, salary_range_min, salary_range_max, salary_currency, company_key, search_text) WHERE deleted_at IS NULL;
CREATE INDEX tracked_jobs_company_facts ON tracked_jobs (account_id, owner_id, lower(company_name), id) WHERE deleted_at IS NULL;
CREATE INDEX tracked_jobs_updated_facts ON tracked_jobs (account_id, owner_id, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX tracked_job_events_facts ON tracked_job_events (account_id, owner_id, created_at) INCLUDE (from_status, to_status)
  WHERE from_status IS NOT NULL OR to_status IS NOT NULL;
CREATE INDEX tracked_jobs_deleted ON tracked_jobs (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX scrape_runs_finished ON scrape_runs (finished_at) WHERE finished_at IS NOT NULL;`;
