import type { DataSource } from 'typeorm';
import type { DisplayOperator, DisplayQuery, DisplayRow, DisplaySelection } from './columns.js';
import { resolveContains } from './contained-values.js';
import { Expectations, type Expected, fromOf } from './expectations.js';
import { CANDIDATE_GRAIN, type Grain } from './grains.js';
import { readCursor, writeCursor } from './page-cursor.js';
import { type PageStatement, type PageWay, pageStatement } from './page-statement.js';
import { columnReader, readTextRows, type TextRow } from './read-column.js';
import { type PreparedSelection, prepareSelection } from './search-query.js';

/** Rows that are counted, a few milliseconds; where the planner expects more, its estimate is given. */
const EXACT_TOTAL = 2_000;
/** Of the planner, about its cost of fetching 4,000 rows here and there: where counting costs more, it is not worth it. */
const DEAR_TOTAL = 5_000;
/** Rows that are fetched whole, about 5 microseconds each: looking for those of the page anew costs some 500. */
const FEW_ROWS = 120;
/** Rows of a page, where only their number is asked for. */
const USUAL_PAGE = 50;
/** Operators of which the planner, left to itself, may believe that a walk along the order finds a page soon. */
const UNSURE: readonly DisplayOperator[] = ['ne', 'contains', 'starts_with', 'gt', 'gte', 'lt', 'lte'];

export interface DisplayTotal {
  readonly rows: number;
  /** False where it is the planner's estimate. */
  readonly isExact: boolean;
}

export interface DisplayPage {
  readonly rows: readonly DisplayRow[];
  /** Null when paging by cursor. */
  readonly total: DisplayTotal | null;
  readonly nextCursor: string | null;
}

/** A selection as it is asked for, and how its rows are found. */
interface Plan {
  readonly selection: PreparedSelection;
  readonly expected: Expected | null;
  readonly way: PageWay;
}

export class DisplayRepository {
  private readonly expectations: Expectations;

  constructor(private readonly dataSource: DataSource) {
    this.expectations = new Expectations(dataSource);
  }

  /** Rows of an account, those without a value in the sort column last. */
  async query(accountId: string, query: DisplayQuery, grain: Grain = CANDIDATE_GRAIN): Promise<DisplayPage> {
    const { page } = query;
    const after = page.kind === 'cursor' && page.cursor !== null ? readCursor(page.cursor, grain, query) : null;
    const offset = page.kind === 'page' ? (page.number - 1) * page.size : 0;
    const plan = await this.plan(accountId, query, grain, offset + page.size, page.kind === 'page');
    const statement = pageStatement(accountId, grain, query, plan.selection, after, plan.way);
    const texts = await readTextRows(this.dataSource, statement.text, statement.values);
    const rows = readRows(texts.slice(0, page.size), statement);
    const last = rows.at(-1);
    const [part = null, key = null, all = null] = texts[rows.length - 1]?.slice(statement.columns.length) ?? [];
    const nextCursor = texts.length > page.size && last ? writeCursor(grain, query, Number(part), key, last) : null;
    if (page.kind === 'cursor') return { rows, nextCursor, total: null };
    if (all !== null) return { rows, nextCursor, total: { rows: Number(all), isExact: true } };
    // A last page that has rows, and a first one, say how many there are.
    const isCounted = texts.length <= page.size && (texts.length > 0 || offset === 0);
    const counted = offset + texts.length;
    const total = isCounted
      ? { rows: counted, isExact: true }
      : atLeast(counted, await this.countPlanned(accountId, plan, grain));
    return { rows, nextCursor, total };
  }

  /** How many rows a selection has: exact up to a limit, estimated beyond. */
  async count(accountId: string, selection: DisplaySelection, grain: Grain = CANDIDATE_GRAIN): Promise<DisplayTotal> {
    return this.countPlanned(accountId, await this.plan(accountId, selection, grain, USUAL_PAGE, true), grain);
  }

  /** The planner is asked only where what it expects decides how rows are found, or is a total. */
  private async plan(
    accountId: string,
    given: DisplaySelection,
    grain: Grain,
    pageRows: number,
    isCounted: boolean,
  ): Promise<Plan> {
    const selection = await prepareSelection(this.dataSource, accountId, given);
    const isUnsure = selection.words !== undefined || given.filters.some(({ operator }) => UNSURE.includes(operator));
    if (!isUnsure && !(isCounted && given.filters.length > 0)) return { selection, expected: null, way: 'walk' };
    const expected = await this.expectations.of(accountId, selection, grain);
    // What is counted is fetched for it anyway.
    const isFetched =
      (isCounted && isCountable(expected)) ||
      expected.rows <= (await this.expectations.mostHits(accountId, selection, grain, pageRows));
    if (!isFetched) return { selection, expected, way: 'walk' };
    const hasParts = given.filters.some(({ operator }) => operator === 'contains');
    const resolved = hasParts ? await resolveContains(this.dataSource, accountId, grain, selection) : selection;
    return { selection: resolved, expected, way: expected.rows <= FEW_ROWS ? 'fetch_rows' : 'fetch_keys' };
  }

  private async countPlanned(accountId: string, plan: Plan, grain: Grain): Promise<DisplayTotal> {
    const { selection } = plan;
    const expected = plan.expected ?? (await this.expectations.of(accountId, selection, grain));
    if (!isCountable(expected)) return { rows: expected.rows, isExact: false };
    const { from, values } = fromOf(accountId, selection, grain, 'index');
    // Where the planner was wrong, counting ends soon as well.
    const [row] = await this.dataSource.query(
      `SELECT count(*)::int AS rows FROM (SELECT 1 ${from} LIMIT ${2 * EXACT_TOTAL}) AS counted`,
      values,
    );
    return row.rows < 2 * EXACT_TOTAL
      ? { rows: row.rows, isExact: true }
      : { rows: Math.max(row.rows, expected.rows), isExact: false };
  }
}

const isCountable = ({ rows, cost }: Expected): boolean => rows <= EXACT_TOTAL && cost <= DEAR_TOTAL;

/** The columns in the order in which they were asked for. */
function readRows(texts: readonly TextRow[], { columns }: PageStatement): DisplayRow[] {
  const readers = columns.map((column) => ({ name: column.name, read: columnReader(column) }));
  return texts.map((row) => {
    const read: Record<string, unknown> = {};
    let place = 0;
    for (const reader of readers) read[reader.name] = reader.read(row[place++] ?? null);
    return read;
  });
}

/** An estimate is never below what was seen. */
const atLeast = (seen: number, total: DisplayTotal): DisplayTotal =>
  total.isExact ? total : { ...total, rows: Math.max(seen, total.rows) };
