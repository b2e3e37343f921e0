import type { DataSource } from 'typeorm';
import { SqlParameters } from '../sql-parameters.js';
import { type ConditionUse, displayConditions } from './conditions.js';
import type { Grain } from './grains.js';
import type { PreparedSelection } from './search-query.js';

/** How long what the planner expects counts as known: somebody who pages, or looks at a dashboard, asks the same again. */
const KNOWN_MILLISECONDS = 60_000;
const MOST_KNOWN = 5_000;
/** More than these are never fetched for one page. */
const MOST_HITS = 5_000;
/**
 * What a look at a row on a walk costs against fetching one by an index: 1 and 2 microseconds; 6 and 3 of free text, for
 * which the words beside the table are read.
 */
const COST_OF_WALK = 0.5;
const COST_OF_WALK_BY_WORDS = 2;

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

const nameOf = (accountId: string, selection: PreparedSelection, grain: Grain): string =>
  JSON.stringify([accountId, grain.name, selection]);

/** Asks the planner how many rows there are, which decides how they are found. */
export class Expectations {
  private readonly known = new Map<string, { readonly expected: Expected; readonly until: number }>();

  constructor(private readonly dataSource: DataSource) {}

  /** As of at most a minute ago. */
  async of(accountId: string, selection: PreparedSelection, grain: Grain): Promise<Expected> {
    const name = nameOf(accountId, selection, grain);
    const known = this.known.get(name);
    if (known && known.until > Date.now()) return known.expected;
    const { from, values } = fromOf(accountId, selection, grain, 'estimate');
    const [answer] = await this.dataSource.query(`EXPLAIN (FORMAT JSON) SELECT 1 ${from}`, values);
    const plan = answer['QUERY PLAN'][0].Plan;
    const expected = { rows: Number(plan['Plan Rows']), cost: Number(plan['Total Cost']) };
    this.remember(name, expected);
    return expected;
  }

  /** The planner takes words that go together for independent ones: what was seen to be more is expected from then on. */
  correct(accountId: string, selection: PreparedSelection, grain: Grain, expected: Expected): void {
    this.remember(nameOf(accountId, selection, grain), expected);
  }

  private remember(name: string, expected: Expected): void {
    if (this.known.size >= MOST_KNOWN) this.known.clear();
    this.known.set(name, { expected, until: Date.now() + KNOWN_MILLISECONDS });
  }

  /**
   * How many rows are better all fetched and then ordered. A walk along the order looks at `pageRows` times the rows of the
   * account, divided by those that fit: were a look and a fetch equally dear, both would cost the same where the root of that
   * product fits. Of words that hardly occur, or of a range at the other end of the order, a walk looks at the whole account.
   */
  async mostHits(accountId: string, { words }: PreparedSelection, grain: Grain, pageRows: number): Promise<number> {
    const { rows } = await this.of(accountId, { filters: [] }, grain);
    return Math.min(
      MOST_HITS,
      Math.sqrt(pageRows * rows * (words === undefined ? COST_OF_WALK : COST_OF_WALK_BY_WORDS)),
    );
  }
}
