/** Tokens of a JSON Pointer (RFC 6901); null where the text is none. */
export function tokensOf(pointer: string): string[] | null {
  if (pointer === '') return [];
  if (!pointer.startsWith('/') || /~(?![01])/.test(pointer)) return null;
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

const has = (value: unknown, name: string): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name);

/** The value at a pointer; undefined where there is none. */
export function readField(value: unknown, pointer: string): unknown {
  let at = value;
  for (const token of tokensOf(pointer) ?? []) {
    if (!has(at, token)) return undefined;
    at = (at as Record<string, unknown>)[token];
  }
  return at;
}

/** A copy with another value at the pointer of an object member; undefined takes the member off. */
export function writeField(value: unknown, pointer: string, next: unknown): unknown {
  const [first, ...rest] = tokensOf(pointer) ?? [];
  if (first === undefined) return next;
  const own = (value && typeof value === 'object' ? value : {}) as Record<string, unknown>;
  const inner = rest.length === 0 ? next : writeField(own[first], `/${rest.join('/')}`, next);
  const copy = { ...own, [first]: inner };
  if (inner === undefined) delete copy[first];
  return copy;
}

export const membersOf = (value: unknown, members: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(members.map((name) => [name, has(value, name) ? (value as Record<string, unknown>)[name] : null]));

/** Equal as JSON, whatever the order of members. */
export function isSameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return (a ?? null) === (b ?? null);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSameJson((a as never)[key], (b as never)[key]))
  );
}
