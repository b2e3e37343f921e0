import { ODataError } from '@vitamill/odata';

/** Where a page ended. */
export interface SkipToken {
  /** Rows given so far. */
  readonly given: number;
  /** Key of the last row; null where another order holds and the rows are counted instead. */
  readonly after: readonly (string | number)[] | null;
}

export const skipTokenOf = ({ given, after }: SkipToken): string =>
  Buffer.from(JSON.stringify([given, ...(after ?? [])])).toString('base64url');

/** Reads what `skipTokenOf` gave for rows with this key. Throws ODataError for anything else. */
export function readSkipToken(token: string, keyNames: readonly string[]): SkipToken {
  const refuse = () => new ODataError('syntax', '$skiptoken is none that this service gave.', '$skiptoken');
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch {
    throw refuse();
  }
  if (!Array.isArray(parts) || !Number.isSafeInteger(parts[0]) || parts[0] < 0 || parts[0] > 1e9) throw refuse();
  const [given, ...after] = parts;
  if (after.length === 0) return { given, after: null };
  const isKey =
    after.length === keyNames.length &&
    keyNames.every((name, index) =>
      name === 'ordinal' ? Number.isSafeInteger(after[index]) : /^[0-9a-f-]{36}$/.test(String(after[index])),
    );
  if (!isKey) throw refuse();
  return { given, after };
}
