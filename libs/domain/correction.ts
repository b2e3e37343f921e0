/** Why a correction does not fit what a later run reads. */
export const CORRECTION_CONFLICTS = {
  entry_missing: 'The entry that was corrected is not read any more; the correction is kept and not applied.',
  reading_changed: 'Another value is read now than the one that was corrected; the corrected value was kept.',
} as const;
export type CorrectionConflict = keyof typeof CORRECTION_CONFLICTS;

/** One value that a person set, entry that they added or took off. It outlives the version it was made in. */
export interface Correction {
  readonly id: string;
  readonly kind: 'set' | 'add' | 'remove';
  /** JSON Pointer of the list that the entry stands in (`/experience`, `/contact/emails`), null outside of lists. */
  readonly list: string | null;
  /** The same for all corrections of one entry. */
  readonly entryId: string | null;
  /** The entry as it was read when it was first corrected: what it is found by in later versions. */
  readonly baseEntry: unknown;
  /** JSON Pointer into the record (`/contact/name`) or, in a list, into the entry (`/title`); empty: the whole entry. */
  readonly path: string;
  /** Members of the object at `path` that the person set, null: all of it. */
  readonly members: readonly string[] | null;
  readonly value: unknown;
  /** What was read there when it was corrected. */
  readonly baseValue: unknown;
  /** The API key that it was made with; null for a person who logged in. */
  readonly keyId: string | null;
  /** The person who logged in, or stands behind the key; null where none is known. */
  readonly userId: string | null;
  /** ISO 8601 */
  readonly at: string;
  /** Version of the record that it was made in. */
  readonly version: number;
  /** Null where it is applied as made. */
  readonly conflict: CorrectionConflict | null;
  /** Place of the entry in the latest version, null where it has none. */
  readonly index: number | null;
}
