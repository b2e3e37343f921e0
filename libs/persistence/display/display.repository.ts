import type { DataSource } from 'typeorm';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { InvalidCursorError } from '../types.js';
import type { DisplayColumnType, DisplayOperator, DisplayQuery, DisplayRow, DisplaySelection } from './columns.js';
import { displayConditions, orderExpression, quoted } from './conditions.js';
import { resolveContains } from './contained-values.js';
import { CANDIDATE_GRAIN, columnOf, type Grain } from './grains.js';
import { columnReader, readTextRows, selectedColumn } from './read-column.js';
import { type PreparedSelection, prepareSelection } from './search-query.js';
import { SqlParameters } from './sql-parameters.js';
import { timeBounds } from './time-bounds.js';

/** Rows that are counted one by one, some milliseconds; beyond, the planner's estimate is given. */
const EXACT_TOTAL = 10_000;
/** Where the planner expects more rows, counting would only find that there are too many. */
const HOPELESS_TOTAL = 2 * EXACT_TOTAL;
/** Of the planner, about its cost of fetching 25,000 rows here and there: where counting costs more, it is not worth it. */
const DEAR_TOTAL = 30_000;

/** Types of the expressions that columns are ordered by. */
const KEY_TYPES: Readonly<Record<DisplayColumnType, string>> = {
  text: 'text',
  list: 'integer',
  integer: 'integer',
  number: 'real',
  boolean: 'boolean',
  date: 'date',
  time: 'timestamptz',
  uuid: 'uuid',
};

const READABLE_KEYS: Readonly<Record<DisplayColumnType, RegExp>> = {
  text: /^[^\0]*$/s,
  list: /^\d{1,9}$/,
  integer: /^-?\d{1,10}$/,
  number: /^-?\d+(?:\.\d+)?(?:e-?\d+)?$/,
  boolean: /^(?:true|false)$/,
  date: /^\d{4}-\d\d-\d\d$/,
  time: /^\d{4}-\d\d-\d\d [\d:.+-]+$/,
  uuid: /^[0-9a-f-]{36}$/,
};

/**
 * Rows that are all fetched and then ordered. Where there are more, walking along the order finds a page sooner; where the
 * planner believes so of words that hardly occur, or of a range at the other end of the order, it would walk through the
 * whole account.
 */
const FEW_HITS = 4_000;
const UNSURE: readonly DisplayOperator[] = ['ne', 'contains', 'starts_with', 'gt', 'gte', 'lt', 'lte'];

/** What the planner expects of a selection. */
interface Expected {
  readonly rows: number;
  readonly cost: number;
}

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

/** Where a page ended: 1 among the rows with a value in the sort column, 2 among those without. */
interface Place {
  readonly part: 1 | 2;
  readonly key: string;
  readonly row: readonly (string | number)[];
}

const rowPlace = (grain: Grain): string => (grain.key.length === 1 ? 'asset_id' : `(${grain.key.join(', ')})`);
const rowPlaceValue = (grain: Grain, place: Place, parameters: SqlParameters): string =>
  grain.key
    .map((name, index) => `${parameters.add(place.row[index])}::${name === 'ordinal' ? 'integer' : 'uuid'}`)
    .join(', ');

