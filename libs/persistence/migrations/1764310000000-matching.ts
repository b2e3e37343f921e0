import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '../forward-migration.js';

/**
 * Matches and screenings, and the index that candidates are searched by. A match keeps what it was computed from until it
 * expires, so that it can be replayed; results are kept as text, so that a replay can be compared byte by byte.
 */
const MATCHES = `
CREATE TABLE match_jobs (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  family text NOT NULL CHECK (family IN ('screen', 'match')),
  status text NOT NULL CHECK (status IN ('pending', 'processing', 'completed', 'failed', 'expired')),
  job_text text,
  criteria jsonb NOT NULL,
  version_hash char(64),
  webhook_url text,
  total integer NOT NULL CHECK (total > 0),
  processed integer NOT NULL DEFAULT 0,
  skipped jsonb NOT NULL DEFAULT '[]',
  run_id uuid,
  heartbeat_at timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  dispatches integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  completed_at timestamptz,
  expires_at timestamptz NOT NULL
);
CREATE INDEX match_jobs_account ON match_jobs (account_id, id);
CREATE INDEX match_jobs_open ON match_jobs (updated_at) WHERE status IN ('pending', 'processing');
CREATE INDEX match_jobs_expiry ON match_jobs (expires_at) WHERE status <> 'expired';
CREATE TABLE match_candidates (
  job_id uuid NOT NULL REFERENCES match_jobs ON DELETE CASCADE,
  position integer NOT NULL,
  candidate_ref text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('text', 'asset', 'file')),
  cv_text text,
  asset_id uuid,
  record_version integer,
  file_bytes bytea,
  parsed jsonb,
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'completed', 'failed')),
  result text,
  cv_language text,
  error text,
  PRIMARY KEY (job_id, position)
);
CREATE INDEX match_candidates_asset ON match_candidates (asset_id) WHERE asset_id IS NOT NULL;
CREATE FUNCTION forget_matches_of_asset() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE match_candidates SET result = NULL, status = 'failed', error = 'The asset was deleted.' WHERE asset_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER assets_forget_matches AFTER UPDATE OF status ON assets
  FOR EACH ROW WHEN (NEW.status = 'deleted' AND OLD.status <> 'deleted') EXECUTE FUNCTION forget_matches_of_asset();
`;

/**
 * One row per latest record: occupations (weight A), skills (B) and words (C) as lexemes of one vector. Kept by triggers, so
 * that whatever writes a record keeps it right. Contact and personal data never enter it.
 */
const SEARCH = `
CREATE TABLE candidate_index (
  asset_id uuid PRIMARY KEY REFERENCES assets ON DELETE CASCADE,
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  terms tsvector NOT NULL
);
CREATE INDEX candidate_index_terms ON candidate_index USING gin (terms);
CREATE INDEX candidate_index_account ON candidate_index (account_id);
CREATE FUNCTION candidate_terms(record jsonb) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  WITH occupations AS (
    SELECT DISTINCT left(title ->> 'code', n) AS code
    FROM jsonb_array_elements(record -> 'experience') entry, LATERAL (SELECT entry -> 'title' AS title) t, generate_series(3, 4) n
    WHERE title ->> 'code' IS NOT NULL),
  skills AS (
    SELECT DISTINCT skill ->> 'id' AS id FROM jsonb_array_elements(record -> 'skills') skill WHERE skill ->> 'id' IS NOT NULL),
  words AS (
    SELECT to_tsvector('simple', concat_ws(' ',
      record ->> 'summary',
      (SELECT string_agg(concat_ws(' ', e -> 'title' ->> 'raw', e ->> 'description', e ->> 'highlights'), ' ') FROM jsonb_array_elements(record -> 'experience') e),
      (SELECT string_agg(concat_ws(' ', e -> 'degree' ->> 'raw', e -> 'field' ->> 'raw'), ' ') FROM jsonb_array_elements(record -> 'education') e),
      (SELECT string_agg(s ->> 'name', ' ') FROM jsonb_array_elements(record -> 'skills') s),
      (SELECT string_agg(c ->> 'name', ' ') FROM jsonb_array_elements(record -> 'certifications') c))) AS vector)
  SELECT setweight(strip(words.vector), 'D')
    || setweight(coalesce((SELECT string_agg(quote_literal('o:' || code) || ':1', ' ') FROM occupations)::tsvector, ''), 'A')
    || setweight(coalesce((SELECT string_agg(quote_literal('s:' || id) || ':1', ' ') FROM skills)::tsvector, ''), 'B')
  FROM words
$$;
CREATE FUNCTION index_candidate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.latest THEN DELETE FROM candidate_index WHERE asset_id = OLD.asset_id; END IF;
  ELSIF NEW.latest THEN
    INSERT INTO candidate_index (asset_id, account_id, terms) VALUES (NEW.asset_id, NEW.account_id, candidate_terms(NEW.record))
    ON CONFLICT (asset_id) DO UPDATE SET terms = excluded.terms;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER master_records_index AFTER INSERT OR DELETE OR UPDATE OF record, latest ON master_records
  FOR EACH ROW EXECUTE FUNCTION index_candidate();
INSERT INTO candidate_index (asset_id, account_id, terms)
  SELECT asset_id, account_id, candidate_terms(record) FROM master_records WHERE latest;
`;

export class Matching1764310000000 extends ForwardMigration {
  readonly name = 'Matching1764310000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MATCHES);
    await runner.query(SEARCH);
  }
}
