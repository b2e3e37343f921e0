import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '../forward-migration.js';

/** View of the schema `reporting` -> its table and columns, as they stand when this runs. */
const PERIOD = ['start', 'start_date', 'end', 'end_date', 'is_current'];
const DETAIL = ['asset_id', 'ordinal', 'candidate_name'];
const VIEWS: Readonly<Record<string, readonly [table: string, columns: readonly string[]]>> = {
  candidates: [
    'display_rows',
    [
      ...['asset_id', 'name', 'email', 'phone', 'city', 'country', 'current_title', 'current_employer'],
      ...['experience_months', 'highest_education', 'top_skills', 'languages', 'tags', 'quality', 'status', 'filename'],
      ...['external_ref', 'language', 'created_at', 'processed_at', 'updated_at'],
    ],
  ],
  positions: [
    'display_positions',
    [
      ...DETAIL,
      ...['title', 'title_normalized', 'title_code', 'seniority', 'employer', 'city', 'country', ...PERIOD],
      ...['months_min', 'months_max', 'employment_type', 'team', 'skills', 'updated_at'],
    ],
  ],
  education: [
    'display_education',
    [
      ...DETAIL,
      ...['institution', 'degree', 'degree_name', 'level', 'field', 'city', 'country', ...PERIOD],
      ...['grade', 'grade_ratio', 'updated_at'],
    ],
  ],
  skills: [
    'display_skills',
    [
      ...DETAIL,
      ...['name', 'normalized', 'skill_id', 'taxonomy', 'type', 'months', 'last_used', 'is_listed', 'updated_at'],
    ],
  ],
  languages: ['display_languages', [...DETAIL, 'name', 'code', 'level', 'cefr', 'updated_at']],
  certificates: ['display_certificates', [...DETAIL, 'name', 'issuer', 'date', 'url', 'updated_at']],
};

/**
 * The display rows for tools that speak SQL. Which account a login sees stands in a table that it cannot change, and not
 * in a setting, which it could; barriers keep functions of its own from being run on rows of others.
 */
export class Reporting1764330000000 extends ForwardMigration {
  readonly name = 'Reporting1764330000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA reporting');
    await runner.query(`CREATE TABLE reporting.logins (
      name text PRIMARY KEY,
      account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
      created_at timestamptz NOT NULL DEFAULT now()
    )`);
    await runner.query(`CREATE FUNCTION reporting.current_account() RETURNS uuid
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
      $$ SELECT account_id FROM reporting.logins WHERE name = session_user $$`);
    for (const [view, [table, columns]] of Object.entries(VIEWS))
      await runner.query(
        `CREATE VIEW reporting.${view} WITH (security_barrier = true) AS
         SELECT ${columns.map((name) => `"${name}"`).join(', ')} FROM public.${table}
         WHERE account_id = (SELECT reporting.current_account())`,
      );
  }
}
