import type { RowExpression, RowLiteral } from '@vitamill/domain';
import { escapeLike } from '../escape-like.js';
import { loweredText } from '../lowered-text.js';
import type { SqlParameters } from '../sql-parameters.js';
import type { DisplayColumn, DisplayColumnType } from './columns.js';
import { quoted } from './conditions.js';
import type { Grain } from './grains.js';

/** An expression over rows that cannot be answered: an unknown name, or values that cannot be compared. */
export class RowExpressionError extends Error {
  override readonly name = 'RowExpressionError';
}

type Kind = 'text' | 'number' | 'boolean' | 'date' | 'time' | 'uuid' | 'null' | 'list';
interface Sql {
  readonly kind: Kind;
  readonly sql: string;
  /** Where it is a bare column or literal, which is what indexes know. */
  readonly column?: DisplayColumn;
  readonly literal?: RowLiteral;
}

const KIND_OF_COLUMN: Readonly<Record<DisplayColumnType, Kind>> = {
  ...{ text: 'text', list: 'list', integer: 'number', number: 'number', boolean: 'boolean' },
  ...{ date: 'date', time: 'time', uuid: 'uuid' },
};
const CASTS: Readonly<Record<Exclude<Kind, 'null' | 'list'>, string>> = {
  ...{ text: 'text', number: 'float8', boolean: 'boolean', date: 'date', time: 'timestamptz', uuid: 'uuid' },
};
const COMPARISONS = { eq: '=', ne: '<>', gt: '>', ge: '>=', lt: '<', le: '<=' } as const;
const ARITHMETIC = { add: '+', sub: '-', mul: '*', div: '/', mod: '%' } as const;

interface Scope {
  readonly grain: Grain;
  readonly parameters: SqlParameters;
  /** The variable of a `some` or `every` and the SQL of the entry that it stands for. */
  readonly entry: { readonly variable: string; readonly sql: string } | null;
}

/** A boolean expression as SQL. Text compares with case, as OData has it, and still by the index that ignores case. */
export function rowExpressionSql(expression: RowExpression, grain: Grain, parameters: SqlParameters): string {
  return predicate(expression, { grain, parameters, entry: null });
}

function predicate(expression: RowExpression, scope: Scope): string {
  const { kind, sql } = compile(expression, scope);
  if (kind === 'null') return 'NULL::boolean';
  if (kind !== 'boolean') throw new RowExpressionError('A condition is expected, and a value is given.');
  return sql;
}

const boolean = (sql: string): Sql => ({ kind: 'boolean', sql });

function compile(expression: RowExpression, scope: Scope): Sql {
  switch (expression.kind) {
    case 'literal':
      return literalSql(expression.literal, scope.parameters);
    case 'name':
      return nameSql(expression.name, scope);
    case 'and':
    case 'or':
      return boolean(
        `(${predicate(expression.left, scope)} ${expression.kind.toUpperCase()} ${predicate(expression.right, scope)})`,
      );
    case 'not':
      return boolean(`(NOT ${predicate(expression.operand, scope)})`);
    case 'compare':
      return comparison(expression.operator, compile(expression.left, scope), compile(expression.right, scope));
    case 'in': {
      const left = compile(expression.left, scope);
      const parts = expression.values.map((value) => comparison('eq', left, literalSql(value, scope.parameters)).sql);
      return boolean(`(${parts.join(' OR ')})`);
    }
    case 'arithmetic':
      return arithmetic(expression.operator, compile(expression.left, scope), compile(expression.right, scope));
    case 'call':
      return call(
        expression.name,
        expression.operands.map((operand) => compile(operand, scope)),
        scope,
      );
    case 'some':
    case 'every':
      return quantifier(expression, scope);
  }
}

function literalSql(literal: RowLiteral, parameters: SqlParameters): Sql {
  if (literal.type === 'null') return { kind: 'null', sql: 'NULL', literal };
  if ((literal.type === 'date' || literal.type === 'time') && Number.isNaN(Date.parse(literal.value)))
    throw new RowExpressionError('A date is not of the calendar.');
  const value = typeof literal.value === 'string' ? literal.value.replaceAll('\0', '') : literal.value;
  return { kind: literal.type, sql: `${parameters.add(value)}::${CASTS[literal.type]}`, literal };
}

