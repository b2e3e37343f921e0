import type { Correction, CorrectionConflict, Finding, MasterRecord, ParsedCv } from '@vitamill/domain';
import { markVerified, pointerOf } from './mark-verified.js';
import { anyMoved, movePointers } from './move-pointers.js';
import { listOf, matchEntries, RECORD_LISTS, withLists } from './record-lists.js';
import { isSameJson, membersOf, readField, writeField } from './values.js';

interface Group {
  readonly entryId: string;
  readonly corrections: readonly Correction[];
  readonly kind: 'set' | 'add' | 'remove';
  readonly entry: unknown;
  readonly index: number | null;
}

interface Slot {
  entry: unknown;
  readonly old: number | null;
  readonly entryId: string | null;
}

/**
 * Puts the corrections of persons onto what a later run read. Entries are found by what identifies them, not by their
 * place; what does not fit any more is kept, told by `conflict` and a finding, and tried again with the next version.
 */
export function rebaseCorrections(
  parsed: ParsedCv,
  corrections: readonly Correction[],
): { readonly parsed: ParsedCv; readonly corrections: readonly Correction[] } {
  if (corrections.length === 0) return { parsed, corrections };
  const conflicts = new Map<string, CorrectionConflict | null>();
  const places = new Map<string, number | null>();
  const lists = new Map<string, readonly unknown[]>();
  const origins = new Map<string, readonly (number | null)[]>();
  let record = parsed.record;
  for (const list of RECORD_LISTS) {
    const own = corrections.filter((correction) => correction.list === list);
    if (own.length === 0) continue;
    const slots = rebaseList(list, listOf(record, list), groupsOf(own), conflicts);
    lists.set(
      list,
      slots.map(({ entry }) => entry),
    );
    origins.set(
      list,
      slots.map(({ old }) => old),
    );
    for (const [index, { entryId }] of slots.entries()) if (entryId !== null) places.set(entryId, index);
  }
  record = withLists(record, lists);
  for (const correction of corrections.filter(({ list }) => list === null)) {
    const read = readField(record, correction.path);
    conflicts.set(correction.id, isSameJson(read, correction.baseValue) ? null : differs(read, correction));
    record = writeField(record, correction.path, correctedValue(read, correction)) as MasterRecord;
  }
  const rebased = corrections.map((correction) => ({
    ...correction,
    conflict: conflicts.get(correction.id) ?? null,
    index: correction.entryId === null ? null : (places.get(correction.entryId) ?? null),
  }));
  const before = { record, provenance: parsed.provenance };
  const moved = anyMoved(origins, (list) => listOf(parsed.record, list).length)
    ? movePointers(before, origins)
    : before;
  return {
    parsed: {
      record: withConflicts(moved.record, rebased),
      provenance: markVerified(moved.provenance, rebased),
    },
    corrections: rebased,
  };
}

function groupsOf(corrections: readonly Correction[]): Group[] {
  const byEntry = new Map<string, Correction[]>();
  for (const correction of corrections) {
    const entryId = correction.entryId ?? '';
    byEntry.set(entryId, [...(byEntry.get(entryId) ?? []), correction]);
  }
  return [...byEntry].map(([entryId, own]) => {
    const [whole] = own.filter(({ kind }) => kind !== 'set');
    return {
      entryId,
      corrections: own,
      kind: whole?.kind ?? 'set',
      // what a person added is found by itself, should a later run read it too
      entry: whole?.kind === 'add' ? whole.value : own[0]?.baseEntry,
      index: own[0]?.index ?? null,
    };
  });
}

function rebaseList(
  list: string,
  read: readonly unknown[],
  groups: readonly Group[],
  conflicts: Map<string, CorrectionConflict | null>,
): Slot[] {
  const matched = matchEntries(list, groups, read);
  const groupAt = new Map(matched.flatMap((at, i) => (at === null ? [] : [[at, groups[i] as Group] as const])));
  const slots: Slot[] = [];
  for (const [old, entry] of read.entries()) {
    const group = groupAt.get(old);
    if (group?.kind === 'remove') continue;
    slots.push({
      entry: group ? correctEntry(entry, group, conflicts) : entry,
      old,
      entryId: group?.entryId ?? null,
    });
  }
  for (const [i, group] of groups.entries()) {
    if (matched[i] !== null) continue;
    if (group.kind === 'add') {
      const slot = { entry: group.entry, old: null, entryId: group.entryId };
      slots.splice(Math.min(group.index ?? slots.length, slots.length), 0, slot);
    } else if (group.kind === 'set') {
      for (const { id } of group.corrections) conflicts.set(id, 'entry_missing');
    }
  }
  return slots;
}

function correctEntry(entry: unknown, group: Group, conflicts: Map<string, CorrectionConflict | null>): unknown {
  if (group.kind === 'add') return group.entry;
  return group.corrections.reduce((corrected, correction) => {
    const read = readField(entry, correction.path);
    conflicts.set(correction.id, isSameJson(read, correction.baseValue) ? null : differs(read, correction));
    return writeField(corrected, correction.path, correctedValue(read, correction));
  }, entry);
}

/**
 * A run that now reads what the person had set is no conflict: it has learned. Nor is one that reads the same words and
 * only normalises them in another way.
 */
const differs = (read: unknown, correction: Correction): CorrectionConflict | null =>
  isSameJson(read, correction.value) || sameMembers(read, correction) || sameWords(read, correction.baseValue)
    ? null
    : 'reading_changed';

function sameWords(read: unknown, base: unknown): boolean {
  const words = readField(read, '/raw');
  return typeof words === 'string' && words === readField(base, '/raw');
}

const sameMembers = (read: unknown, { members, value, baseValue }: Correction): boolean =>
  members !== null &&
  (isSameJson(membersOf(read, members), membersOf(value, members)) ||
    isSameJson(membersOf(read, members), membersOf(baseValue, members)));

function correctedValue(read: unknown, { members, value }: Correction): unknown {
  if (members === null || !read || typeof read !== 'object' || !value || typeof value !== 'object') return value;
  return { ...read, ...membersOf(value, members) };
}

function withConflicts(record: MasterRecord, corrections: readonly Correction[]): MasterRecord {
  const findings: Finding[] = corrections
    .filter(({ conflict }) => conflict !== null)
    .map((correction) => ({
      code: 'correction_conflict',
      severity: 'warning',
      message: 'A correction of a person does not fit what is read now.',
      path: pointerOf(correction),
    }));
  const others = record.quality.findings.filter(({ code }) => code !== 'correction_conflict');
  return { ...record, quality: { ...record.quality, findings: [...others, ...findings] } };
}
