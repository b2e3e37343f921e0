import type { Correction } from '@vitamill/domain';

/** What persons set in one object of a record: its words, and which members besides. */
export interface CorrectedWords {
  /** Whether the printed words, or the object as a whole, were set. */
  readonly touched: boolean;
  /** Whether a person set this member; of an object that was set as a whole, the members that it came with. */
  told(member: string): boolean;
}

const isTold = (value: unknown, member: string): boolean =>
  typeof value === 'object' && value !== null && ((value as Record<string, unknown>)[member] ?? null) !== null;

/** Of an object within an entry (`/title` of a position), or within the contact (`/contact/name`, no entry). */
export function correctedObject(
  corrections: readonly Correction[],
  path: string,
  words: string,
  value: unknown,
): CorrectedWords {
  const whole = corrections.some(
    ({ kind, path: at, members }) => kind === 'add' || at === '' || (at === path && !members),
  );
  const parts = new Set(corrections.flatMap(({ path: at, members }) => (at === path ? (members ?? []) : [])));
  return {
    touched: whole || parts.has(words),
    told: (member) => parts.has(member) || (whole && isTold(value, member)),
  };
}

/** Of an entry whose words and derived values stand side by side: a skill, a language, a phone. */
export function correctedEntry(corrections: readonly Correction[], words: string, value: unknown): CorrectedWords {
  const whole = corrections.some(({ kind, path }) => kind === 'add' || path === '');
  const parts = new Set(corrections.map(({ path }) => path.split('/')[1] ?? ''));
  return {
    touched: whole || parts.has(words),
    told: (member) => parts.has(member) || (whole && isTold(value, member)),
  };
}
