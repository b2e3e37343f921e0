import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '../forward-migration.js';

/** Exports as jobs: the queue, and what became of each. What was asked for goes when the export ends. */
export class ExportJobs1795769820000 extends ForwardMigration {
  readonly name = 'ExportJobs1795769820000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE export_jobs (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
        status text NOT NULL CHECK (status IN
          ('pending', 'processing', 'completed', 'failed', 'cancelled', 'deleted', 'erased', 'expired')),
        grain text NOT NULL,
        format text NOT NULL,
        request jsonb,
        error_code text,
        rows_written bigint NOT NULL DEFAULT 0,
        rows_total bigint,
        bytes bigint NOT NULL DEFAULT 0,
        object_key text,
        run_id uuid,
        heartbeat_at timestamptz,
        attempts integer NOT NULL DEFAULT 0,
        erasures integer NOT NULL DEFAULT 0,
        as_of timestamptz,
        available_at timestamptz NOT NULL DEFAULT now(),
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        completed_at timestamptz,
        expires_at timestamptz
      );
      CREATE INDEX export_jobs_account ON export_jobs (account_id, id);
      CREATE INDEX export_jobs_open ON export_jobs (available_at, id) WHERE status IN ('pending', 'processing');
      CREATE INDEX export_jobs_files ON export_jobs (id) WHERE object_key IS NOT NULL;
    `);
  }
}
