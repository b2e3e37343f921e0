import { Inject, Injectable } from '@nestjs/common';
import { ODataError, type ODataExpand, type ODataOptions, parseOptions, parseSegment } from '@vitamill/odata';
import { type DisplayRow, type Grain, type RowQuery, RowQueryRepository } from '@vitamill/persistence';
import { presentDisplayRow } from '../display/display.presenter.js';
import { notFound } from '../errors/api-errors.js';
import { DETAIL_SETS, ENTITY_SETS, type EntitySet, findEntitySet } from './entity-sets.js';
import type { ODataRequest } from './odata-request.js';
import { readSkipToken, skipTokenOf } from './skip-token.js';

/** Rows a page where the client prefers nothing, and at most. */
const PAGE_ROWS = 1_000;
const MAX_PAGE_ROWS = 5_000;

const key = (grain: Grain): readonly string[] => grain.key;

/** The columns that `$select` asks for. Throws ODataError for a name that the set lacks. */
function columnsOf(set: EntitySet, { select }: ODataOptions): readonly string[] {
  const all = set.grain.columns.map(({ name }) => name);
  if (!select) return all;
  const known = [...all, ...(set.grain.key.length === 1 ? DETAIL_SETS.map(({ name }) => name) : [])];
  const unknown = select.find((name) => !known.includes(name));
  if (unknown) throw new ODataError('syntax', `${set.name} has no property ${unknown.slice(0, 60)}.`, '$select');
  return all.filter((name) => select.includes(name));
}

function assertOrder(set: EntitySet, { order }: ODataOptions): void {
  for (const { name } of order) {
    const column = set.grain.columns.find((candidate) => candidate.name === name);
    if (!column) throw new ODataError('syntax', `${set.name} has no property ${name.slice(0, 60)}.`, '$orderby');
    if (column.type === 'list') throw new ODataError('unsupported', 'Lists have no order.', '$orderby');
  }
}

interface Page {
  readonly rows: readonly DisplayRow[];
  readonly nextToken: string | null;
}

@Injectable()
export class ODataService {
  constructor(@Inject(RowQueryRepository) private readonly rows: RowQueryRepository) {}

  serviceDocument({ root, metadata }: ODataRequest): object {
    return {
      ...(metadata === 'none' ? {} : { '@odata.context': `${root}/$metadata` }),
      value: ENTITY_SETS.map(({ name }) => ({ name, kind: 'EntitySet', url: name })),
    };
  }

  /** A set or one entity of it. */
  async resource(accountId: string, request: ODataRequest, path: string): Promise<object> {
    const { set, keyValues } = this.locate(path);
    const options = parseOptions(request.options);
    if (!keyValues) return this.collection(accountId, request, set, options, path);
    return this.entity(accountId, request, set, keyValues, options);
  }

  /** `Candidates/$count` and `Candidates(id)/Positions`. */
  async segment(accountId: string, request: ODataRequest, path: string, segment: string): Promise<object | number> {
    const { set, keyValues } = this.locate(path);
    const options = parseOptions(request.options);
    if (!keyValues) {
      if (segment !== '$count') throw notFound('resource');
      return this.rows.count(accountId, set.grain, options);
    }
    const navigation = set.grain.key.length === 1 ? DETAIL_SETS.find(({ name }) => name === segment) : undefined;
    if (!navigation) throw notFound('resource');
    const assetId = String(keyValues[0]);
    if ((await this.rows.count(accountId, set.grain, { assetIds: [assetId] })) === 0) throw notFound('entity');
    return this.collection(accountId, request, navigation, options, `${path}/${segment}`, [assetId]);
  }

  private locate(path: string): { set: EntitySet; keyValues: readonly (string | number)[] | null } {
    const { name, key: given } = parseSegment(path);
    const set = findEntitySet(name);
    if (!set) throw notFound('resource');
    if (!given) return { set, keyValues: null };
    const names = key(set.grain);
    const values = names.map((part) => (names.length === 1 ? (given[''] ?? given[part]) : given[part]));
    if (Object.keys(given).length !== names.length || values.some((value) => value === undefined))
      throw new ODataError('syntax', `The key of ${set.name} is ${names.join(', ')}.`, 'path');
    const typed = names.map((part, index) => {
      const text = (values[index] ?? '').toLowerCase();
      const isRight = part === 'ordinal' ? /^\d{1,9}$/.test(text) : /^[0-9a-f-]{36}$/.test(text);
      if (!isRight) throw notFound('entity');
      return part === 'ordinal' ? Number(text) : text;
    });
    return { set, keyValues: typed };
  }

  private async entity(
    accountId: string,
    { root, metadata }: ODataRequest,
    set: EntitySet,
    keyValues: readonly (string | number)[],
    options: ODataOptions,
  ): Promise<object> {
    const columns = columnsOf(set, options);
    const [row] = await this.rows.rows(accountId, set.grain, {
      columns,
      order: [],
      offset: 0,
      limit: 1,
      key: keyValues,
    });
    if (!row) throw notFound('entity');
    const [value] = await this.present(accountId, set, [row], columns, options.expand);
    const context = `${root}/$metadata#${set.name}${selectionOf(options)}/$entity`;
    return { ...(metadata === 'none' ? {} : { '@odata.context': context }), ...value };
  }

