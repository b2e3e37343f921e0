import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '../forward-migration.js';

const TABLES = [
  ...['display_rows', 'display_positions', 'display_education', 'display_skills', 'display_languages'],
  'display_certificates',
];

/** Indexes over words, parts of texts and entries of lists -> table and what they hold. */
const PARTS = ['name', 'email', 'phone', 'city', 'current_title', 'current_employer', 'filename', 'external_ref'];
const LISTS = ['top_skills', 'languages', 'tags'];
const INVERTED: Readonly<Record<string, readonly [table: string, key: string]>> = {
  display_rows_search: ['display_rows', 'search'],
  ...Object.fromEntries(LISTS.map((name) => [`display_rows_${name}`, ['display_rows', `lower_all(${name})`]])),
  ...Object.fromEntries(
    PARTS.map((name) => [`display_rows_${name}_part`, ['display_rows', `lower(${name}) gin_trgm_ops`]]),
  ),
  display_positions_skills_part: ['display_positions', 'lower_all(skills)'],
};

const insertInto = (table: string, grain: string): string => `
  INSERT INTO ${table} SELECT made.* FROM jsonb_array_elements(details->'${grain}') WITH ORDINALITY AS items (item, place),
    jsonb_populate_record(NULL::${table}, item || common || jsonb_build_object('ordinal', place - 1)) AS made;`;

const DETAILS: Readonly<Record<string, string>> = {
  display_positions: 'position',
  display_education: 'education',
  display_skills: 'skill',
  display_languages: 'language',
  display_certificates: 'certificate',
};
const entries = Object.entries(DETAILS);

/** A record that is new, which most are, has nothing to be deleted; words without a stemmer are read once. */
const WRITE = `
CREATE OR REPLACE FUNCTION write_display_rows(asset uuid, account uuid, candidate jsonb, details jsonb, words text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  filled display_rows;
  stemmer regconfig := display_stemmer(candidate->>'language');
  common jsonb := jsonb_build_object(
    'asset_id', asset, 'account_id', account, 'candidate_name', candidate->>'name', 'updated_at', now());
BEGIN
  filled := jsonb_populate_record(NULL::display_rows, jsonb_build_object('processed_at', now()) || candidate || common);
  filled.search := to_tsvector('simple', words);
  IF stemmer <> 'pg_catalog.simple'::regconfig THEN
    filled.search := filled.search || to_tsvector(stemmer, words);
  END IF;
  DELETE FROM display_rows WHERE asset_id = asset;
  IF FOUND THEN
    ${entries.map(([table]) => `DELETE FROM ${table} WHERE asset_id = asset;`).join('\n    ')}
  END IF;
  INSERT INTO display_rows VALUES (filled.*);
  ${entries.map(([table, grain]) => insertInto(table, grain)).join('')}
END $$;
`;

/**
 * Display rows of many organisations in one database. Free text, parts of texts and entries of lists are looked up within
 * the account, instead of in the rows of all of them. And the rows of a record no longer look up the account, which
 * their asset refers to and whose end takes them along.
 */
export class DisplayAtScale1795768860000 extends ForwardMigration {
  readonly name = 'DisplayAtScale1795768860000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES)
      await runner.query(`ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${table}_account_id_fkey`);
    await runner.query(WRITE);
    // A part of PostgreSQL's contrib. Where an installation lacks it, the indexes stay over all accounts.
    if (!(await hasExtension(runner, 'btree_gin'))) return;
    await runner.query('CREATE EXTENSION IF NOT EXISTS btree_gin');
    await makeInverted(runner);
  }
}

async function hasExtension(runner: QueryRunner, name: string): Promise<boolean> {
  const found = await runner.query('SELECT 1 FROM pg_available_extensions WHERE name = $1', [name]);
  return found.length > 0;
}

/** Makes the inverted indexes that there are anew, each with the account before its own column. */
async function makeInverted(runner: QueryRunner): Promise<void> {
  await runner.query(`SET LOCAL maintenance_work_mem = '256MB'`);
  const existing: { name: string }[] = await runner.query(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'i' AND relnamespace = 'public'::regnamespace AND relname = ANY($1)`,
    [Object.keys(INVERTED)],
  );
  for (const { name } of existing) {
    const [table, key] = INVERTED[name] ?? [];
    await runner.query(`DROP INDEX ${name}`);
    await runner.query(`CREATE INDEX ${name} ON ${table} USING gin (account_id, ${key})`);
  }
}
