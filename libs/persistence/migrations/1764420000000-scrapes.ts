import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '../forward-migration.js';

/** Pages that are read for the job tracker: the queue, and what came of each. */
export class Scrapes1764420000000 extends ForwardMigration {
  readonly name = 'Scrapes1764420000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE scrape_runs (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
        user_id uuid REFERENCES users ON DELETE CASCADE,
        owner_id uuid NOT NULL GENERATED ALWAYS AS (coalesce(user_id, account_id)) STORED,
        url text NOT NULL,
        host text NOT NULL,
        job_id uuid REFERENCES tracked_jobs ON DELETE SET NULL,
        status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'running', 'completed', 'failed')),
        attempts integer NOT NULL DEFAULT 0,
        claimed_until timestamptz,
        error_code text,
        error_message text,
        origins jsonb,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        finished_at timestamptz(3)
      );
      CREATE INDEX scrape_runs_account ON scrape_runs (account_id);
      CREATE INDEX scrape_runs_user ON scrape_runs (user_id) WHERE user_id IS NOT NULL;
      CREATE INDEX scrape_runs_job ON scrape_runs (job_id) WHERE job_id IS NOT NULL;
      CREATE INDEX scrape_runs_open ON scrape_runs (host, id) WHERE status IN ('queued', 'running');
    `);
  }
}
