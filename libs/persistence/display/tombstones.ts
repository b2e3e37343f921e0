import type { SqlParameters } from '../sql-parameters.js';
import { displayConditions } from './conditions.js';
import { CANDIDATE_GRAIN, type Grain, MATCH_GRAIN } from './grains.js';
import type { PreparedSelection } from './search-query.js';

/**
 * What a deleted row is told by. The rows of an asset are written and deleted together, so that of every grain made from
 * records the asset is enough.
 */
export const tombstoneKey = (grain: Grain): readonly string[] =>
  grain.name === MATCH_GRAIN.name ? grain.key : ['asset_id'];

/**
 * FROM and ORDER BY of the keys that a copy of the selection has to forget which was made before `since`, with `deleted_at`:
 * of what was deleted, and of what was written anew and has no row in the selection any more, because the record lost its
 * last one or the filters let it through no more.
 */
export function tombstonesSql(
  grain: Grain,
  accountId: string,
  selection: PreparedSelection,
  since: Date,
  parameters: SqlParameters,
): string {
  const account = `${parameters.add(accountId)}::uuid`;
  const instant = `${parameters.add(since)}::timestamptz`;
  const key = tombstoneKey(grain);
  const isMatch = grain.name === MATCH_GRAIN.name;
  const deleted = isMatch
    ? `SELECT job_id, ordinal, deleted_at FROM display_match_deletions WHERE account_id = ${account} AND deleted_at > ${instant}`
    : `SELECT id AS asset_id, deleted_at FROM assets
       WHERE account_id = ${account} AND status = 'deleted' AND deleted_at > ${instant}`;
  const written = isMatch ? MATCH_GRAIN.table : CANDIDATE_GRAIN.table;
  const same = key.map((name) => `${grain.table}.${name} = written.${name}`).join(' AND ');
  return `FROM (
      ${deleted}
      UNION ALL
      SELECT ${key.join(', ')}, updated_at AS deleted_at FROM ${written} AS written
      WHERE account_id = ${account} AND updated_at > ${instant} AND NOT EXISTS (
        SELECT 1 FROM ${grain.table} WHERE ${same} AND ${displayConditions(grain, accountId, selection, parameters)})
    ) AS gone ORDER BY deleted_at, ${key.join(', ')}`;
}
