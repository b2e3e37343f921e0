import { InvalidCursorError } from './types.js';

type Part = string | number | null;

/** Where a page ended, opaque to clients. `list` names the order that it belongs to. */
export const encodeCursor = (list: string, parts: readonly Part[]): string =>
  Buffer.from(JSON.stringify([list, ...parts])).toString('base64url');

/** The parts that `encodeCursor` was given; throws `InvalidCursorError` for anything else. */
export function decodeCursor(cursor: string, list: string, count: number): Part[] {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw new InvalidCursorError();
  }
  if (!Array.isArray(value) || value.length !== count + 1 || value[0] !== list) throw new InvalidCursorError();
  const parts = value.slice(1);
  if (!parts.every((part) => part === null || typeof part === 'string' || typeof part === 'number'))
    throw new InvalidCursorError();
  return parts;
}
