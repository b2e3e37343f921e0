import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '../forward-migration.js';

/**
 * Endpoints, what they are to be told (messages), each message on its way to one place (deliveries) and each try
 * (attempts). A pending delivery is the outbox row of the state change that it was written with.
 */
export class Webhooks1764230000000 extends ForwardMigration {
  readonly name = 'Webhooks1764230000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE webhook_endpoints (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
        url text NOT NULL,
        description text,
        events text[] NOT NULL,
        disabled_reason text CHECK (disabled_reason IN ('owner', 'gone', 'failing')),
        disabled_at timestamptz,
        failing_since timestamptz,
        secret text NOT NULL,
        previous_secret text,
        previous_secret_expires_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX webhook_endpoints_account ON webhook_endpoints (account_id, id);
      CREATE TABLE webhook_messages (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
        event text NOT NULL,
        subject_id uuid,
        body text,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX webhook_messages_account ON webhook_messages (account_id, id);
      CREATE INDEX webhook_messages_subject ON webhook_messages (subject_id) WHERE subject_id IS NOT NULL;
      CREATE INDEX webhook_messages_created ON webhook_messages (created_at);
      CREATE TABLE webhook_deliveries (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
        message_id uuid NOT NULL REFERENCES webhook_messages ON DELETE CASCADE,
        endpoint_id uuid REFERENCES webhook_endpoints ON DELETE CASCADE,
        url text,
        schedule text NOT NULL,
        status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'delivered', 'failed', 'cancelled')),
        attempts integer NOT NULL DEFAULT 0,
        next_attempt_at timestamptz,
        claimed_by uuid,
        claimed_until timestamptz,
        last_fault text,
        last_status integer,
        replay_of uuid REFERENCES webhook_deliveries ON DELETE SET NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz,
        CHECK ((endpoint_id IS NULL) <> (url IS NULL)),
        CHECK ((status = 'pending') = (next_attempt_at IS NOT NULL))
      );
      CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_attempt_at) WHERE status = 'pending';
      CREATE INDEX webhook_deliveries_account ON webhook_deliveries (account_id, id);
      CREATE INDEX webhook_deliveries_message ON webhook_deliveries (message_id);
      CREATE INDEX webhook_deliveries_endpoint ON webhook_deliveries (endpoint_id, id) WHERE endpoint_id IS NOT NULL;
      CREATE INDEX webhook_deliveries_replay ON webhook_deliveries (replay_of) WHERE replay_of IS NOT NULL;
      CREATE TABLE webhook_attempts (
        delivery_id uuid NOT NULL REFERENCES webhook_deliveries ON DELETE CASCADE,
        number integer NOT NULL,
        account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
        started_at timestamptz NOT NULL,
        milliseconds integer NOT NULL,
        http_status integer,
        fault text,
        PRIMARY KEY (delivery_id, number)
      );
      CREATE INDEX webhook_attempts_account ON webhook_attempts (account_id);
      ALTER TABLE accounts ADD COLUMN webhook_secret text;
    `);
  }
}
