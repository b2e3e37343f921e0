export type RtfToken =
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  | { readonly kind: 'word'; readonly name: string; readonly value: number | null }
  | { readonly kind: 'symbol'; readonly name: string }
  /** A byte of the current code page, from \'hh. */
  | { readonly kind: 'byte'; readonly byte: number }
  /** Bytes as they stand, one character each. */
  | { readonly kind: 'text'; readonly text: string };

const WORD = /([a-zA-Z]{1,40})(-?\d{1,10})? ?/y;
const TEXT = /[^\\{}\r\n]+/y;

/** Cuts RTF, read as latin1, into its tokens. Binary data is skipped. */
export function* tokensOf(source: string): Generator<RtfToken> {
  let at = 0;
  while (at < source.length) {
    const char = source[at] as string;
    if (char === '{' || char === '}') {
      at++;
      yield char === '{' ? { kind: 'open' } : { kind: 'close' };
    } else if (char === '\r' || char === '\n' || char === '\0') {
      at++;
    } else if (char !== '\\') {
      TEXT.lastIndex = at;
      const text = TEXT.exec(source)?.[0] ?? char;
      at += text.length;
      yield { kind: 'text', text };
    } else {
      WORD.lastIndex = at + 1;
      const match = WORD.exec(source);
      if (match) {
        at = WORD.lastIndex;
        const value = match[2] === undefined ? null : Number(match[2]);
        if (match[1] === 'bin') at += Math.max(0, value ?? 0);
        else yield { kind: 'word', name: match[1] as string, value };
      } else if (source[at + 1] === "'") {
        const byte = Number.parseInt(source.slice(at + 2, at + 4), 16);
        at += 4;
        if (Number.isFinite(byte)) yield { kind: 'byte', byte };
      } else {
        const name = source[at + 1] ?? '';
        at += 2;
        yield { kind: 'symbol', name };
      }
    }
  }
}
