import type { DataSource } from 'typeorm';
import type { DisplayColumn, DisplayOperator, DisplayQuery, DisplayRow, DisplaySelection } from './columns.js';
import { resolveContains } from './contained-values.js';
import { Expectations, type Expected, fromOf } from './expectations.js';
import { CANDIDATE_GRAIN, type Grain } from './grains.js';
import { type Place, readCursor, writeCursor } from './page-cursor.js';
import { MOST_FETCHED, type PageWay, pageStatement } from './page-statement.js';
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

/** A selection, and how its rows are found. */
interface Plan {
  readonly asked: PreparedSelection;
  /** The same, where parts of texts were looked up. */
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
    const found = await this.find(accountId, grain, query, plan, after);
    const rows = readRows(found.texts.slice(0, page.size), found.columns);
    const last = rows.at(-1);
    const [part = null, key = null, all = null] = found.texts[rows.length - 1]?.slice(found.columns.length) ?? [];
    const seen = offset + found.texts.length;
    const nextCursor =
      found.texts.length > page.size && last ? writeCursor(grain, query, Number(part), key, last) : null;
    if (page.kind === 'cursor') return { rows, nextCursor, total: null };
    if (all !== null) return { rows, nextCursor, total: { rows: Number(all), isExact: true } };
    // A last page that has rows, and a first one, say how many there are.
    const isCounted = found.texts.length <= page.size && (found.texts.length > 0 || offset === 0);
    const total = isCounted
      ? { rows: seen, isExact: true }
      : atLeast(seen, await this.countPlanned(accountId, found.plan, grain));
    return { rows, nextCursor, total };
  }

  /** The rows of a page and one more; where the planner expected far too few to be fetched, by a walk after all. */
  private async find(
    accountId: string,
    grain: Grain,
    query: DisplayQuery,
    plan: Plan,
    after: Place | null,
  ): Promise<{ readonly texts: readonly TextRow[]; readonly columns: readonly DisplayColumn[]; readonly plan: Plan }> {
    const { text, values, columns } = pageStatement(accountId, grain, query, plan.selection, after, plan.way);
    const texts = await readTextRows(this.dataSource, text, values);
    const all = plan.way === 'walk' ? 0 : Number(texts[0]?.at(-1) ?? 0);
    if (all < MOST_FETCHED || !plan.expected) return { texts, columns, plan };
    const expected = { ...plan.expected, rows: MOST_FETCHED };
    this.expectations.correct(accountId, plan.asked, grain, expected);
    return this.find(accountId, grain, query, { ...plan, selection: plan.asked, expected, way: 'walk' }, after);
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
    if (!isUnsure && !(isCounted && given.filters.length > 0))
      return { asked: selection, selection, expected: null, way: 'walk' };
    const expected = await this.expectations.of(accountId, selection, grain);
    // What is counted is fetched for it anyway.
    const isFetched =
      (isCounted && isCountable(expected)) ||
      expected.rows <= (await this.expectations.mostHits(accountId, selection, grain, pageRows));
    if (!isFetched) return { asked: selection, selection, expected, way: 'walk' };
    const hasParts = given.filters.some(({ operator }) => operator === 'contains');
    const resolved = hasParts ? await resolveContains(this.dataSource, accountId, grain, selection) : selection;
    return {
      asked: selection,
      selection: resolved,
      expected,
      way: expected.rows <= FEW_ROWS ? 'fetch_rows' : 'fetch_keys',
    };
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
function readRows(texts: readonly TextRow[], columns: readonly DisplayColumn[]): DisplayRow[] {
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