function nameSql(name: string, { grain, entry }: Scope): Sql {
  if (entry && name === entry.variable) return { kind: 'text', sql: entry.sql };
  const column = grain.columns.find((candidate) => candidate.name === name);
  if (!column) throw new RowExpressionError(`There is no property ${name.slice(0, 60)}.`);
  return { kind: KIND_OF_COLUMN[column.type], sql: quoted(name), column };
}

/** Days and instants compare as instants. */
function aligned(left: Sql, right: Sql): [string, string] {
  if (left.kind === right.kind) return [left.sql, right.sql];
  const kinds = [left.kind, right.kind].sort().join();
  if (kinds === 'date,time') {
    const instant = ({ kind, sql }: Sql) => (kind === 'date' ? `(${sql}::timestamp AT TIME ZONE 'UTC')` : sql);
    return [instant(left), instant(right)];
  }
  if (kinds === 'text,uuid') return [`${left.sql}::text`, `${right.sql}::text`];
  throw new RowExpressionError('Values of different types are compared.');
}

function comparison(operator: keyof typeof COMPARISONS, left: Sql, right: Sql): Sql {
  const isNull = [left, right].map(({ kind }) => kind === 'null');
  if (isNull[0] || isNull[1]) {
    if (operator !== 'eq' && operator !== 'ne') return boolean('FALSE');
    const other = isNull[0] ? right : left;
    if (other.kind === 'null') return boolean(operator === 'eq' ? 'TRUE' : 'FALSE');
    return boolean(`(${other.sql} IS ${operator === 'ne' ? 'NOT ' : ''}NULL)`);
  }
  if (left.kind === 'list' || right.kind === 'list')
    throw new RowExpressionError('A list is asked about by any or all.');
  const [a, b] = aligned(left, right);
  if (operator === 'ne') return boolean(`(${a} IS DISTINCT FROM ${b})`);
  const plain = `${a} ${COMPARISONS[operator]} ${b}`;
  // The index is on lower(column): equality with case follows from it.
  if (left.kind === 'text' && operator === 'eq' && left.column && right.literal)
    return boolean(`(lower(${a}) = ${loweredText(b)} AND ${a} COLLATE "C" = ${b})`);
  if (left.kind === 'text') return boolean(`coalesce(${a} COLLATE "C" ${COMPARISONS[operator]} ${b}, FALSE)`);
  return boolean(left.column && right.literal ? `(${plain})` : `coalesce(${plain}, FALSE)`);
}

function arithmetic(operator: keyof typeof ARITHMETIC, left: Sql, right: Sql): Sql {
  if (left.kind !== 'number' || right.kind !== 'number')
    throw new RowExpressionError('Only numbers can be calculated with.');
  if (operator === 'mod')
    return { kind: 'number', sql: `mod(${left.sql}::numeric, nullif(${right.sql}, 0)::numeric)::float8` };
  const divisor = operator === 'div' ? `nullif(${right.sql}, 0)` : right.sql;
  return { kind: 'number', sql: `(${left.sql}::float8 ${ARITHMETIC[operator]} ${divisor})` };
}

/** `contains`, `startswith` and `endswith`: by the index that ignores case, then with case. */
function textMatch(name: string, [text, part]: readonly Sql[], { parameters }: Scope): Sql {
  if (text?.kind !== 'text' || part?.kind !== 'text') throw new RowExpressionError(`${name} takes texts.`);
  const exact = {
    contains: `position(${part.sql} IN ${text.sql}) > 0`,
    startswith: `starts_with(${text.sql}, ${part.sql})`,
    endswith: `right(${text.sql}, length(${part.sql})) = ${part.sql}`,
  }[name as 'contains' | 'startswith' | 'endswith'];
  if (!text.column || part.literal?.type !== 'text') return boolean(`coalesce(${exact}, FALSE)`);
  const escaped = escapeLike(part.literal.value.replaceAll('\0', ''));
  const pattern = { contains: `%${escaped}%`, startswith: `${escaped}%`, endswith: `%${escaped}` }[name as 'contains'];
  return boolean(`(lower(${text.sql}) LIKE ${loweredText(parameters.add(pattern))} AND ${exact})`);
}

