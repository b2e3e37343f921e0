import type { EntityManager } from 'typeorm';
import { rowsOf } from '../rows-of.js';

/** Names out of the catalogue stand in statements: only plain ones. */
const PLAIN = /^[a-z_][a-z0-9_]*$/;

/**
 * Every table that holds something of an asset, by its column `asset_id`. Read from the catalogue, so that a table that is
 * added later is exported and erased with the others.
 */
export async function tablesOfAssets(manager: EntityManager): Promise<string[]> {
  const rows = rowsOf<{ name: string }>(
    await manager.query(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
       WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace
         AND a.attname = 'asset_id' AND NOT a.attisdropped ORDER BY c.relname`,
    ),
  );
  return rows.map(({ name }) => name).filter((name) => PLAIN.test(name));
}
