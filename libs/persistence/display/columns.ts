/** `date` is a calendar day; `time` an instant. A `list` is a list of texts. */
export type DisplayColumnType = 'text' | 'list' | 'integer' | 'number' | 'boolean' | 'date' | 'time' | 'uuid';

export const DISPLAY_OPERATORS = [
  'eq',
  'ne',
  'in',
  'contains',
  'starts_with',
  'gt',
  'gte',
  'lt',
  'lte',
  'null',
] as const;
export type DisplayOperator = (typeof DISPLAY_OPERATORS)[number];

const ORDERED = ['eq', 'ne', 'in', 'gt', 'gte', 'lt', 'lte', 'null'] as const;

/** What can be asked of a column. `eq`, `ne` and `in` on a list ask whether it has the value (one of the values). */
export const OPERATORS_OF: Readonly<Record<DisplayColumnType, readonly DisplayOperator[]>> = {
  text: ['eq', 'ne', 'in', 'contains', 'starts_with', 'gt', 'gte', 'lt', 'lte', 'null'],
  list: ['eq', 'ne', 'in', 'null'],
  integer: ORDERED,
  number: ORDERED,
  date: ORDERED,
  time: ORDERED,
  boolean: ['eq', 'ne', 'null'],
  uuid: ['eq', 'ne', 'in'],
};

/** A column as clients name it. Names are stable: they are added to, never changed. Texts compare without case. */
export interface DisplayColumn {
  readonly name: string;
  readonly type: DisplayColumnType;
  readonly description: string;
}

export type DisplayValue = string | number | boolean | Date;

export interface DisplayFilter {
  readonly column: string;
  readonly operator: DisplayOperator;
  /** A list for `in`, a boolean for `null`, one value of the column's type for every other operator. */
  readonly value: DisplayValue | readonly DisplayValue[];
}

export interface DisplaySort {
  readonly column: string;
  readonly direction: 'asc' | 'desc';
}

/** What narrows rows down, whatever is then done with them. */
export interface DisplaySelection {
  readonly filters: readonly DisplayFilter[];
  /** Free text over the whole record; words all must occur, "quoted phrases", -without. */
  readonly q?: string;
}

export interface DisplayQuery extends DisplaySelection {
  /** Columns to give; all of the grain unless told. */
  readonly select?: readonly string[];
  readonly sort: DisplaySort;
  readonly page:
    | { readonly kind: 'page'; readonly number: number; readonly size: number }
    | { readonly kind: 'cursor'; readonly cursor: string | null; readonly size: number };
}

/** A row under its column names: days as ISO 8601, instants as ISO 8601 in UTC. */
export type DisplayRow = Readonly<Record<string, unknown>>;