  private async collection(
    accountId: string,
    request: ODataRequest,
    set: EntitySet,
    options: ODataOptions,
    path: string,
    assetIds?: readonly string[],
  ): Promise<object> {
    assertOrder(set, options);
    const { filter, search } = options;
    const columns = columnsOf(set, options);
    const page = await this.page(accountId, request, set, options, columns, assetIds);
    const count = options.count ? await this.rows.count(accountId, set.grain, { filter, search, assetIds }) : null;
    return {
      ...(request.metadata === 'none'
        ? {}
        : { '@odata.context': `${request.root}/$metadata#${set.name}${selectionOf(options)}` }),
      ...(count === null ? {} : { '@odata.count': count }),
      value: await this.present(accountId, set, page.rows, columns, options.expand),
      ...(page.nextToken === null ? {} : { '@odata.nextLink': nextLink(request, path, page.nextToken) }),
    };
  }

  /** Server-driven paging: by key where nothing else orders the rows, which costs the same at any depth. */
  private async page(
    accountId: string,
    request: ODataRequest,
    set: EntitySet,
    options: ODataOptions,
    columns: readonly string[],
    assetIds: readonly string[] | undefined,
  ): Promise<Page> {
    const { filter, search, order, top, skip = 0 } = options;
    const names = key(set.grain);
    const size = Math.min(request.maxPageSize ?? PAGE_ROWS, MAX_PAGE_ROWS);
    const token = options.skipToken === undefined ? null : readSkipToken(options.skipToken, names);
    const given = token?.given ?? 0;
    const left = top === undefined ? Number.POSITIVE_INFINITY : Math.max(0, top - given);
    const limit = Math.min(size, left);
    if (limit === 0) return { rows: [], nextToken: null };
    const query: RowQuery = {
      ...{ columns, filter, search, assetIds, order, limit: limit + 1 },
      offset: token ? (token.after ? 0 : skip + given) : skip,
      after: token?.after ?? undefined,
    };
    const found = await this.rows.rows(accountId, set.grain, query);
    const rows = found.slice(0, limit);
    const last = rows.at(-1);
    const hasMore = found.length > limit && limit < left;
    if (!hasMore || !last) return { rows, nextToken: null };
    const after = order.length === 0 ? names.map((name) => last[name] as string | number) : null;
    return { rows, nextToken: skipTokenOf({ given: given + rows.length, after }) };
  }

  /** Rows as entities, with what `$expand` asks for: one query for each expanded property, whatever the rows. */
  private async present(
    accountId: string,
    set: EntitySet,
    rows: readonly DisplayRow[],
    columns: readonly string[],
    expand: readonly ODataExpand[],
  ): Promise<Record<string, unknown>[]> {
    const shown = set.grain.columns.filter(({ name }) => columns.includes(name));
    const values = rows.map((row) => presentDisplayRow(row, shown));
    for (const { navigation, options } of expand) {
      const detail = set.grain.key.length === 1 ? DETAIL_SETS.find(({ name }) => name === navigation) : undefined;
      if (!detail)
        throw new ODataError('syntax', `${set.name} does not lead to ${navigation.slice(0, 60)}.`, '$expand');
      assertOrder(detail, options);
      const detailColumns = columnsOf(detail, options);
      const details = detail.grain.columns.filter(({ name }) => detailColumns.includes(name));
      const found = await this.rows.rows(accountId, detail.grain, {
        ...{ columns: detailColumns, filter: options.filter, order: options.order, offset: 0 },
        assetIds: rows.map(({ asset_id }) => String(asset_id)),
        limit: options.top ?? MAX_PAGE_ROWS,
        isLimitPerAsset: true,
      });
      const byAsset = groupByAsset(found);
      values.forEach((value, index) => {
        const own = byAsset.get(String(rows[index]?.asset_id)) ?? [];
        value[navigation] = own.map((row) => presentDisplayRow(row, details));
      });
    }
    return values;
  }
}

function groupByAsset(rows: readonly DisplayRow[]): Map<string, DisplayRow[]> {
  const groups = new Map<string, DisplayRow[]>();
  for (const row of rows) {
    const id = String(row.asset_id);
    groups.set(id, [...(groups.get(id) ?? []), row]);
  }
  return groups;
}

/** What a context URL says of `$select` and `$expand` (OData JSON format, 10). */
function selectionOf({ select, expand }: ODataOptions): string {
  const parts = [...(select ?? []), ...expand.map(({ navigation }) => `${navigation}()`)];
  return parts.length > 0 ? `(${parts.join(',')})` : '';
}

function nextLink({ root, options }: ODataRequest, path: string, token: string): string {
  const query = new URLSearchParams({ ...options, $skiptoken: token });
  return `${root}/${path}?${query.toString().replaceAll('%24', '$').replaceAll('+', '%20')}`;
}
