import { decodeCursor, encodeCursor } from '../cursor.js';
import { InvalidCursorError } from '../types.js';
import type { DisplayColumnType, DisplayQuery, DisplayRow } from './columns.js';
import { columnOf, type Grain } from './grains.js';

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

/** Where a page ended: 1 among the rows with a value in the sort column, 2 among those without. */
export interface Place {
  readonly part: 1 | 2;
  readonly key: string;
  readonly row: readonly (string | number)[];
}

const orderName = (grain: Grain, { sort }: DisplayQuery): string => `${grain.name}.${sort.column}.${sort.direction}`;

/** Throws `InvalidCursorError` for a cursor of another order and for what no page gave. */
export function readCursor(cursor: string, grain: Grain, query: DisplayQuery): Place {
  const [part, key, ...row] = decodeCursor(cursor, orderName(grain, query), 2 + grain.key.length);
  const { type } = columnOf(grain, query.sort.column);
  const isRow = grain.key.every((name, index) =>
    name === 'ordinal' ? Number.isSafeInteger(row[index]) : READABLE_KEYS.uuid.test(String(row[index])),
  );
  const isKey = part === 2 || (part === 1 && typeof key === 'string' && READABLE_KEYS[type].test(key));
  if (!isRow || !isKey) throw new InvalidCursorError();
  return { part: part as 1 | 2, key: String(key ?? ''), row: row as (string | number)[] };
}

/** The cursor behind a row: the part that it stands in, its key as PostgreSQL writes it, and the row itself. */
export const writeCursor = (
  grain: Grain,
  query: DisplayQuery,
  part: number,
  key: string | null,
  row: DisplayRow,
): string =>
  encodeCursor(orderName(grain, query), [part, key, ...grain.key.map((name) => row[name] as string | number)]);
