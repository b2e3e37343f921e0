import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '../forward-migration.js';

const text = (...names: string[]): string => names.map((name) => `${name} text COLLATE "und-x-icu"`).join(', ');

/** Columns of the view `reporting.matches`, as they stand when this runs. */
const COLUMNS = [
  ...['job_id', 'ordinal', 'asset_id', 'candidate_ref', 'family', 'status', 'error', 'rank', 'score', 'verdict'],
  ...['uncapped', 'cap_limit', 'cap_reason', 'role_score', 'experience_score', 'requirements_score', 'papers_score'],
  ...['languages_score', 'preferred_score', 'required_met', 'required_partly', 'required_not_met', 'required_unknown'],
  ...['summary', 'match_reasons', 'gaps', 'language', 'version_hash', 'created_at', 'completed_at', 'expires_at'],
  'updated_at',
];

/** Filtered and sorted by an index of their own. What clients send in any length is not: an index entry has a limit. */
const INDEXED = ['lower(verdict)', 'rank', 'score', 'created_at', 'completed_at', 'expires_at', 'updated_at'];

/**
 * Results of screenings and matches as flat rows. They go with the job and with what is erased; each row that goes leaves
 * its key, by which copies of the rows are brought up to date.
 */
export class DisplayMatches1795766400000 extends ForwardMigration {
  readonly name = 'DisplayMatches1795766400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE display_matches (
        job_id uuid NOT NULL REFERENCES match_jobs ON DELETE CASCADE,
        ordinal integer NOT NULL,
        account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
        asset_id uuid REFERENCES assets ON DELETE CASCADE,
        ${text('candidate_ref', 'family', 'status', 'error')}, rank integer, score integer, ${text('verdict')},
        uncapped integer, cap_limit integer, ${text('cap_reason')},
        role_score real, experience_score real, requirements_score real, papers_score real, languages_score real,
        preferred_score real,
        required_met integer, required_partly integer, required_not_met integer, required_unknown integer,
        ${text('summary')}, match_reasons text[] NOT NULL DEFAULT '{}', gaps text[] NOT NULL DEFAULT '{}',
        ${text('language', 'version_hash')},
        created_at timestamptz NOT NULL, completed_at timestamptz NOT NULL, expires_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (job_id, ordinal)
      );
      CREATE INDEX display_matches_account ON display_matches (account_id, job_id, ordinal);
      CREATE INDEX display_matches_asset ON display_matches (asset_id) WHERE asset_id IS NOT NULL;
      CREATE TABLE display_match_deletions (
        job_id uuid NOT NULL,
        ordinal integer NOT NULL,
        account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
        deleted_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (job_id, ordinal)
      );
      CREATE INDEX display_match_deletions_account ON display_match_deletions (account_id, deleted_at, job_id, ordinal);
      CREATE INDEX display_match_deletions_age ON display_match_deletions (deleted_at);
      ALTER TABLE match_jobs ADD COLUMN display_version smallint NOT NULL DEFAULT 0;
      CREATE INDEX match_jobs_projection ON match_jobs (display_version, id) WHERE status = 'completed';
      -- An account that goes takes its rows along, and needs no keys of them.
      CREATE FUNCTION keep_key_of_match() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO display_match_deletions (job_id, ordinal, account_id)
          SELECT OLD.job_id, OLD.ordinal, OLD.account_id FROM accounts WHERE id = OLD.account_id
          ON CONFLICT (job_id, ordinal) DO NOTHING;
        RETURN NULL;
      END $$;
      CREATE TRIGGER display_matches_deleted AFTER DELETE ON display_matches
        FOR EACH ROW EXECUTE FUNCTION keep_key_of_match();
    `);
    for (const key of INDEXED)
      await runner.query(
        `CREATE INDEX display_matches_${key.replace(/\W+|lower/g, '')} ON display_matches (account_id, ${key}, job_id, ordinal)`,
      );
    await runner.query(
      `CREATE VIEW reporting.matches WITH (security_barrier = true) AS
       SELECT ${COLUMNS.map((name) => `"${name}"`).join(', ')} FROM public.display_matches
       WHERE account_id = (SELECT reporting.current_account())`,
    );
    const logins: { name: string }[] = await runner.query(
      'SELECT name FROM reporting.logins JOIN pg_roles ON rolname = name',
    );
    for (const { name } of logins) await runner.query(`GRANT SELECT ON reporting.matches TO "${name}"`);
  }
}
