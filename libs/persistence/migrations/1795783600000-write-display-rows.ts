import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '../forward-migration.js';

/** Table -> the name of its entries among the details. */
const DETAILS: Readonly<Record<string, string>> = {
  display_positions: 'position',
  display_education: 'education',
  display_skills: 'skill',
  display_languages: 'language',
  display_certificates: 'certificate',
};
/** Columns that come from the call, not from an entry. */
const COMMON = ['asset_id', 'account_id', 'ordinal', 'candidate_name', 'updated_at'];

/**
 * The rows of a record, read from JSON by the columns that they have: merging what all rows share into each entry, and
 * looking its columns up by name, took half the time of writing them. Made for the columns that there are: a migration that
 * adds one makes the function anew.
 */
export class WriteDisplayRows1795783600000 extends ForwardMigration {
  readonly name = 'WriteDisplayRows1795783600000';

  async up(runner: QueryRunner): Promise<void> {
    const inserts: string[] = [];
    for (const [table, grain] of Object.entries(DETAILS)) inserts.push(await insertInto(runner, table, grain));
    await runner.query(`
      CREATE OR REPLACE FUNCTION write_display_rows(asset uuid, account uuid, candidate jsonb, details jsonb, words text)
      RETURNS void LANGUAGE plpgsql AS $$
      DECLARE
        filled display_rows;
        stemmer regconfig := display_stemmer(candidate->>'language');
        named text := candidate->>'name';
      BEGIN
        filled := jsonb_populate_record(NULL::display_rows, jsonb_build_object('processed_at', now()) || candidate
          || jsonb_build_object('asset_id', asset, 'account_id', account, 'updated_at', now()));
        filled.search := to_tsvector('simple', words);
        IF stemmer <> 'pg_catalog.simple'::regconfig THEN
          filled.search := filled.search || to_tsvector(stemmer, words);
        END IF;
        DELETE FROM display_rows WHERE asset_id = asset;
        IF FOUND THEN
          ${Object.keys(DETAILS)
            .map((table) => `DELETE FROM ${table} WHERE asset_id = asset;`)
            .join('\n          ')}
        END IF;
        INSERT INTO display_rows VALUES (filled.*);
        ${inserts.join('\n        ')}
      END $$`);
  }
}

async function insertInto(runner: QueryRunner, table: string, grain: string): Promise<string> {
  const columns: { name: string; type: string }[] = await runner.query(
    `SELECT quote_ident(attname) AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attname <> ALL($2) ORDER BY attnum`,
    [`public.${table}`, COMMON],
  );
  const names = columns.map(({ name }) => name).join(', ');
  return `INSERT INTO ${table} (${COMMON.join(', ')}, ${names})
        SELECT asset, account, place - 1, named, now(), ${names}
        FROM ROWS FROM (jsonb_to_recordset(details->'${grain}') AS (${columns.map(({ name, type }) => `${name} ${type}`).join(', ')}))
          WITH ORDINALITY AS entries (${names}, place);`;
}
