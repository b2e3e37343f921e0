import { Inject, Injectable } from '@nestjs/common';
import { columnOf, DisplayGroupRepository, DisplayRepository } from '@vitamill/persistence';
import { presentDisplayRow } from './display.presenter.js';
import { readDisplayQuery } from './display-query.js';
import { readFacetQuery, readGroupQuery } from './group-query.js';

type Parameters = Readonly<Record<string, unknown>>;

@Injectable()
export class DisplayService {
  constructor(
    @Inject(DisplayRepository) private readonly display: DisplayRepository,
    @Inject(DisplayGroupRepository) private readonly groups: DisplayGroupRepository,
  ) {}

  async list(accountId: string, parameters: Parameters) {
    const { grain, ...query } = readDisplayQuery(parameters);
    const { rows, total, nextCursor } = await this.display.query(accountId, query, grain);
    const columns = query.select?.map((name) => columnOf(grain, name));
    return {
      items: columns ? rows.map((row) => presentDisplayRow(row, columns)) : rows,
      page: query.page.kind === 'page' ? query.page.number : null,
      page_size: query.page.size,
      total: total?.rows ?? null,
      total_is_exact: total?.isExact ?? null,
      next_cursor: nextCursor,
    };
  }

  /** The most frequent values of some columns, with how many rows have each, under the same filters as the list. */
  async facets(accountId: string, parameters: Parameters) {
    const { grain, columns, limit, ...selection } = readFacetQuery(parameters);
    const counted = columns.map(async (column) => ({
      column,
      values: (await this.groups.group(accountId, grain, selection, [column], [{ kind: 'count' }], { limit })).map(
        ({ values: [value], figures: [count] }) => ({ value, count }),
      ),
    }));
    return { facets: await Promise.all(counted) };
  }

  /** Figures by group, largest group first. */
  async group(accountId: string, parameters: Parameters) {
    const { grain, by, metrics, unit, limit, ...selection } = readGroupQuery(parameters);
    const kinds = metrics.map(({ metric }) => metric);
    const found = await this.groups.group(accountId, grain, selection, by, kinds, { unit, limit });
    return {
      groups: found.map(({ values, figures }) => ({
        ...Object.fromEntries(by.map((name, index) => [name, values[index]])),
        ...Object.fromEntries(metrics.map(({ name }, index) => [name, figures[index]])),
      })),
    };
  }
}
