import type { MasterRecord } from '@vitamill/domain';
import { matchEntries, RECORD_LISTS } from './record-lists.js';
import { isSameJson } from './values.js';

/** One difference of two versions of a record. */
export interface RecordChange {
  readonly kind: 'added' | 'removed' | 'changed';
  /** JSON Pointer into the older version, null for what was added. */
  readonly from: string | null;
  /** JSON Pointer into the newer version, null for what was taken off. */
  readonly to: string | null;
  /** Null for what was added. */
  readonly before: unknown;
  /** Null for what was taken off. */
  readonly after: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const escapeToken = (token: string): string => token.replaceAll('~', '~0').replaceAll('/', '~1');

/**
 * What differs between two versions, value by value. Entries of lists are compared with the entry that they are, wherever
 * it stands now; an entry that only moved is no change.
 */
export function diffRecords(older: MasterRecord, newer: MasterRecord): RecordChange[] {
  return compare(older, newer, '', '');
}

function compare(before: unknown, after: unknown, from: string, to: string): RecordChange[] {
  if (isSameJson(before, after)) return [];
  if (RECORD_LISTS.includes(to) && Array.isArray(before) && Array.isArray(after))
    return compareList(to, before, after, from);
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) =>
      compare(before[name] ?? null, after[name] ?? null, `${from}/${escapeToken(name)}`, `${to}/${escapeToken(name)}`),
    );
  }
  return [{ kind: 'changed', from, to, before: before ?? null, after: after ?? null }];
}

function compareList(
  list: string,
  before: readonly unknown[],
  after: readonly unknown[],
  from: string,
): RecordChange[] {
  const matched = matchEntries(
    list,
    after.map((entry, index) => ({ entry, index })),
    before,
  );
  const changes = after.flatMap((entry, at): RecordChange[] => {
    const old = matched[at] ?? null;
    const to = `${list}/${at}`;
    return old === null
      ? [{ kind: 'added', from: null, to, before: null, after: entry }]
      : compare(before[old], entry, `${from}/${old}`, to);
  });
  const kept = new Set(matched);
  for (const [old, entry] of before.entries())
    if (!kept.has(old)) changes.push({ kind: 'removed', from: `${from}/${old}`, to: null, before: entry, after: null });
  return changes;
}
