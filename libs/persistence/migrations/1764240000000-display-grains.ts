import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '../forward-migration.js';

const PERIOD = `start text COLLATE "und-x-icu", start_date date, "end" text COLLATE "und-x-icu", end_date date, is_current boolean`;
const text = (...names: string[]): string => names.map((name) => `${name} text COLLATE "und-x-icu"`).join(', ');

/** Columns of each table after asset, account, ordinal and the candidate's name. */
const TABLES: Readonly<Record<string, string>> = {
  display_positions: `${text('title', 'title_normalized', 'title_code', 'seniority', 'employer', 'city', 'country')}, ${PERIOD},
    months_min integer, months_max integer, ${text('employment_type', 'team')}, skills text[] NOT NULL DEFAULT '{}'`,
  display_education: `${text('institution', 'degree', 'degree_name')}, level smallint,
    ${text('field', 'city', 'country')}, ${PERIOD}, ${text('grade')}, grade_ratio real`,
  display_skills: `${text('name', 'normalized', 'skill_id', 'taxonomy', 'type')}, months integer,
    ${text('last_used')}, is_listed boolean NOT NULL`,
  display_languages: text('name', 'code', 'level', 'cefr'),
  display_certificates: text('name', 'issuer', 'date', 'url'),
};

/** Columns that are filtered and sorted by an index of their own; the others by the index of the account. */
const INDEXED: Readonly<Record<string, readonly string[]>> = {
  display_positions: [
    ...['lower(candidate_name)', 'lower(title)', 'lower(title_normalized)', 'lower(title_code)', 'lower(seniority)'],
    ...['lower(employer)', 'lower(city)', 'lower(country)', 'lower(start)', 'start_date', 'lower("end")', 'end_date'],
    ...['is_current', 'months_min', 'months_max', 'lower(employment_type)', 'lower(team)', 'array_length(skills, 1)'],
    'updated_at',
  ],
  display_education: [
    ...['lower(candidate_name)', 'lower(institution)', 'lower(degree)', 'lower(degree_name)', 'level', 'lower(field)'],
    ...['lower(city)', 'lower(country)', 'lower(start)', 'start_date', 'lower("end")', 'end_date', 'is_current'],
    ...['lower(grade)', 'grade_ratio', 'updated_at'],
  ],
  display_skills: [
    ...['lower(candidate_name)', 'lower(name)', 'lower(normalized)', 'lower(skill_id)', 'lower(taxonomy)'],
    ...['lower(type)', 'months', 'lower(last_used)', 'is_listed', 'updated_at'],
  ],
  display_languages: [
    'lower(candidate_name)',
    'lower(name)',
    'lower(code)',
    'lower(level)',
    'lower(cefr)',
    'updated_at',
  ],
  display_certificates: [
    ...['lower(candidate_name)', 'lower(name)', 'lower(issuer)', 'lower(date)', 'lower(url)', 'updated_at'],
  ],
};

/** Snowball stemmers that PostgreSQL brings, by BCP 47 language. */
const STEMMERS = {
  ...{ ca: 'catalan', da: 'danish', de: 'german', el: 'greek', en: 'english', es: 'spanish', fi: 'finnish' },
  ...{ fr: 'french', hu: 'hungarian', it: 'italian', lt: 'lithuanian', nb: 'norwegian', nl: 'dutch', nn: 'norwegian' },
  ...{ no: 'norwegian', pt: 'portuguese', ro: 'romanian', ru: 'russian', sr: 'serbian', sv: 'swedish', tr: 'turkish' },
};

