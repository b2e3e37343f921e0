import { Inject, Injectable } from '@nestjs/common';
import { ODataError, type ODataExpand, type ODataOptions, parseOptions, parseSegment } from '@vitamill/odata';
import { type DisplayRow, type Grain, type RowQuery, RowQueryRepository } from '@vitamill/persistence';
import { presentDisplayRow } from '../display/display.presenter.js';
import { notFound } from '../errors/api-errors.js';
import { DETAIL_SETS, ENTITY_SETS, type EntitySet, findEntitySet } from './entity-sets.js';
import { expandEntities, nextLink } from './expand.js';
import { assertOrder, columnsOf, navigationsOf } from './odata-columns.js';
import type { ODataRequest } from './odata-request.js';
import { readSkipToken, skipTokenOf } from './skip-token.js';

/** Rows a page where the client prefers nothing, and at most. */
const PAGE_ROWS = 1_000;
const MAX_PAGE_ROWS = 5_000;

const key = (grain: Grain): readonly string[] => grain.key;

const readOptions = ({ options }: ODataRequest): ODataOptions =>
  parseOptions(
    options,
    DETAIL_SETS.map(({ name }) => name),
  );

/** What OData has and this service does not, as a path. */
const unserved = (part: string): ODataError =>
  new ODataError('unsupported', `The path ${part.slice(0, 40)} is not served.`, 'path');

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
    const options = readOptions(request);
    if (!keyValues) return this.collection(accountId, request, set, options, path);
    return this.entity(accountId, request, set, keyValues, options);
  }

  /** `Candidates/$count`, `Candidates(id)/Positions` and `Candidates(id)/Positions/$count`. */
  async segment(
    accountId: string,
    request: ODataRequest,
    path: string,
    segment: string,
    part: string | null = null,
  ): Promise<object | number> {
    const { set, keyValues } = this.locate(path);
    const options = readOptions(request);
    if (!keyValues) {
      if (segment === '$count' && part === null) return this.rows.count(accountId, set.grain, options);
      throw segment.startsWith('$') ? unserved(segment) : notFound('resource');
    }
    const navigation = navigationsOf(set).find(({ name }) => name === segment);
    if (!navigation) {
      // One entity is no collection that could be counted.
      if (segment === '$count') throw notFound('resource');
      if (segment.startsWith('$') || set.grain.columns.some(({ name }) => name === segment)) throw unserved(segment);
      throw notFound('resource');
    }
    if (part !== null && part !== '$count') throw part.startsWith('$') ? unserved(part) : notFound('resource');
    const assetIds = [String(keyValues[0])];
    if ((await this.rows.count(accountId, set.grain, { assetIds })) === 0) throw notFound('entity');
    if (part !== null) return this.rows.count(accountId, navigation.grain, { ...options, assetIds });
    return this.collection(accountId, request, navigation, options, `${path}/${segment}`, assetIds);
  }

  private locate(path: string): { set: EntitySet; keyValues: readonly (string | number)[] | null } {
    if (/^\$(?:batch|entity|all|crossjoin\b)/.test(path)) throw unserved(path);
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
    request: ODataRequest,
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
    const [value] = await this.present(accountId, request, set, [row], columns, options.expand);
    const context = `${request.root}/$metadata#${set.name}${selectionOf(options)}/$entity`;
    return { ...(request.metadata === 'none' ? {} : { '@odata.context': context }), ...value };
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
      value: await this.present(accountId, request, set, page.rows, columns, options.expand),
      ...(page.nextToken === null
        ? {}
        : { '@odata.nextLink': nextLink(request.root, path, request.options, page.nextToken) }),
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

  /** Rows as entities, with what `$expand` asks for. */
  private async present(
    accountId: string,
    request: ODataRequest,
    set: EntitySet,
    rows: readonly DisplayRow[],
    columns: readonly string[],
    expand: readonly ODataExpand[],
  ): Promise<Record<string, unknown>[]> {
    const shown = set.grain.columns.filter(({ name }) => columns.includes(name));
    const entities = rows.map((row) => presentDisplayRow(row, shown));
    await expandEntities(this.rows, accountId, request, set, rows, entities, expand);
    return entities;
  }
}

/** What a context URL says of `$select` and `$expand` (OData JSON format, 10). */
function selectionOf({ select, expand }: ODataOptions): string {
  const parts = [...(select ?? []), ...expand.map(({ navigation }) => `${navigation}()`)];
  return parts.length > 0 ? `(${parts.join(',')})` : '';
}
