import type { ParsedCv, ParseErrorCode, ParseOptions, Stage } from '@vitamill/domain';

/** What the pool asks of its process. */
export interface ParseRequest {
  readonly bytes: Uint8Array;
  readonly options: ParseOptions;
}

/** What the process tells the pool. */
export type ParserMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly stage: Stage; readonly fraction: number }
  | { readonly kind: 'parsed'; readonly parsed: ParsedCv }
  | { readonly kind: 'failed'; readonly code: ParseErrorCode; readonly stage: Stage };
