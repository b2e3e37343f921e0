import type { RowExpression } from '@vitamill/domain';
import type { DataSource } from 'typeorm';
import { SqlParameters } from '../sql-parameters.js';
import type { DisplayRow } from './columns.js';
import { displayConditions, quoted } from './conditions.js';
import { columnOf, type Grain } from './grains.js';
import { rowExpressionSql } from './row-expression-sql.js';
import { prepareSelection } from './search-query.js';

export interface RowSelection {
  readonly filter?: RowExpression | undefined;
  /** Free text as `DisplaySelection.q`. */
  readonly search?: string | undefined;
  /** Rows of these assets only. */
  readonly assetIds?: readonly string[] | undefined;
  /** The row of this key only, in the order of the grain's key. */
  readonly key?: readonly (string | number)[] | undefined;
}

export interface RowQuery extends RowSelection {
  readonly columns: readonly string[];
  /** Rows without a value come first ascending and last descending (OData part 1, 11.2.6.2). The key ends every order. */
  readonly order: readonly { readonly name: string; readonly direction: 'asc' | 'desc' }[];
  readonly offset: number;
  /** Only rows behind this key, for orders by the key alone. */
  readonly after?: readonly (string | number)[] | undefined;
  readonly limit: number;
  /** `offset` and `limit` are those of each asset, instead of those of all. */
  readonly isLimitPerAsset?: boolean | undefined;
}

/** Flat rows by expressions, as OData asks for them. */
export class RowQueryRepository {
  constructor(private readonly dataSource: DataSource) {}

  async rows(accountId: string, grain: Grain, query: RowQuery): Promise<DisplayRow[]> {
    const parameters = new SqlParameters();
    const conditions = [await this.where(accountId, grain, query, parameters)];
    if (query.after) {
      const types = grain.key.map((name) => (name === 'ordinal' ? 'integer' : 'uuid'));
      const place = query.after.map((value, index) => `${parameters.add(value)}::${types[index]}`);
      conditions.push(`(${grain.key.join(', ')}) > (${place.join(', ')})`);
    }
    const where = conditions.join(' AND ');
    const needed = query.isLimitPerAsset ? ['asset_id'] : [];
    const columns = [...new Set([...query.columns, ...grain.key, ...needed])].map((name) => {
      const { type } = columnOf(grain, name);
      return type === 'date' ? `to_char(${quoted(name)}, 'YYYY-MM-DD') AS ${quoted(name)}` : quoted(name);
    });
    const order = [
      ...query.order.map(({ name, direction }) => {
        columnOf(grain, name);
        return `${grain.table}.${quoted(name)} ${direction === 'asc' ? 'ASC NULLS FIRST' : 'DESC NULLS LAST'}`;
      }),
      ...grain.key,
    ].join(', ');
    if (!query.isLimitPerAsset)
      return this.dataSource.query(
        `SELECT ${columns.join(', ')} FROM ${grain.table} WHERE ${where} ORDER BY ${order}
         LIMIT ${parameters.add(query.limit)} OFFSET ${parameters.add(query.offset)}`,
        parameters.values,
      );
    return this.dataSource.query(
      `SELECT * FROM (SELECT ${columns.join(', ')}, row_number() OVER (PARTITION BY asset_id ORDER BY ${order}) AS place_
         FROM ${grain.table} WHERE ${where}) AS rows
       WHERE place_ > ${parameters.add(query.offset)} AND place_ <= ${parameters.add(query.offset + query.limit)}
       ORDER BY asset_id, place_`,
      parameters.values,
    );
  }

  /** How many rows of a selection each asset has; those without are missing. */
  async countByAsset(accountId: string, grain: Grain, selection: RowSelection): Promise<ReadonlyMap<string, number>> {
    const parameters = new SqlParameters();
    const where = await this.where(accountId, grain, selection, parameters);
    const rows: { asset_id: string; count: number }[] = await this.dataSource.query(
      `SELECT asset_id, count(*)::int AS count FROM ${grain.table} WHERE ${where} GROUP BY asset_id`,
      parameters.values,
    );
    return new Map(rows.map(({ asset_id, count }) => [asset_id, count]));
  }

  async count(accountId: string, grain: Grain, selection: RowSelection): Promise<number> {
    const parameters = new SqlParameters();
    const where = await this.where(accountId, grain, selection, parameters);
    const [row] = await this.dataSource.query(
      `SELECT count(*)::int AS count FROM ${grain.table} WHERE ${where}`,
      parameters.values,
    );
    return row.count;
  }

  private async where(
    accountId: string,
    grain: Grain,
    selection: RowSelection,
    parameters: SqlParameters,
  ): Promise<string> {
    const { filter, search, assetIds, key } = selection;
    const words = { filters: [], ...(search ? { q: search } : {}) };
    const prepared = await prepareSelection(this.dataSource, accountId, words);
    const conditions = [displayConditions(grain, accountId, prepared, parameters)];
    if (assetIds) conditions.push(`asset_id = ANY(${parameters.add(assetIds)}::uuid[])`);
    for (const [index, value] of (key ?? []).entries()) {
      const name = grain.key[index] ?? 'asset_id';
      conditions.push(`${name} = ${parameters.add(value)}::${name === 'ordinal' ? 'integer' : 'uuid'}`);
    }
    if (filter) conditions.push(rowExpressionSql(filter, grain, parameters));
    return conditions.join(' AND ');
  }
}
