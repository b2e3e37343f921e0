import { foldTerm, type MasterRecord, wordsOf } from '@vitamill/domain';

type Part = readonly [weight: number, value: unknown];
type Shape = Readonly<Record<string, unknown>>;

const member = (value: unknown, ...names: readonly string[]): unknown =>
  names.reduce<unknown>((at, name) => (at && typeof at === 'object' ? (at as Shape)[name] : null), value);

const titled = (entry: unknown): readonly Part[] => [
  [4, member(entry, 'title') ?? member(entry, 'name')],
  [1, member(entry, 'organisation')],
  [1, member(entry, 'start')],
];
const itself = (entry: unknown): readonly Part[] => [[1, entry]];

/** What tells the entries of each list apart, with its weight. Order and whatever else an entry holds do not matter. */
const IDENTITY: Readonly<Record<string, (entry: unknown) => readonly Part[]>> = {
  '/experience': (entry) => [
    [3, member(entry, 'title', 'raw')],
    [3, member(entry, 'employer', 'name')],
    [2, member(entry, 'start')],
    [1, member(entry, 'end')],
  ],
  '/education': (entry) => [
    [3, member(entry, 'institution', 'name')],
    [3, member(entry, 'degree', 'raw')],
    [1, member(entry, 'field', 'raw')],
    [1, member(entry, 'start')],
    [1, member(entry, 'end')],
  ],
  '/skills': (entry) => [[1, member(entry, 'name')]],
  '/languages': (entry) => [[1, member(entry, 'code') ?? member(entry, 'name')]],
  '/certifications': (entry) => [
    [4, member(entry, 'name')],
    [1, member(entry, 'issuer')],
    [1, member(entry, 'date')],
  ],
  '/projects': titled,
  '/publications': titled,
  '/awards': titled,
  '/volunteering': titled,
  '/memberships': titled,
  '/references': (entry) => [
    [1, member(entry, 'name')],
    [2, member(entry, 'text')],
  ],
  '/interests': itself,
  '/contact/emails': itself,
  '/contact/nationalities': itself,
  '/contact/phones': (entry) => [[1, member(entry, 'e164') ?? String(member(entry, 'raw') ?? '').replace(/\D/g, '')]],
  '/contact/links': (entry) => [[1, member(entry, 'url')]],
};

/** Pointers of the lists whose entries have an identity of their own. Other lists are values as a whole. */
export const RECORD_LISTS: readonly string[] = Object.keys(IDENTITY);

/** The list at a pointer of `RECORD_LISTS`; empty where the record has none. */
export const listOf = (record: MasterRecord, list: string): readonly unknown[] => {
  const value = member(record, ...list.slice(1).split('/'));
  return Array.isArray(value) ? value : [];
};

/** The record with other entries in some of its lists. */
export function withLists(record: MasterRecord, lists: ReadonlyMap<string, readonly unknown[]>): MasterRecord {
  const next: Record<string, unknown> = { ...record };
  for (const [list, entries] of lists) {
    const [first = '', second] = list.slice(1).split('/');
    next[first] = second ? { ...(next[first] as object), [second]: entries } : entries;
  }
  return next as unknown as MasterRecord;
}

function likeness(a: string, b: string): number {
  const [left, right] = [foldTerm(a), foldTerm(b)];
  if (left === right) return 1;
  const words = new Set(wordsOf(left));
  const others = new Set(wordsOf(right));
  const shared = [...words].filter((word) => others.has(word)).length;
  return shared === 0 ? 0 : (0.9 * shared) / (words.size + others.size - shared);
}

/** How alike two entries of a list are, 0 to 1: over the parts of their identity that the first one has. */
export function entryLikeness(list: string, base: unknown, candidate: unknown): number {
  const identify = IDENTITY[list];
  if (!identify) return 0;
  const others = identify(candidate);
  let total = 0;
  let alike = 0;
  for (const [i, [weight, value]] of identify(base).entries()) {
    if (value === null || value === undefined || value === '') continue;
    total += weight;
    const other = others[i]?.[1];
    if (other !== null && other !== undefined) alike += weight * likeness(String(value), String(other));
  }
  return total === 0 ? 0 : alike / total;
}

/** Below this two entries are not the same one. */
const SAME = 0.5;

/**
 * Which of `candidates` each of `bases` is, each used once: the most alike pairs first, equal ones by place. Null where
 * none is alike enough.
 */
export function matchEntries(
  list: string,
  bases: readonly { readonly entry: unknown; readonly index: number | null }[],
  candidates: readonly unknown[],
): (number | null)[] {
  const pairs = bases.flatMap(({ entry, index }, base) =>
    candidates.map((candidate, at) => ({
      base,
      at,
      score: entryLikeness(list, entry, candidate),
      distance: Math.abs((index ?? 0) - at),
    })),
  );
  pairs.sort((a, b) => b.score - a.score || a.distance - b.distance || a.base - b.base || a.at - b.at);
  const matched = bases.map((): number | null => null);
  const taken = new Set<number>();
  for (const { base, at, score } of pairs) {
    if (score < SAME) break;
    if (matched[base] !== null || taken.has(at)) continue;
    matched[base] = at;
    taken.add(at);
  }
  return matched;
}
