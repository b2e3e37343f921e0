import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '../forward-migration.js';

/** How long data are kept, who read or changed what, and what proves that something was erased. */
export class Privacy1764400000000 extends ForwardMigration {
  readonly name = 'Privacy1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE accounts
        ADD COLUMN retention_days integer CHECK (retention_days BETWEEN 1 AND 3650),
        ADD COLUMN delete_after_parse boolean NOT NULL DEFAULT false,
        ADD COLUMN credits_low_threshold integer NOT NULL DEFAULT 100 CHECK (credits_low_threshold >= 0);
      ALTER TABLE assets
        ADD COLUMN expires_at timestamptz,
        ADD COLUMN delete_after_parse boolean NOT NULL DEFAULT false;
      CREATE INDEX assets_expiry ON assets (expires_at) WHERE expires_at IS NOT NULL AND status <> 'deleted';
      CREATE TABLE audit_log (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        actor_kind text NOT NULL CHECK (actor_kind IN ('key', 'person', 'system')),
        actor_id uuid,
        action text NOT NULL,
        subjects uuid[] NOT NULL DEFAULT '{}',
        request_id text
      );
      CREATE INDEX audit_log_account ON audit_log (account_id, id);
      CREATE INDEX audit_log_subjects ON audit_log USING gin (subjects);
      CREATE TABLE erasure_receipts (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        statement jsonb NOT NULL,
        signature text NOT NULL
      );
      CREATE INDEX erasure_receipts_account ON erasure_receipts (account_id, id);
      CREATE FUNCTION refuse_change_of_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
      END $$;
      CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_evidence();
      CREATE TRIGGER erasure_receipts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON erasure_receipts
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_evidence();
    `);
  }
}