const SEARCH = `
CREATE FUNCTION display_stemmer(language text) RETURNS regconfig LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE split_part(lower(language), '-', 1)
    ${Object.entries(STEMMERS)
      .map(([code, name]) => `WHEN '${code}' THEN 'pg_catalog.${name}'::regconfig`)
      .join('\n    ')}
    ELSE 'pg_catalog.simple'::regconfig END
$$;
-- Words as they stand, or as the languages of the account's records bend them. Words that must not occur are taken as
-- they stand: another language's stem of them would let them through.
CREATE FUNCTION display_query(account uuid, words text) RETURNS tsquery LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  result tsquery := websearch_to_tsquery('simple', words);
  stemmer regconfig;
BEGIN
  IF words ~ '(^|\\s)-\\S' THEN RETURN result; END IF;
  FOR stemmer IN
    WITH RECURSIVE languages AS (
      (SELECT lower(language) AS language FROM display_rows
       WHERE account_id = account AND lower(language) IS NOT NULL ORDER BY lower(language) LIMIT 1)
      UNION ALL
      SELECT (SELECT lower(language) FROM display_rows
              WHERE account_id = account AND lower(language) > languages.language ORDER BY lower(language) LIMIT 1)
      FROM languages WHERE languages.language IS NOT NULL
    ) SELECT DISTINCT display_stemmer(language) FROM languages WHERE language IS NOT NULL
  LOOP
    result := result || websearch_to_tsquery(stemmer, words);
  END LOOP;
  RETURN result;
END $$;
`;

const insertInto = (table: string, grain: string): string => `
  DELETE FROM ${table} WHERE asset_id = asset;
  INSERT INTO ${table} SELECT made.* FROM jsonb_array_elements(details->'${grain}') WITH ORDINALITY AS items (item, place),
    jsonb_populate_record(NULL::${table}, item || common || jsonb_build_object('ordinal', place - 1)) AS made;`;

const WRITE = `
CREATE FUNCTION write_display_rows(asset uuid, account uuid, candidate jsonb, details jsonb, words text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  filled display_rows;
  common jsonb := jsonb_build_object(
    'asset_id', asset, 'account_id', account, 'candidate_name', candidate->>'name', 'updated_at', now());
BEGIN
  filled := jsonb_populate_record(NULL::display_rows, jsonb_build_object('processed_at', now()) || candidate || common);
  filled.search := to_tsvector('simple', words) || to_tsvector(display_stemmer(candidate->>'language'), words);
  DELETE FROM display_rows WHERE asset_id = asset;
  INSERT INTO display_rows VALUES (filled.*);
  ${insertInto('display_positions', 'position')}
  ${insertInto('display_education', 'education')}
  ${insertInto('display_skills', 'skill')}
  ${insertInto('display_languages', 'language')}
  ${insertInto('display_certificates', 'certificate')}
END $$;
`;

export class DisplayGrains1764240000000 extends ForwardMigration {
  readonly name = 'DisplayGrains1764240000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE display_rows ADD COLUMN projection_version smallint NOT NULL DEFAULT 1');
    await runner.query('CREATE INDEX display_rows_projection ON display_rows (projection_version, asset_id)');
    for (const [table, columns] of Object.entries(TABLES)) {
      await runner.query(`CREATE TABLE ${table} (
        asset_id uuid NOT NULL REFERENCES assets ON DELETE CASCADE,
        account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
        ordinal integer NOT NULL, candidate_name text COLLATE "und-x-icu", ${columns}, updated_at timestamptz NOT NULL,
        PRIMARY KEY (asset_id, ordinal))`);
      await runner.query(`CREATE INDEX ${table}_account ON ${table} (account_id, asset_id, ordinal)`);
      await runner.query(`CREATE INDEX ${table}_ordinal ON ${table} (account_id, ordinal, asset_id)`);
      for (const key of INDEXED[table] ?? [])
        await runner.query(
          `CREATE INDEX ${table}_${key.replace(/\W+|lower|array_length|1/g, '')} ON ${table} (account_id, ${key}, asset_id, ordinal)`,
        );
    }
    await runner.query('CREATE INDEX display_positions_skills_part ON display_positions USING gin (lower_all(skills))');
    await runner.query(`CREATE INDEX assets_deletions ON assets (account_id, deleted_at, id) WHERE status = 'deleted'`);
    await runner.query(SEARCH);
    await runner.query(WRITE);
  }
}
