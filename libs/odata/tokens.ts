import { ODataError } from './odata-error.js';

export interface Token {
  readonly kind: 'word' | 'text' | 'number' | 'uuid' | 'date' | 'time' | 'symbol' | 'end';
  readonly text: string;
  readonly at: number;
}

/** Tried in this order at each place; all are linear. */
const KINDS: readonly [kind: Token['kind'], pattern: RegExp][] = [
  ['text', /'(?:[^']|'')*'/y],
  ['uuid', /[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?![\w-])/y],
  ['time', /\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,12})?)?(?:Z|[+-]\d\d:\d\d)/y],
  ['date', /\d{4}-\d\d-\d\d(?![\w-])/y],
  ['number', /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y],
  ['word', /[A-Za-z_$@][\w.$@]*/y],
  ['symbol', /[(),:/;=*-]/y],
];

/** Parts of an expression of the OData URL conventions, percent-decoding done. */
export function readTokens(text: string, target: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at] ?? '')) {
      at += 1;
      continue;
    }
    const found = KINDS.map(([kind, pattern]) => {
      pattern.lastIndex = at;
      return { kind, match: pattern.exec(text)?.[0] };
    }).find(({ match }) => match);
    if (!found?.match) throw new ODataError('syntax', `${target} cannot be read at character ${at + 1}.`, target);
    tokens.push({ kind: found.kind, text: found.match, at });
    at += found.match.length;
  }
  tokens.push({ kind: 'end', text: '', at });
  return tokens;
}

/** A walk along tokens. */
export class TokenReader {
  private place = 0;
  private readonly tokens: readonly Token[];

  constructor(
    text: string,
    readonly target: string,
  ) {
    this.tokens = readTokens(text, target);
  }

  get current(): Token {
    return this.tokens[this.place] as Token;
  }

  get next(): Token {
    return this.tokens[Math.min(this.place + 1, this.tokens.length - 1)] as Token;
  }

  get isAtEnd(): boolean {
    return this.current.kind === 'end';
  }

  take(): Token {
    const { current } = this;
    if (current.kind !== 'end') this.place += 1;
    return current;
  }

  is(text: string): boolean {
    return (this.current.kind === 'symbol' || this.current.kind === 'word') && this.current.text === text;
  }

  takeIf(text: string): boolean {
    if (!this.is(text)) return false;
    this.place += 1;
    return true;
  }

  expect(text: string): void {
    if (!this.takeIf(text)) throw this.refuse(`expects "${text}"`);
  }

  expectWord(): string {
    if (this.current.kind !== 'word') throw this.refuse('expects a name');
    return this.take().text;
  }

  refuse(what: string): ODataError {
    return new ODataError('syntax', `${this.target} ${what} at character ${this.current.at + 1}.`, this.target);
  }
}
