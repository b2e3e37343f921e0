import { ODataError, type ODataExpand } from '@vitamill/odata';
import type { DisplayRow, RowQueryRepository } from '@vitamill/persistence';
import { presentDisplayRow } from '../display/display.presenter.js';
import type { EntitySet } from './entity-sets.js';
import { assertOrder, columnsOf, navigationsOf } from './odata-columns.js';
import type { ODataRequest } from './odata-request.js';
import { skipTokenOf } from './skip-token.js';

/** Rows of an expanded property that one candidate has on a page; `@odata.nextLink` leads to the others. */
export const EXPANDED_ROWS = 1_000;

type Entity = Record<string, unknown>;

/**
 * Adds to the entities what `$expand` asks for: one query for each property, and one for its counts, whatever the rows.
 * Throws ODataError for a property that the set does not lead to.
 */
export async function expandEntities(
  repository: RowQueryRepository,
  accountId: string,
  request: ODataRequest,
  set: EntitySet,
  rows: readonly DisplayRow[],
  entities: readonly Entity[],
  expand: readonly ODataExpand[],
): Promise<void> {
  for (const { detail, options, given } of resolve(set, expand)) {
    assertOrder(detail, options);
    const columns = columnsOf(detail, options);
    const shown = detail.grain.columns.filter(({ name }) => columns.includes(name));
    const assetIds = rows.map(({ asset_id }) => String(asset_id));
    const { filter, order, top = Number.POSITIVE_INFINITY, skip = 0 } = options;
    const limit = Math.min(top, EXPANDED_ROWS);
    const found = await repository.rows(accountId, detail.grain, {
      ...{ columns, filter, order, assetIds, offset: skip, limit: limit + 1, isLimitPerAsset: true },
    });
    const counts = options.count ? await repository.countByAsset(accountId, detail.grain, { filter, assetIds }) : null;
    const byAsset = groupByAsset(found);
    entities.forEach((entity, index) => {
      const id = assetIds[index] ?? '';
      const all = byAsset.get(id) ?? [];
      const own = all.slice(0, limit);
      const last = own.at(-1);
      if (counts) entity[`${detail.name}@odata.count`] = counts.get(id) ?? 0;
      entity[detail.name] = own.map((row) => presentDisplayRow(row, shown));
      if (all.length > limit && limit < top && last) {
        const after = order.length === 0 ? detail.grain.key.map((name) => last[name] as string | number) : null;
        const token = skipTokenOf({ given: own.length, after });
        entity[`${detail.name}@odata.nextLink`] = nextLink(
          request.root,
          `${set.name}(${id})/${detail.name}`,
          given,
          token,
        );
      }
    });
  }
}

function resolve(set: EntitySet, expand: readonly ODataExpand[]) {
  const navigations = navigationsOf(set);
  return expand.flatMap(({ navigation, options, given }) => {
    if (navigation === '*') {
      const named = expand.map((each) => each.navigation);
      return navigations.filter(({ name }) => !named.includes(name)).map((detail) => ({ detail, options, given }));
    }
    const detail = navigations.find(({ name }) => name === navigation);
    if (!detail) throw new ODataError('syntax', `${set.name} does not lead to ${navigation.slice(0, 60)}.`, '$expand');
    return [{ detail, options, given }];
  });
}

function groupByAsset(rows: readonly DisplayRow[]): Map<string, DisplayRow[]> {
  const groups = new Map<string, DisplayRow[]>();
  for (const row of rows) {
    const id = String(row.asset_id);
    const group = groups.get(id);
    if (group) group.push(row);
    else groups.set(id, [row]);
  }
  return groups;
}

/** A link to the page behind a token, with the options that led to it. */
export function nextLink(root: string, path: string, options: Readonly<Record<string, string>>, token: string): string {
  const query = new URLSearchParams({ ...options, $skiptoken: token });
  return `${root}/${path}?${query.toString().replaceAll('%24', '$').replaceAll('+', '%20')}`;
}
