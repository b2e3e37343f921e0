import type { DataSource } from 'typeorm';
import { SqlParameters } from '../sql-parameters.js';
import { type ConditionUse, displayConditions } from './conditions.js';
import type { Grain } from './grains.js';
import type { PreparedSelection } from './search-query.js';

/** How long the size of an account counts as known. */
const KNOWN_MILLISECONDS = 5 * 60_000;
const MOST_ACCOUNTS = 5_000;
/** More than these are never fetched for one page. */
const MOST_HITS = 20_000;
/** Words of a row that is walked past are read from beside the table: what that costs against the look at an index of words. */
const COST_OF_WORDS = 2;

/** What the planner expects of a selection. */
export interface Expected {
  readonly rows: number;
  /** In its units; one is about a page of the table that is read in order. */
  readonly cost: number;
}

/** The FROM and WHERE of a selection with their values. */
export function fromOf(
  accountId: string,
  selection: PreparedSelection,
  grain: Grain,
  use: ConditionUse,
): { from: string; values: unknown[] } {
  const parameters = new SqlParameters();
  const from = `FROM ${grain.table} WHERE ${displayConditions(grain, accountId, selection, parameters, use)}`;
  return { from, values: parameters.values };
}

/** Asks the planner how many rows there are, which decides how they are found. */
export class Expectations {
  private readonly sizes = new Map<string, { readonly rows: number; readonly until: number }>();

  constructor(private readonly dataSource: DataSource) {}

  async of(accountId: string, selection: PreparedSelection, grain: Grain): Promise<Expected> {
    const { from, values } = fromOf(accountId, selection, grain, 'estimate');
    const [answer] = await this.dataSource.query(`EXPLAIN (FORMAT JSON) SELECT 1 ${from}`, values);
    const plan = answer['QUERY PLAN'][0].Plan;
    return { rows: Number(plan['Plan Rows']), cost: Number(plan['Total Cost']) };
  }

  /**
   * How many rows are better all fetched and then ordered. A walk along the order looks at `pageRows` times the rows of the
   * account, divided by those that fit: it costs as much as the fetch where these are the root of the product. Of words
   * that hardly occur, or of a range at the other end of the order, it would look at the whole account.
   */
  async mostHits(accountId: string, { words }: PreparedSelection, grain: Grain, pageRows: number): Promise<number> {
    const rows = await this.sizeOf(accountId, grain);
    return Math.min(MOST_HITS, Math.sqrt(pageRows * rows * (words === undefined ? 1 : COST_OF_WORDS)));
  }

  /** Rows of an account, as the planner had them a few minutes ago. */
  private async sizeOf(accountId: string, grain: Grain): Promise<number> {
    const name = `${grain.name} ${accountId}`;
    const known = this.sizes.get(name);
    if (known && known.until > Date.now()) return known.rows;
    const { rows } = await this.of(accountId, { filters: [] }, grain);
    if (this.sizes.size >= MOST_ACCOUNTS) this.sizes.clear();
    this.sizes.set(name, { rows, until: Date.now() + KNOWN_MILLISECONDS });
    return rows;
  }
}
