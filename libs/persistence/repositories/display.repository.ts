import type { DataSource } from 'typeorm';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { DISPLAY_COLUMNS, type DisplayColumn, type DisplayQuery, type DisplayRow } from '../display-columns.js';
import { columnType, displayConditions, Parameters } from '../display-conditions.js';
import { InvalidCursorError } from '../types.js';

const SELECTED = DISPLAY_COLUMNS.map(({ name }) => name).join(', ');
const CURSOR_TYPES = {
  text: 'text',
  list: 'integer',
  integer: 'integer',
  number: 'real',
  time: 'timestamptz',
  uuid: 'uuid',
} as const;

/** What a column is ordered by: the expression that its index stands on. Lists are ordered by their length. */
function orderExpression(column: DisplayColumn): string {
  switch (columnType(column)) {
    case 'text':
      return `lower(${column})`;
    case 'list':
      return `array_length(${column}, 1)`;
    default:
      return column;
  }
}

interface Found extends DisplayRow {
  readonly part: number;
  /** The order key as text, so that a cursor loses no digit. */
  readonly key: string | null;
}

export class DisplayRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Rows of an account. Rows without a value in the sort column come last in both directions: they are a second part
   * behind the first, so that each part is one walk along the column's index.
   */
  async query(
    accountId: string,
    query: DisplayQuery,
  ): Promise<{ rows: DisplayRow[]; total: number | null; nextCursor: string | null }> {
    const { sort, page } = query;
    const parameters = new Parameters();
    const where = displayConditions(accountId, query.filters, query.q, parameters);
    const counting = [...parameters.values];
    const offset = page.kind === 'page' ? (page.number - 1) * page.size : 0;
    const limit = parameters.add(page.size + 1 + offset);
    const key = orderExpression(sort.column);
    const direction = sort.direction === 'asc' ? 'ASC' : 'DESC';
    const after = page.kind === 'cursor' && page.cursor !== null ? this.readCursor(page.cursor, query) : null;
    const beyond = sort.direction === 'asc' ? '>' : '<';
    const type = CURSOR_TYPES[columnType(sort.column)];

    let valued = `${key} IS NOT NULL`;
    let empty = `${key} IS NULL`;
    if (after?.part === 1)
      valued += ` AND (${key}, asset_id) ${beyond} (${parameters.add(after.key)}::${type}, ${parameters.add(after.id)}::uuid)`;
    if (after?.part === 2) {
      valued += ' AND false';
      empty += ` AND asset_id ${beyond} ${parameters.add(after.id)}::uuid`;
    }
    const part = (number: number, condition: string, order: string) =>
      `(SELECT ${SELECTED}, ${number} AS part, ${key} AS sort_key FROM display_rows WHERE ${where} AND ${condition}
        ORDER BY ${order} LIMIT ${limit})`;
    const found: Found[] = await this.dataSource.query(
      `SELECT ${SELECTED}, part, sort_key::text AS key FROM (
         ${part(1, valued, `${key} ${direction}, asset_id ${direction}`)}
         UNION ALL
         ${part(2, empty, `asset_id ${direction}`)}
       ) AS rows ORDER BY part, sort_key ${direction}, asset_id ${direction}
       LIMIT ${limit} OFFSET ${parameters.add(offset)}`,
      parameters.values,
    );
    const rows = found.slice(0, page.size);
    const last = rows.at(-1);
    const nextCursor =
      found.length > page.size && last
        ? encodeCursor(this.orderName(query), [last.part, last.key, last.asset_id])
        : null;
    return { rows, nextCursor, total: page.kind === 'page' ? await this.count(where, counting) : null };
  }

  private async count(where: string, values: unknown[]): Promise<number> {
    const [row] = await this.dataSource.query(`SELECT count(*)::int AS total FROM display_rows WHERE ${where}`, values);
    return row.total;
  }

  private orderName = ({ sort }: DisplayQuery): string => `display.${sort.column}.${sort.direction}`;

  private readCursor(cursor: string, query: DisplayQuery): { part: 1 | 2; key: string; id: string } {
    const [part, key, id] = decodeCursor(cursor, this.orderName(query), 3);
    const wellFormed =
      typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) && (part === 2 || (part === 1 && typeof key === 'string'));
    if (!wellFormed) throw new InvalidCursorError();
    const text = String(key ?? '');
    const type = columnType(query.sort.column);
    const readable =
      part === 2 ||
      type === 'text' ||
      (type === 'time'
        ? /^\d{4}-\d\d-\d\d [\d:.+-]+$/.test(text)
        : type === 'uuid'
          ? text.length === 36
          : Number.isFinite(Number(text)));
    if (!readable || text.includes('\0')) throw new InvalidCursorError();
    return { part: part as 1 | 2, key: text, id };
  }
}
