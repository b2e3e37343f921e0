/** A literal of a query. `date` is an ISO 8601 day, `time` an ISO 8601 instant. */
export type RowLiteral =
  | { readonly type: 'text' | 'uuid' | 'date' | 'time'; readonly value: string }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'null'; readonly value: null };

export const ROW_COMPARISONS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const;
export type RowComparison = (typeof ROW_COMPARISONS)[number];

export const ROW_ARITHMETIC = ['add', 'sub', 'mul', 'div', 'mod'] as const;
export type RowArithmetic = (typeof ROW_ARITHMETIC)[number];

/**
 * An expression over the columns of flat rows, as a client wrote it: names are not checked yet. The operators and
 * functions are those of OData 4.01, part 2, 5.1.1.
 */
export type RowExpression =
  | { readonly kind: 'literal'; readonly literal: RowLiteral }
  /** A column, or the entry of a list inside `some` and `every`. */
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly operands: readonly RowExpression[] }
  | {
      readonly kind: 'arithmetic';
      readonly operator: RowArithmetic;
      readonly left: RowExpression;
      readonly right: RowExpression;
    }
  | {
      readonly kind: 'compare';
      readonly operator: RowComparison;
      readonly left: RowExpression;
      readonly right: RowExpression;
    }
  | { readonly kind: 'in'; readonly left: RowExpression; readonly values: readonly RowLiteral[] }
  | { readonly kind: 'and' | 'or'; readonly left: RowExpression; readonly right: RowExpression }
  | { readonly kind: 'not'; readonly operand: RowExpression }
  /** Of a list column: whether some entry, or every entry, fulfils the condition. `condition` null: has any entry. */
  | {
      readonly kind: 'some' | 'every';
      readonly column: string;
      readonly variable: string;
      readonly condition: RowExpression | null;
    };
