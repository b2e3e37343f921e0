import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '../forward-migration.js';

const ACCOUNTS = `
ALTER TABLE accounts
  ADD COLUMN api_access_enabled boolean NOT NULL DEFAULT false,
  ADD COLUMN committed_scans integer CHECK (committed_scans >= 0),
  ADD COLUMN hard_cap_scans integer CHECK (hard_cap_scans >= 0),
  ADD COLUMN sandbox_of uuid UNIQUE REFERENCES accounts ON DELETE CASCADE,
  DROP CONSTRAINT accounts_plan_check,
  ADD CONSTRAINT accounts_plan_check CHECK (plan IN ('free', 'starter', 'paid'));
UPDATE accounts SET api_access_enabled = true;
ALTER TABLE api_keys
  ADD COLUMN number integer GENERATED ALWAYS AS IDENTITY UNIQUE,
  ADD COLUMN user_id uuid,
  ADD COLUMN allowed_addresses text[] NOT NULL DEFAULT '{}';
UPDATE api_keys SET scopes = '{*}' WHERE scopes @> '{files:write,files:read,data:read,parse:execute}';
`;

/** Every entry takes from one account and gives to another; the sum over all accounts stays zero by construction. */
const LEDGER = `
DROP TRIGGER credit_entries_append_only ON credit_entries;
ALTER TABLE credit_entries RENAME TO ledger_entries;
ALTER INDEX credit_entries_account RENAME TO ledger_entries_account;
ALTER TABLE ledger_entries RENAME CONSTRAINT credit_entries_reference_id_reason_key TO ledger_entries_once;
ALTER TABLE ledger_entries
  DROP CONSTRAINT credit_entries_reason_check,
  ADD CONSTRAINT ledger_entries_reason_check CHECK (reason ~ '^[a-z_]{1,40}$'),
  ADD COLUMN from_account text,
  ADD COLUMN to_account text,
  ADD COLUMN amount integer,
  ADD COLUMN charge_id uuid,
  ADD COLUMN lot_id uuid,
  ADD COLUMN key_id uuid,
  ADD COLUMN note text;
UPDATE ledger_entries SET
  amount = abs(delta),
  from_account = CASE WHEN delta < 0 THEN 'wallet' WHEN reason = 'refund' THEN 'spent' ELSE 'granted' END,
  to_account = CASE WHEN delta < 0 THEN 'spent' ELSE 'wallet' END,
  charge_id = CASE WHEN reason = 'refund' THEN reference_id END;
DELETE FROM ledger_entries WHERE amount = 0;
ALTER TABLE ledger_entries
  DROP COLUMN delta,
  ALTER COLUMN from_account SET NOT NULL,
  ALTER COLUMN to_account SET NOT NULL,
  ALTER COLUMN amount SET NOT NULL,
  ADD CONSTRAINT ledger_entries_accounts CHECK (
    from_account IN ('wallet', 'granted', 'sold', 'spent', 'expired') AND
    to_account IN ('wallet', 'granted', 'sold', 'spent', 'expired') AND
    (from_account = 'wallet') <> (to_account = 'wallet') AND amount > 0);
CREATE INDEX ledger_entries_charge ON ledger_entries (charge_id) WHERE charge_id IS NOT NULL;
CREATE OR REPLACE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'ledger_entries is append-only';
END $$;
CREATE TRIGGER ledger_entries_append_only BEFORE UPDATE ON ledger_entries
  FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();
CREATE TABLE credit_lots (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  remaining integer NOT NULL CHECK (remaining >= 0),
  expires_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX credit_lots_open ON credit_lots (account_id, expires_at) WHERE remaining > 0;
INSERT INTO credit_lots (id, account_id, remaining) SELECT gen_random_uuid(), id, credits FROM accounts WHERE credits > 0;
`;

const COUNTS = `
CREATE TABLE quota_months (
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  month char(7) NOT NULL,
  used integer NOT NULL CHECK (used >= 0),
  PRIMARY KEY (account_id, month)
);
CREATE TABLE key_months (
  key_id uuid NOT NULL REFERENCES api_keys ON DELETE CASCADE,
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  month char(7) NOT NULL,
  cv_count integer NOT NULL CHECK (cv_count >= 0),
  PRIMARY KEY (key_id, month)
);
CREATE TABLE idempotency_keys (
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  subject_id uuid NOT NULL,
  operation text NOT NULL,
  key text NOT NULL,
  fingerprint char(64) NOT NULL,
  resource_id uuid NOT NULL,
  holder uuid NOT NULL,
  held_until timestamptz NOT NULL,
  status smallint,
  headers jsonb,
  body jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, subject_id, operation, key)
);
CREATE UNIQUE INDEX idempotency_keys_holder ON idempotency_keys (holder);
CREATE INDEX idempotency_keys_expiry ON idempotency_keys (expires_at);
`;

export class AccountsAndLedger1764210000000 extends ForwardMigration {
  readonly name = 'AccountsAndLedger1764210000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ACCOUNTS);
    await runner.query(LEDGER);
    await runner.query(COUNTS);
  }
}
