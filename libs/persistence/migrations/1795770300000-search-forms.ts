import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '../forward-migration.js';

/** The words of a search as they stand, or as the languages of the account bend them. */
const QUERY = `
CREATE OR REPLACE FUNCTION display_query(account uuid, words text) RETURNS tsquery LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  result tsquery := websearch_to_tsquery('simple', words);
  forms text[] := ARRAY[result::text];
  form tsquery;
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
    form := websearch_to_tsquery(stemmer, words);
    IF form::text <> ALL(forms) THEN
      result := result || form;
      forms := forms || form::text;
    END IF;
  END LOOP;
  RETURN result;
END $$`;

/** Most languages bend a word alike: asked for once each form, the planner knows better how many rows there are. */
export class SearchForms1795770300000 extends ForwardMigration {
  readonly name = 'SearchForms1795770300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(QUERY);
  }
}
