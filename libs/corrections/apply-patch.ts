import type { MasterRecord } from '@vitamill/domain';
import { applyPatch as applyOperations, type Operation } from 'rfc6902';
import { completeValue, isKnownMember, whyImmutable } from './editable.js';
import { PatchError, type PatchErrorCode } from './patch-error.js';
import { listOf, matchEntries, RECORD_LISTS } from './record-lists.js';
import { isSameJson, readField, tokensOf } from './values.js';

/** An entry of a list after a patch: where it stood before, and what of it was set. Fields are pointers into the entry. */
export interface PatchedEntry {
  readonly old: number | null;
  /** Members of the object at a field that were set, null where all of it was. */
  readonly fields: Map<string, Set<string> | null>;
}

export interface PatchedRecord {
  readonly record: MasterRecord;
  /** Every list that the patch touched. */
  readonly lists: ReadonlyMap<string, readonly PatchedEntry[]>;
  /** Pointers outside of lists that were set, each with the members that were, null where all of it was. */
  readonly fields: ReadonlyMap<string, ReadonlySet<string> | null>;
}

interface Place {
  readonly list: string | null;
  /** Null where the list itself is meant; -1 behind its end. */
  readonly index: number | null;
  readonly inner: string;
}

/** Objects that are corrected member by member, so that what follows from corrected words may still be told anew. */
const BY_MEMBER: Readonly<Record<string, readonly string[]>> = {
  '/experience': ['/title', '/location'],
  '/education': ['/degree', '/grade', '/location'],
  '/languages': ['/level'],
};
const CONTACT_BY_MEMBER = ['/contact/name', '/contact/location'];

/**
 * Applies a JSON Patch to a record, all of it or nothing, and tells which values a person has set by it: what a
 * correction is made of. Throws PatchError. Whether the result is a valid record is the caller's to check.
 */
export function applyPatch(record: MasterRecord, operations: readonly Operation[]): PatchedRecord {
  const patch = new Patch(structuredClone(record) as MasterRecord);
  for (const [n, operation] of operations.entries()) patch.apply(operation, n);
  return { record: patch.record, lists: patch.lists, fields: patch.fields };
}

const refusal = (code: PatchErrorCode, field: string, message: string): PatchError =>
  new PatchError([{ field, code, message }]);

class Patch {
  readonly lists = new Map<string, PatchedEntry[]>();
  readonly fields = new Map<string, Set<string> | null>();

  constructor(readonly record: MasterRecord) {}

  apply(operation: Operation, n: number): void {
    const { op, path } = operation;
    const from = op === 'move' || op === 'copy' ? operation.from : null;
    for (const pointer of op === 'test' ? [] : op === 'move' ? [path, from ?? ''] : [path]) {
      const why = whyImmutable(pointer);
      if (why) throw refusal('immutable_field', pointer, why);
    }
    const place = this.placeOf(path, op === 'add' || op === 'move' || op === 'copy');
    if (!place) throw refusal('missing_target', path, `Operation ${n}: ${path} is not in the record.`);
    if (op === 'add' || op === 'move' || op === 'copy' || op === 'replace') {
      const known = (place.list !== null && place.index === null) || isKnownMember(place.list, place.inner);
      if (!known) throw refusal('unknown_field', path, `Operation ${n}: a record has no ${path}.`);
    }
    if (from !== null && readField(this.record, from) === undefined)
      throw refusal('missing_target', from, `Operation ${n}: ${from} is not in the record.`);
    const source = from === null ? null : this.placeOf(from, false);
    const same = op === 'move' && source?.list === place.list && source?.inner === '' && place.inner === '';
    const moved = same && source?.index !== null ? this.entriesOf(place.list)?.[source?.index ?? -1] : undefined;
    if (place.list !== null && place.index === null) this.before.set(place.list, listOf(this.record, place.list));
    const [error] = applyOperations(this.record, [this.completed(operation, place)]);
    if (error)
      throw refusal(
        error.name === 'TestError' ? 'test_failed' : 'missing_target',
        path,
        error.name === 'TestError'
          ? `Operation ${n}: the value at ${path} is another one.`
          : `Operation ${n}: ${path} is not in the record.`,
      );
    if (op === 'test') return;
    if (op === 'move' && source) this.note('remove', source, undefined);
    this.note(op === 'remove' ? 'remove' : op === 'replace' ? 'replace' : 'add', place, moved);
  }