export class DisplayRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Rows of an account. Rows without a value in the sort column come last in both directions: they are a second part
   * behind the first, so that each part is one walk along the column's index.
   */
  async query(accountId: string, query: DisplayQuery, grain: Grain = CANDIDATE_GRAIN): Promise<DisplayPage> {
    const { sort, page } = query;
    const column = columnOf(grain, sort.column);
    const parameters = new SqlParameters();
    const { selection, expected } = await this.prepare(accountId, query, grain);
    const isFew = expected !== null && expected.rows <= FEW_HITS;
    const where = [
      displayConditions(grain, accountId, selection, parameters),
      ...(isFew ? [] : timeBounds(query.filters, sort, parameters)),
    ].join(' AND ');
    const offset = page.kind === 'page' ? (page.number - 1) * page.size : 0;
    const limit = parameters.add(page.size + 1 + offset);
    const key = orderExpression(column);
    const direction = sort.direction === 'asc' ? 'ASC' : 'DESC';
    const after = page.kind === 'cursor' && page.cursor !== null ? readCursor(page.cursor, grain, query) : null;
    const beyond = sort.direction === 'asc' ? '>' : '<';
    const rowOrder = grain.key.map((name) => `${name} ${direction}`).join(', ');
    const selected = [...new Set([...(query.select ?? grain.columns.map(({ name }) => name)), ...grain.key])];
    const columns = selected.map(quoted).join(', ');

    let valued = `${key} IS NOT NULL`;
    let empty = `${key} IS NULL`;
    if (after?.part === 1) {
      const place = `${parameters.add(after.key)}::${KEY_TYPES[column.type]}, ${rowPlaceValue(grain, after, parameters)}`;
      valued += ` AND (${key}, ${grain.key.join(', ')}) ${beyond} (${place})`;
    }
    if (after?.part === 2) {
      valued += ' AND false';
      empty += ` AND ${rowPlace(grain)} ${beyond} (${rowPlaceValue(grain, after, parameters)})`;
    }
    const part = (number: number, condition: string, order: string) =>
      `(SELECT ${columns}, ${number} AS part_, ${key} AS key_ FROM ${grain.table} WHERE ${where} AND ${condition}
        ORDER BY ${order} LIMIT ${limit})`;
    const source = isFew
      ? `SELECT ${columns}, CASE WHEN ${key} IS NULL THEN 2 ELSE 1 END AS part_, ${key} AS key_ FROM ${grain.table}
         WHERE ${where} AND ((${valued}) OR (${empty}))`
      : `${part(1, valued, `${key} ${direction}, ${rowOrder}`)} UNION ALL ${part(2, empty, rowOrder)}`;
    const shown = selected.map((name) => columnOf(grain, name));
    const texts = await readTextRows(
      this.dataSource,
      `SELECT ${shown.map(selectedColumn).join(', ')}, part_, key_::text AS key_text_ FROM (
         ${source}
       ) AS rows ORDER BY part_, key_ ${direction}, ${rowOrder}
       LIMIT ${limit} OFFSET ${parameters.add(offset)}`,
      parameters.values,
    );
    const readers = shown.map(columnReader);
    const rows = texts
      .slice(0, page.size)
      .map((row) => Object.fromEntries(selected.map((name, index) => [name, readers[index]?.(row[index] ?? null)])));
    const last = rows.at(-1);
    const [lastPart = null, lastKey = null] = texts[rows.length - 1]?.slice(selected.length) ?? [];
    const nextCursor =
      texts.length > page.size && last
        ? encodeCursor(orderName(grain, query), [
            Number(lastPart),
            lastKey,
            ...grain.key.map((name) => last[name] as string | number),
          ])
        : null;
    if (page.kind === 'cursor') return { rows, nextCursor, total: null };
    // A last page that has rows, and a first one, say how many there are.
    const isCounted = texts.length <= page.size && (texts.length > 0 || offset === 0);
    const counted = offset + texts.length;
    const total =
      isCounted && counted <= EXACT_TOTAL
        ? { rows: counted, isExact: true }
        : atLeast(counted, await this.countPrepared(accountId, selection, grain, expected));
    return { rows, nextCursor, total };
  }

  /** How many rows a selection has: exact up to a limit, estimated beyond. */
  async count(accountId: string, selection: DisplaySelection, grain: Grain = CANDIDATE_GRAIN): Promise<DisplayTotal> {
    const { selection: prepared, expected } = await this.prepare(accountId, selection, grain);
    return this.countPrepared(accountId, prepared, grain, expected);
  }

  /** What is expected of a selection is asked for only where it decides how its rows are found. */
  private async prepare(
    accountId: string,
    given: DisplaySelection,
    grain: Grain,
  ): Promise<{ readonly selection: PreparedSelection; readonly expected: Expected | null }> {
    const selection = await prepareSelection(this.dataSource, accountId, given);
    const isUnsure = selection.words !== undefined || given.filters.some(({ operator }) => UNSURE.includes(operator));
    const expected = isUnsure ? await this.expect(accountId, selection, grain) : null;
    if (!expected || expected.rows > FEW_HITS || !given.filters.some(({ operator }) => operator === 'contains'))
      return { selection, expected };
    return { selection: await resolveContains(this.dataSource, accountId, grain, selection), expected };
  }

  private async countPrepared(
    accountId: string,
    selection: PreparedSelection,
    grain: Grain,
    known: Expected | null,
  ): Promise<DisplayTotal> {
    const expected = known ?? (await this.expect(accountId, selection, grain));
    if (expected.rows > HOPELESS_TOTAL || expected.cost > DEAR_TOTAL) return { rows: expected.rows, isExact: false };
    const { from, values } = fromOf(accountId, selection, grain);
    const [row] = await this.dataSource.query(
      `SELECT count(*)::int AS rows FROM (SELECT 1 ${from} LIMIT ${EXACT_TOTAL + 1}) AS counted`,
      values,
    );
    if (row.rows <= EXACT_TOTAL) return { rows: row.rows, isExact: true };
    return { rows: Math.max(EXACT_TOTAL + 1, expected.rows), isExact: false };
  }

  private async expect(accountId: string, selection: PreparedSelection, grain: Grain): Promise<Expected> {
    const { from, values } = fromOf(accountId, selection, grain);
    const [answer] = await this.dataSource.query(`EXPLAIN (FORMAT JSON) SELECT 1 ${from}`, values);
    const plan = answer['QUERY PLAN'][0].Plan;
    return { rows: Number(plan['Plan Rows']), cost: Number(plan['Total Cost']) };
  }
}

/** An estimate is never below what was seen. */
const atLeast = (seen: number, total: DisplayTotal): DisplayTotal =>
  total.isExact ? total : { ...total, rows: Math.max(seen, total.rows) };

function fromOf(accountId: string, selection: PreparedSelection, grain: Grain): { from: string; values: unknown[] } {
  const parameters = new SqlParameters();
  const from = `FROM ${grain.table} WHERE ${displayConditions(grain, accountId, selection, parameters)}`;
  return { from, values: parameters.values };
}

const orderName = (grain: Grain, { sort }: DisplayQuery): string => `${grain.name}.${sort.column}.${sort.direction}`;

/** Throws `InvalidCursorError` for a cursor of another order and for what no page gave. */
function readCursor(cursor: string, grain: Grain, query: DisplayQuery): Place {
  const [part, key, ...row] = decodeCursor(cursor, orderName(grain, query), 2 + grain.key.length);
  const { type } = columnOf(grain, query.sort.column);
  const isRow = grain.key.every((name, index) =>
    name === 'ordinal' ? Number.isSafeInteger(row[index]) : READABLE_KEYS.uuid.test(String(row[index])),
  );
  const isKey = part === 2 || (part === 1 && typeof key === 'string' && READABLE_KEYS[type].test(key));
  if (!isRow || !isKey) throw new InvalidCursorError();
  return { part: part as 1 | 2, key: String(key ?? ''), row: row as (string | number)[] };
}
