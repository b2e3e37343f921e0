import type { DataSource } from 'typeorm';
import type { DisplayFilter, DisplaySelection } from './columns.js';
import { foldForSearch } from './search-text.js';

/** A filter of a text column whose values were looked up: lower-case, as its index has them. */
export interface ResolvedFilter {
  readonly column: string;
  readonly lowered: readonly string[];
}

/** A selection whose free text stands as PostgreSQL searches it. */
export interface PreparedSelection {
  readonly filters: readonly (DisplayFilter | ResolvedFilter)[];
  /** A tsquery. */
  readonly words?: string;
  readonly q?: never;
}

/**
 * Reads free text in the languages of the account. A statement of its own: as a value the planner sees how frequent the
 * words are, and no row is looked at with the words read anew.
 */
export async function prepareSelection(
  dataSource: Pick<DataSource, 'query'>,
  accountId: string,
  { filters, q }: DisplaySelection,
): Promise<PreparedSelection> {
  if (!q) return { filters };
  const [row] = await dataSource.query('SELECT display_query($1::uuid, $2)::text AS words', [
    accountId,
    foldForSearch(q),
  ]);
  return { filters, words: row.words };
}