  /** Where a pointer points; null where nothing is there to be written. `adding` allows a place that is still free. */
  private placeOf(pointer: string, adding: boolean): Place | null {
    const list = RECORD_LISTS.find((name) => pointer === name || pointer.startsWith(`${name}/`)) ?? null;
    const tokens = tokensOf(pointer) ?? [];
    for (let depth = 1; depth <= tokens.length; depth++) {
      const parent = readField(this.record, pointerOf(tokens.slice(0, depth - 1)));
      const token = tokens[depth - 1] ?? '';
      const last = depth === tokens.length;
      if (Array.isArray(parent)) {
        const end = parent.length - (last && adding ? 0 : 1);
        if (!(last && adding && token === '-') && !(/^(0|[1-9]\d{0,5})$/.test(token) && Number(token) <= end))
          return null;
      } else if (!parent || typeof parent !== 'object') return null;
      else if (!last && !Object.hasOwn(parent, token)) return null;
      else if (last && !adding && !Object.hasOwn(parent, token)) return null;
    }
    if (list === null) return { list, index: null, inner: pointer };
    const [index, ...inner] = (tokensOf(pointer.slice(list.length)) ?? []).map(escapeToken);
    if (index === undefined) return { list, index: null, inner: '' };
    this.entriesOf(list);
    return { list, index: index === '-' ? -1 : Number(index), inner: inner.length > 0 ? `/${inner.join('/')}` : '' };
  }

  private completed(operation: Operation, place: Place): Operation {
    if (operation.op !== 'add' && operation.op !== 'replace') return operation;
    const { list, index, inner } = place;
    const value =
      list !== null && index === null && Array.isArray(operation.value)
        ? operation.value.map((entry: unknown) => completeValue(entry, list, ''))
        : completeValue(operation.value, list, inner);
    return { ...operation, value };
  }

  private entriesOf(list: string | null): PatchedEntry[] | undefined {
    if (list === null) return undefined;
    const known = this.lists.get(list);
    if (known) return known;
    const entries = listOf(this.record, list).map((_, old) => ({ old, fields: new Map() }));
    this.lists.set(list, entries);
    return entries;
  }

  private note(
    kind: 'add' | 'replace' | 'remove',
    { list, index, inner }: Place,
    moved: PatchedEntry | undefined,
  ): void {
    if (list === null) {
      const tokens = inner.split('/');
      const path = tokens.slice(0, inner.startsWith('/contact/') ? 3 : 2).join('/');
      noteMember(this.fields, path, CONTACT_BY_MEMBER.includes(path) ? tokens[3] : undefined);
      return;
    }
    const entries = this.entriesOf(list) ?? [];
    if (index === null) {
      this.replaceList(list);
    } else if (inner === '') {
      const at = index === -1 ? entries.length : index;
      if (kind === 'remove') entries.splice(at, 1);
      else if (kind === 'add') entries.splice(at, 0, moved ?? { old: null, fields: new Map() });
      else entries[at]?.fields.set('', null);
    } else {
      const [, field = '', member] = inner.split('/');
      const fields = entries[index]?.fields;
      const parted = BY_MEMBER[list]?.includes(`/${field}`) ?? false;
      if (fields) noteMember(fields, `/${field}`, parted ? member : undefined);
    }
  }

  /** The whole list was set: its entries are told by what identifies them. */
  private replaceList(list: string): void {
    const before = this.entriesOf(list) ?? [];
    const next = listOf(this.record, list);
    const bases = this.before.get(list) ?? [];
    const matched = matchEntries(
      list,
      next.map((entry, index) => ({ entry, index })),
      bases,
    );
    this.lists.set(
      list,
      next.map((entry, i) => {
        const at = matched[i];
        const old = at === null || at === undefined ? undefined : before[at];
        if (!old) return { old: null, fields: new Map() };
        if (!isSameJson(entry, bases[at as number])) old.fields.set('', null);
        return old;
      }),
    );
  }

  /** Entries of a list before the operation at work. */
  private readonly before = new Map<string, readonly unknown[]>();
}

/** Adds a member to those that were set at a field; without one all of the field was. */
function noteMember(fields: Map<string, Set<string> | null>, field: string, member: string | undefined): void {
  const known = fields.get(field);
  if (member === undefined || known === null) fields.set(field, null);
  else fields.set(field, (known ?? new Set()).add(member));
}

const escapeToken = (token: string): string => token.replaceAll('~', '~0').replaceAll('/', '~1');
const pointerOf = (tokens: readonly string[]): string => tokens.map((token) => `/${escapeToken(token)}`).join('');
