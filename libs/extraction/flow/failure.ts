import { ParseError, type ParseErrorCode } from '@vitamill/domain';

/** Every error of the flow readers arises in the extract stage. */
export const failure = (code: ParseErrorCode, cause?: unknown): ParseError =>
  new ParseError(code, 'extract', cause === undefined ? {} : { cause });

/** Runs a reader; what it throws beyond `ParseError` can only come from a file that is not what it claims to be. */
export async function readOrFail<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ParseError) throw error;
    throw failure('damaged', error);
  }
}