const TEXT_RESULTS: Readonly<Record<string, (sql: readonly string[]) => string>> = {
  // Letters are those of every language, and texts then compare as all others do.
  tolower: ([a]) => `(${loweredText(String(a))} COLLATE "C")`,
  toupper: ([a]) => `(upper(${a} COLLATE "und-x-icu") COLLATE "C")`,
  trim: ([a]) => `btrim(${a})`,
  concat: ([a, b]) => `(${a} || ${b})`,
};
const DATE_PARTS = ['year', 'month', 'day', 'hour', 'minute', 'second'];
const ROUNDINGS: Readonly<Record<string, string>> = { round: 'round', floor: 'floor', ceiling: 'ceil' };

function call(name: string, operands: readonly Sql[], scope: Scope): Sql {
  if (['contains', 'startswith', 'endswith'].includes(name)) return textMatch(name, operands, scope);
  if (name === 'now') return { kind: 'time', sql: 'now()' };
  const [first, second, third] = operands;
  const sql = operands.map((operand) => operand.sql);
  const need = (kind: Kind, operand: Sql | undefined): string => {
    if (operand?.kind !== kind) throw new RowExpressionError(`${name} takes another type of value.`);
    return operand.sql;
  };
  const textResult = Object.hasOwn(TEXT_RESULTS, name) ? TEXT_RESULTS[name] : undefined;
  if (textResult) {
    for (const operand of operands) need('text', operand);
    return { kind: 'text', sql: textResult(sql) };
  }
  if (DATE_PARTS.includes(name)) {
    const isDay = first?.kind === 'date' && DATE_PARTS.indexOf(name) < 3;
    const source = isDay ? first.sql : `(${need('time', first)} AT TIME ZONE 'UTC')`;
    return { kind: 'number', sql: `floor(extract(${name} FROM ${source}))::float8` };
  }
  if (Object.hasOwn(ROUNDINGS, name))
    return { kind: 'number', sql: `${ROUNDINGS[name]}(${need('number', first)}::numeric)::float8` };
  switch (name) {
    case 'length':
      return { kind: 'number', sql: `length(${need('text', first)})::float8` };
    case 'indexof':
      return { kind: 'number', sql: `(position(${need('text', second)} IN ${need('text', first)}) - 1)::float8` };
    case 'substring': {
      const start = `greatest(${need('number', second)}::int, 0)`;
      const length = third ? ` FOR greatest(${need('number', third)}::int, 0)` : '';
      return { kind: 'text', sql: `substring(${need('text', first)} FROM ${start} + 1${length})` };
    }
    case 'date':
      return { kind: 'date', sql: `(${need('time', first)} AT TIME ZONE 'UTC')::date` };
    default:
      throw new RowExpressionError(`The function ${name.slice(0, 40)} is not served.`);
  }
}

function quantifier(expression: Extract<RowExpression, { kind: 'some' | 'every' }>, scope: Scope): Sql {
  const list = nameSql(expression.column, scope);
  if (list.kind !== 'list') throw new RowExpressionError(`${expression.column.slice(0, 60)} is no list.`);
  const { condition, variable, kind } = expression;
  if (!condition) return boolean(`cardinality(${list.sql}) > 0`);
  const inner: Scope = { ...scope, entry: { variable, sql: 'entry' } };
  const entries = `unnest(${list.sql}) AS entries (entry)`;
  if (kind === 'every')
    return boolean(`NOT EXISTS (SELECT 1 FROM ${entries} WHERE NOT ${predicate(condition, inner)})`);
  const exists = `EXISTS (SELECT 1 FROM ${entries} WHERE ${predicate(condition, inner)})`;
  const value = equalityWith(condition, variable);
  if (value === null) return boolean(exists);
  const place = scope.parameters.add([value]);
  return boolean(`(lower_all(${list.sql}) && lower_all(${place}::text[]) AND ${exists})`);
}

/** The text of `variable eq 'text'`, which an index can look up. */
function equalityWith(condition: RowExpression, variable: string): string | null {
  if (condition.kind !== 'compare' || condition.operator !== 'eq') return null;
  const { left, right } = condition;
  if (left.kind !== 'name' || left.name !== variable || right.kind !== 'literal') return null;
  return right.literal.type === 'text' ? right.literal.value.replaceAll('\0', '') : null;
}
