import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '../forward-migration.js';

const TENANTS = `
CREATE TABLE accounts (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  plan text NOT NULL CHECK (plan IN ('free', 'paid')),
  credits integer NOT NULL DEFAULT 0 CHECK (credits >= 0),
  rate_per_minute integer,
  rate_per_day integer,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE api_keys (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  name text NOT NULL,
  key_prefix varchar(20) NOT NULL,
  key_hash char(64) NOT NULL UNIQUE,
  scopes text[] NOT NULL,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX api_keys_account ON api_keys (account_id, id);
CREATE TABLE credit_entries (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  delta integer NOT NULL,
  reason text NOT NULL CHECK (reason IN ('grant', 'upload', 'parse', 'refund')),
  reference_id uuid,
  balance_after integer NOT NULL CHECK (balance_after >= 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (reference_id, reason)
);
CREATE INDEX credit_entries_account ON credit_entries (account_id, id);
CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'credit_entries is append-only';
END $$;
CREATE TRIGGER credit_entries_append_only BEFORE UPDATE ON credit_entries
  FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();
`;

const PIPELINE = `
CREATE TABLE assets (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  task_id uuid NOT NULL UNIQUE,
  status text NOT NULL CHECK (status IN ('queued', 'processing', 'completed', 'failed', 'deleted')),
  stage text,
  progress real NOT NULL DEFAULT 0,
  attempts integer NOT NULL DEFAULT 0,
  dispatches integer NOT NULL DEFAULT 1,
  run_id uuid,
  heartbeat_at timestamptz,
  error_code text,
  filename text,
  content_type text,
  size_bytes bigint NOT NULL,
  sha256 char(64),
  tags text[] NOT NULL DEFAULT '{}',
  locale text,
  external_ref text,
  object_key text,
  warnings jsonb NOT NULL DEFAULT '[]',
  reference_date date NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  started_at timestamptz,
  finished_at timestamptz,
  deleted_at timestamptz
);
CREATE UNIQUE INDEX assets_bytes_once ON assets (account_id, sha256) WHERE status <> 'deleted';
CREATE INDEX assets_list ON assets (account_id, id DESC) WHERE status <> 'deleted';
CREATE INDEX assets_list_status ON assets (account_id, status, id DESC);
CREATE INDEX assets_list_created ON assets (account_id, created_at DESC);
CREATE INDEX assets_list_external_ref ON assets (account_id, external_ref, id DESC) WHERE external_ref IS NOT NULL;
CREATE INDEX assets_tags ON assets USING gin (tags);
CREATE INDEX assets_queued ON assets (updated_at) WHERE status = 'queued';
CREATE INDEX assets_processing ON assets (heartbeat_at) WHERE status = 'processing';
CREATE TABLE tasks (
  id uuid PRIMARY KEY,
  asset_id uuid NOT NULL REFERENCES assets ON DELETE CASCADE,
  parent_id uuid REFERENCES tasks ON DELETE CASCADE,
  kind text NOT NULL,
  position smallint NOT NULL,
  status text NOT NULL CHECK (status IN ('queued', 'running', 'completed', 'failed', 'skipped')),
  progress real NOT NULL DEFAULT 0,
  started_at timestamptz,
  finished_at timestamptz,
  error_code text,
  UNIQUE (asset_id, kind)
);
CREATE TABLE outbox (
  id bigserial PRIMARY KEY,
  job_kind text NOT NULL,
  job_id text NOT NULL UNIQUE,
  asset_id uuid,
  payload jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  available_at timestamptz NOT NULL DEFAULT now(),
  published_at timestamptz,
  claimed_by text,
  claimed_until timestamptz,
  attempts integer NOT NULL DEFAULT 0
);
CREATE INDEX outbox_waiting ON outbox (available_at, id) WHERE published_at IS NULL;
CREATE INDEX outbox_published ON outbox (published_at) WHERE published_at IS NOT NULL;
CREATE INDEX outbox_asset ON outbox (asset_id);
`;

