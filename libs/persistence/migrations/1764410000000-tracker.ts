import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '../forward-migration.js';

/** Applications that a person tracks, what happened to each, and how that person's tracker is set up. */
export class Tracker1764410000000 extends ForwardMigration {
  readonly name = 'Tracker1764410000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE tracked_jobs (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
        user_id uuid REFERENCES users ON DELETE CASCADE,
        owner_id uuid NOT NULL GENERATED ALWAYS AS (coalesce(user_id, account_id)) STORED,
        version integer NOT NULL DEFAULT 1,
        company_name text NOT NULL CHECK (char_length(company_name) BETWEEN 1 AND 200),
        job_title text NOT NULL CHECK (char_length(job_title) BETWEEN 1 AND 200),
        job_description text CHECK (char_length(job_description) <= 50000),
        job_url text CHECK (job_url ~* '^https://'),
        source text NOT NULL DEFAULT 'manual' CHECK (source IN ('brightermonday', 'fuzu', 'linkedin', 'manual')),
        status text NOT NULL DEFAULT 'saved',
        ai_match_score integer CHECK (ai_match_score BETWEEN 0 AND 100),
        ai_reasoning text,
        ai_parsed_data jsonb,
        applied_at timestamptz(3),
        interview_at timestamptz(3),
        offer_at timestamptz(3),
        rejected_at timestamptz(3),
        stage_times jsonb NOT NULL DEFAULT '{}',
        notes text CHECK (char_length(notes) <= 10000),
        tags text[] NOT NULL DEFAULT '{}' CHECK (cardinality(tags) <= 20 AND NOT '' = ANY (tags)),
        salary_range_min integer CHECK (salary_range_min BETWEEN 30000 AND 10000000),
        salary_range_max integer CHECK (salary_range_max BETWEEN 30000 AND 10000000),
        salary_currency text CHECK (salary_currency ~ '^[A-Z]{3}$'),
        location text CHECK (char_length(location) <= 200),
        is_remote boolean NOT NULL DEFAULT false,
        priority text CHECK (priority IN ('low', 'medium', 'high')),
        contacts jsonb NOT NULL DEFAULT '[]',
        documents jsonb NOT NULL DEFAULT '[]',
        deadlines jsonb NOT NULL DEFAULT '[]',
        reminders jsonb NOT NULL DEFAULT '[]',
        search_text text NOT NULL,
        last_scraped_at timestamptz(3),
        last_synced_at timestamptz(3),
        archived_at timestamptz(3),
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        deleted_at timestamptz(3),
        CHECK (applied_at <= interview_at),
        CHECK (salary_range_min <= salary_range_max)
      );
      CREATE INDEX tracked_jobs_account ON tracked_jobs (account_id);
      CREATE INDEX tracked_jobs_user ON tracked_jobs (user_id) WHERE user_id IS NOT NULL;
      CREATE INDEX tracked_jobs_created ON tracked_jobs (owner_id, created_at, id) WHERE deleted_at IS NULL;
      CREATE INDEX tracked_jobs_updated ON tracked_jobs (owner_id, updated_at, id) WHERE deleted_at IS NULL;
      CREATE TABLE tracked_job_events (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
        owner_id uuid NOT NULL,
        job_id uuid REFERENCES tracked_jobs ON DELETE CASCADE,
        event_type text NOT NULL,
        from_status text,
        to_status text,
        payload jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(payload) = 'object'),
        created_at timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE INDEX tracked_job_events_account ON tracked_job_events (account_id);
      CREATE INDEX tracked_job_events_owner ON tracked_job_events (owner_id, id);
      CREATE INDEX tracked_job_events_job ON tracked_job_events (job_id, id);
      CREATE TABLE tracker_settings (
        account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
        owner_id uuid NOT NULL,
        stages jsonb NOT NULL DEFAULT '[]',
        cv_asset_id uuid REFERENCES assets ON DELETE SET NULL,
        PRIMARY KEY (account_id, owner_id)
      );
      CREATE INDEX tracker_settings_cv ON tracker_settings (cv_asset_id) WHERE cv_asset_id IS NOT NULL;
    `);
  }
}
