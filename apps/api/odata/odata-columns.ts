import { ODataError, type ODataOptions } from '@vitamill/odata';
import { DETAIL_SETS, type EntitySet } from './entity-sets.js';

/** The sets that an entity of this set leads to. */
export const navigationsOf = (set: EntitySet): readonly EntitySet[] => (set.grain.key.length === 1 ? DETAIL_SETS : []);

/** The columns that `$select` asks for. Throws ODataError for a name that the set lacks. */
export function columnsOf(set: EntitySet, { select }: ODataOptions): readonly string[] {
  const all = set.grain.columns.map(({ name }) => name);
  if (!select) return all;
  const known = [...all, ...navigationsOf(set).map(({ name }) => name)];
  const unknown = select.find((name) => !known.includes(name));
  if (unknown) throw new ODataError('syntax', `${set.name} has no property ${unknown.slice(0, 60)}.`, '$select');
  return all.filter((name) => select.includes(name));
}

export function assertOrder(set: EntitySet, { order }: ODataOptions): void {
  for (const { name } of order) {
    const column = set.grain.columns.find((candidate) => candidate.name === name);
    if (!column) throw new ODataError('syntax', `${set.name} has no property ${name.slice(0, 60)}.`, '$orderby');
    if (column.type === 'list') throw new ODataError('unsupported', 'Lists have no order.', '$orderby');
  }
}