const RESULTS = `
CREATE TABLE master_records (
  asset_id uuid NOT NULL REFERENCES assets ON DELETE CASCADE,
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  version integer NOT NULL,
  latest boolean NOT NULL,
  schema_version text NOT NULL,
  pipeline_version text NOT NULL,
  record jsonb NOT NULL,
  provenance jsonb NOT NULL,
  etag text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (asset_id, version)
);
CREATE UNIQUE INDEX master_records_latest ON master_records (asset_id) WHERE latest;
CREATE FUNCTION lower_all(text[]) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(lower(item) ORDER BY place), '{}') FROM unnest($1) WITH ORDINALITY AS items (item, place)
$$;
CREATE TABLE display_rows (
  asset_id uuid PRIMARY KEY REFERENCES assets ON DELETE CASCADE,
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  name text COLLATE "und-x-icu",
  email text COLLATE "und-x-icu",
  phone text COLLATE "und-x-icu",
  city text COLLATE "und-x-icu",
  country text COLLATE "und-x-icu",
  current_title text COLLATE "und-x-icu",
  current_employer text COLLATE "und-x-icu",
  experience_months integer,
  highest_education smallint,
  top_skills text[] NOT NULL DEFAULT '{}',
  languages text[] NOT NULL DEFAULT '{}',
  tags text[] NOT NULL DEFAULT '{}',
  quality real NOT NULL,
  status text COLLATE "und-x-icu" NOT NULL,
  filename text COLLATE "und-x-icu",
  external_ref text COLLATE "und-x-icu",
  language text COLLATE "und-x-icu",
  created_at timestamptz NOT NULL,
  processed_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  search tsvector NOT NULL
);
CREATE INDEX display_rows_search ON display_rows USING gin (search);
`;

const TEXT_COLUMNS = [
  'name',
  'email',
  'phone',
  'city',
  'country',
  'current_title',
  'current_employer',
  'status',
  'filename',
  'external_ref',
  'language',
];
const PLAIN_COLUMNS = ['experience_months', 'highest_education', 'quality', 'created_at', 'processed_at', 'updated_at'];
const LIST_COLUMNS = ['top_skills', 'languages', 'tags'];
const CONTAINS_COLUMNS = TEXT_COLUMNS.filter((column) => !['country', 'status', 'language'].includes(column));

export class Initial1764000000000 extends ForwardMigration {
  readonly name = 'Initial1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TENANTS);
    await runner.query(PIPELINE);
    await runner.query(RESULTS);
    for (const column of TEXT_COLUMNS)
      await runner.query(
        `CREATE INDEX display_rows_${column} ON display_rows (account_id, lower(${column}), asset_id)`,
      );
    for (const column of PLAIN_COLUMNS)
      await runner.query(`CREATE INDEX display_rows_${column} ON display_rows (account_id, ${column}, asset_id)`);
    for (const column of LIST_COLUMNS) {
      await runner.query(`CREATE INDEX display_rows_${column} ON display_rows USING gin (lower_all(${column}))`);
      await runner.query(
        `CREATE INDEX display_rows_${column}_order ON display_rows (account_id, array_length(${column}, 1), asset_id)`,
      );
    }
    await runner.query('CREATE INDEX display_rows_asset_id ON display_rows (account_id, asset_id)');
    // A part of PostgreSQL's contrib. Where an installation lacks it, `contains` still works, without an index.
    const [extension] = await runner.query(`SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'`);
    if (!extension) return;
    await runner.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
    for (const column of CONTAINS_COLUMNS)
      await runner.query(
        `CREATE INDEX display_rows_${column}_part ON display_rows USING gin (lower(${column}) gin_trgm_ops)`,
      );
    await runner.query('CREATE INDEX assets_filename_part ON assets USING gin (lower(filename) gin_trgm_ops)');
  }
}
