import type { Correction, MasterRecord, ParsedCv } from '@vitamill/domain';
import type { Operation } from 'rfc6902';
import { applyPatch, type PatchedEntry } from './apply-patch.js';
import { markVerified } from './mark-verified.js';
import { anyMoved, movePointers } from './move-pointers.js';
import { listOf } from './record-lists.js';
import { readField } from './values.js';

export interface CorrectionStamp {
  readonly keyId: string | null;
  readonly userId: string | null;
  /** ISO 8601 */
  readonly at: string;
  /** The version of the record that the patch makes. */
  readonly version: number;
  readonly newId: () => string;
}

/**
 * A JSON Patch of a person on the latest record: the record that it gives, its provenance, and all corrections that hold
 * from now on. Throws PatchError.
 */
export function correctRecord(
  { record, provenance }: ParsedCv,
  operations: readonly Operation[],
  corrections: readonly Correction[],
  stamp: CorrectionStamp,
): { readonly parsed: ParsedCv; readonly corrections: readonly Correction[] } {
  const patched = applyPatch(record, operations);
  const next = [
    ...corrections.filter(({ list }) => list === null || !patched.lists.has(list)),
    ...[...patched.lists].flatMap(([list, entries]) =>
      correctList(
        list,
        entries,
        record,
        patched.record,
        corrections.filter((correction) => correction.list === list),
        stamp,
      ),
    ),
  ];
  for (const [path, members] of patched.fields) {
    const at = next.findIndex((correction) => correction.list === null && correction.path === path);
    const known = at < 0 ? null : next[at];
    const correction: Correction = {
      ...blank(stamp),
      id: known?.id ?? stamp.newId(),
      path,
      members: membersSet(known?.members, members),
      value: readField(patched.record, path) ?? null,
      baseValue: known ? known.baseValue : (readField(record, path) ?? null),
    };
    if (known) next[at] = correction;
    else next.push(correction);
  }
  const origins = new Map([...patched.lists].map(([list, entries]) => [list, entries.map(({ old }) => old)] as const));
  const before = { record: patched.record, provenance };
  const moved = anyMoved(origins, (list) => listOf(record, list).length) ? movePointers(before, origins) : before;
  return {
    parsed: { record: moved.record, provenance: markVerified(moved.provenance, next) },
    corrections: next,
  };
}

const blank = ({ keyId, userId, at, version }: CorrectionStamp) =>
  ({
    kind: 'set',
    list: null,
    entryId: null,
    baseEntry: null,
    members: null,
    keyId,
    userId,
    at,
    version,
    conflict: null,
    index: null,
  }) as const;

function correctList(
  list: string,
  entries: readonly PatchedEntry[],
  before: MasterRecord,
  after: MasterRecord,
  known: readonly Correction[],
  stamp: CorrectionStamp,
): Correction[] {
  const was = listOf(before, list);
  const is = listOf(after, list);
  const groupOf = (old: number | null) => (old === null ? [] : known.filter(({ index }) => index === old));
  const next: Correction[] = known.filter(({ index }) => index === null);
  for (const [index, { old, fields }] of entries.entries()) {
    const group = groupOf(old);
    const entryId = group[0]?.entryId ?? stamp.newId();
    if (old === null || group.some(({ kind }) => kind === 'add')) {
      const added = group.find(({ kind }) => kind === 'add');
      if (added && fields.size === 0) next.push({ ...added, index });
      else
        next.push({
          ...blank(stamp),
          id: added?.id ?? stamp.newId(),
          kind: 'add',
          list,
          entryId,
          path: '',
          value: is[index],
          baseValue: null,
          index,
        });
      continue;
    }
    const whole = fields.has('');
    next.push(...group.filter(({ path }) => !whole && !fields.has(path)).map((each) => ({ ...each, index })));
    for (const [path, members] of whole ? ([['', null]] as const) : fields) {
      const same = group.find((correction) => correction.path === path);
      next.push({
        ...blank(stamp),
        id: same?.id ?? stamp.newId(),
        list,
        entryId,
        baseEntry: group[0] ? group[0].baseEntry : was[old],
        path,
        members: membersSet(same?.members, members),
        value: readField(is[index], path) ?? null,
        baseValue: same ? same.baseValue : (readField(was[old], path) ?? null),
        index,
      });
    }
  }
  const left = new Set(entries.map(({ old }) => old));
  for (const [old, entry] of was.entries()) {
    if (left.has(old)) continue;
    const group = groupOf(old);
    // what a person added and took off again was never there
    if (group.some(({ kind }) => kind === 'add')) continue;
    next.push({
      ...blank(stamp),
      id: stamp.newId(),
      kind: 'remove',
      list,
      entryId: group[0]?.entryId ?? stamp.newId(),
      baseEntry: group[0] ? group[0].baseEntry : entry,
      path: '',
      value: null,
      baseValue: null,
    });
  }
  return next;
}

/** Members that a person set by now, null where all of the object. */
const membersSet = (
  before: readonly string[] | null | undefined,
  now: ReadonlySet<string> | null,
): readonly string[] | null => (before === null || now === null ? null : [...new Set([...(before ?? []), ...now])]);
