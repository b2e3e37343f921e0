import {
  ROW_ARITHMETIC,
  ROW_COMPARISONS,
  type RowArithmetic,
  type RowComparison,
  type RowExpression,
  type RowLiteral,
} from '@vitamill/domain';
import { ODataError } from './odata-error.js';
import { type Token, TokenReader } from './tokens.js';

const MAX_DEPTH = 50;
const MAX_VALUES = 200;

/** Of OData 4.01, with how many operands each takes. */
const FUNCTIONS: Readonly<Record<string, readonly number[]>> = {
  ...{ contains: [2], startswith: [2], endswith: [2], length: [1], indexof: [2], substring: [2, 3], tolower: [1] },
  ...{ toupper: [1], trim: [1], concat: [2], year: [1], month: [1], day: [1], hour: [1], minute: [1], second: [1] },
  ...{ date: [1], now: [0], round: [1], floor: [1], ceiling: [1] },
};

const NO_NAVIGATION = 'Conditions over navigation properties are not served; those within $expand are.';

const isOneOf = <Name extends string>(names: readonly Name[], text: string): text is Name =>
  (names as readonly string[]).includes(text);

/** Literals of types that no column has, and values that no column holds. */
const FOREIGN_LITERALS = ['duration', 'binary', 'geography', 'geometry'];
const FOREIGN_NAMES = ['NaN', 'INF', '$it', '$root', '$this'];

/** Reads a boolean expression to its end. `navigations` are names that cannot be asked about. Throws ODataError. */
export function parseFilter(text: string, target = '$filter', navigations: readonly string[] = []): RowExpression {
  const reader = new TokenReader(text, target);
  const expression = new ExpressionReader(reader, navigations).read();
  if (!reader.isAtEnd) throw reader.refuse('has something unexpected');
  return expression;
}

/** Operators by falling precedence (part 2, 5.1.1.16): unary, multiplicative, additive, relational, equality, and, or. */
class ExpressionReader {
  private depth = 0;

  constructor(
    private readonly reader: TokenReader,
    private readonly navigations: readonly string[],
  ) {}

  read(): RowExpression {
    this.depth += 1;
    if (this.depth > MAX_DEPTH)
      throw new ODataError('unsupported', 'The expression is nested too deeply.', this.target);
    const expression = this.chain(['or'], () => this.chain(['and'], () => this.equality()));
    this.depth -= 1;
    return expression;
  }

  private get target(): string {
    return this.reader.target;
  }

  private chain(words: readonly ('and' | 'or')[], operand: () => RowExpression): RowExpression {
    let left = operand();
    let count = 0;
    for (;;) {
      const kind = words.find((word) => this.reader.takeIf(word));
      if (!kind) return left;
      count += 1;
      if (count > MAX_VALUES) throw new ODataError('unsupported', 'The expression has too many parts.', this.target);
      left = { kind, left, right: operand() };
    }
  }

  private equality(): RowExpression {
    const left = this.additive();
    const word = this.reader.current.text;
    if (this.reader.current.kind !== 'word') return left;
    if (word === 'has') throw this.unsupported('The operator has is not served: there are no enumerations.');
    if (this.reader.takeIf('in')) return { kind: 'in', left, values: this.values() };
    if (!isOneOf<RowComparison>(ROW_COMPARISONS, word)) return left;
    this.reader.take();
    return { kind: 'compare', operator: word, left, right: this.additive() };
  }

  private additive(): RowExpression {
    return this.arithmetic(['add', 'sub'], () => this.arithmetic(['mul', 'div', 'mod'], () => this.unary()));
  }

  private arithmetic(words: readonly RowArithmetic[], operand: () => RowExpression): RowExpression {
    let left = operand();
    for (;;) {
      const operator = ROW_ARITHMETIC.find((word) => words.includes(word) && this.reader.takeIf(word));
      if (!operator) return left;
      left = { kind: 'arithmetic', operator, left, right: operand() };
    }
  }

  private unary(): RowExpression {
    if (this.reader.is('not') && this.reader.next.text !== ')') {
      this.reader.take();
      this.depth += 1;
      if (this.depth > MAX_DEPTH)
        throw new ODataError('unsupported', 'The expression is nested too deeply.', this.target);
      const operand = this.unary();
      this.depth -= 1;
      return { kind: 'not', operand };
    }
    if (!this.reader.takeIf('(')) return this.primary();
    const inner = this.read();
    this.reader.expect(')');
    return inner;
  }

  private primary(): RowExpression {
    const literal = this.literal();
    if (literal) return { kind: 'literal', literal };
    const name = this.reader.expectWord();
    if (this.reader.current.kind === 'text' && FOREIGN_LITERALS.includes(name))
      throw this.unsupported(`Literals of the type ${name} are not served.`);
    if (name.startsWith('@')) throw this.unsupported('Parameter aliases are not served.');
    if (FOREIGN_NAMES.includes(name)) throw this.unsupported(`${name} is not served.`);
    if (this.reader.takeIf('(')) return this.call(name);
    if (this.reader.takeIf('/')) return this.lambda(name);
    if (this.navigations.includes(name)) throw this.unsupported(NO_NAVIGATION);
    return { kind: 'name', name };
  }

  private unsupported(message: string): ODataError {
    return new ODataError('unsupported', message, this.target);
  }

  private call(name: string): RowExpression {
    const counts = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (!counts) throw new ODataError('unsupported', `The function ${name.slice(0, 40)} is not served.`, this.target);
    const operands: RowExpression[] = [];
    if (!this.reader.is(')')) {
      do operands.push(this.read());
      while (this.reader.takeIf(','));
    }
    this.reader.expect(')');
    if (!counts.includes(operands.length)) throw this.reader.refuse(`gives ${name} a wrong number of operands`);
    return { kind: 'call', name, operands };
  }

  /** `skills/any(s: s eq 'SQL')`, `skills/any()` */
  private lambda(column: string): RowExpression {
    const word = this.reader.expectWord();
    if ((word !== 'any' && word !== 'all') || this.navigations.includes(column)) throw this.unsupported(NO_NAVIGATION);
    this.reader.expect('(');
    const kind = word === 'any' ? 'some' : 'every';
    if (kind === 'some' && this.reader.takeIf(')')) return { kind, column, variable: '', condition: null };
    const variable = this.reader.expectWord();
    this.reader.expect(':');
    const condition = this.read();
    this.reader.expect(')');
    return { kind, column, variable, condition };
  }

  private values(): RowLiteral[] {
    this.reader.expect('(');
    const values: RowLiteral[] = [];
    do {
      const literal = this.literal();
      if (!literal) throw this.reader.refuse('expects a literal');
      values.push(literal);
      if (values.length > MAX_VALUES) throw new ODataError('unsupported', 'The list has too many values.', this.target);
    } while (this.reader.takeIf(','));
    this.reader.expect(')');
    return values;
  }

  private literal(): RowLiteral | null {
    const literal = literalOf(this.reader.current);
    if (literal) this.reader.take();
    return literal;
  }
}

function literalOf({ kind, text }: Token): RowLiteral | null {
  switch (kind) {
    case 'text':
      return { type: 'text', value: text.slice(1, -1).replaceAll("''", "'") };
    case 'number':
      return { type: 'number', value: Number(text) };
    case 'uuid':
      return { type: 'uuid', value: text.toLowerCase() };
    case 'date':
    case 'time':
      return { type: kind, value: text };
    case 'word':
      if (text === 'true' || text === 'false') return { type: 'boolean', value: text === 'true' };
      return text === 'null' ? { type: 'null', value: null } : null;
    default:
      return null;
  }
}
