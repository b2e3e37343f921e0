/** What identifies or reaches a person beyond the name. Members of records, rows, matches and exports alike. */
const HIDDEN = new Set([
  'email',
  'emails',
  'phone',
  'phones',
  'links',
  'birth_date',
  'nationalities',
  'postal_code',
  'street',
  'address',
  'references',
  'filename',
  'cv_text',
  'unmapped_lines',
]);
/** JSON Pointers of provenance whose text would tell the same. */
const HIDDEN_POINTER =
  /^\/(?:contact\/(?:emails|phones|links|birth_date|nationalities|location|address)|references|quality\/unmapped_lines)(?:\/|$)/;
/** Running text of a CV may repeat an address or a number. */
const ADDRESS = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,190}\.\p{L}{2,24}/gu;
const NUMBER = /(?<![\p{L}\p{N}])\+?\(?\d(?:[\s()/.-]{0,2}\d){8,14}(?!\p{N})/gu;

export const REDACTED = '[redacted]';

/**
 * The same answer for eyes that may not reach the person: contact data are null or empty, and addresses and numbers in texts
 * are blackened. Keeps the shape, so that clients go on working. `path` is the member's JSON Pointer.
 */
export function redactContact(value: unknown, path = ''): unknown {
  if (typeof value === 'string')
    return /(?:_at|_id|date|start|end|from|to|version)$/.test(path)
      ? value
      : value.replace(ADDRESS, REDACTED).replace(NUMBER, REDACTED);
  if (Array.isArray(value)) return value.map((item, index) => redactContact(item, `${path}/${index}`));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      if (path.endsWith('/provenance') && HIDDEN_POINTER.test(name)) return [];
      if (!HIDDEN.has(name)) return [[name, redactContact(member, `${path}/${name}`)]];
      return [[name, Array.isArray(member) ? [] : null]];
    }),
  );
}
