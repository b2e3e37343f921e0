/** What identifies or reaches a person beyond the name. Members of records, rows, matches and tracked jobs alike. */
const HIDDEN = new Set([
  'email',
  'emails',
  'phone',
  'phones',
  'links',
  'birth_date',
  'birth_place',
  'marital_status',
  'gender',
  'nationalities',
  'postal_code',
  'street',
  'address',
  'references',
  'filename',
  'cv_filename',
  'cv_text',
  'unmapped_lines',
]);
/** JSON Pointers into a record behind which the same stands. */
const HIDDEN_POINTER =
  /^\/(?:contact\/(?:emails|phones|links|birth_date|birth_place|marital_status|gender|nationalities|location|address)|references|quality\/unmapped_lines|\w+\/\d+\/url)(?:\/|$)/;
/** A match knows its candidates by the names of their files, a screening by what the client calls them. */
const FILE_NAME = /\.[\p{L}\d]{2,5}$/u;
/** Of an object that is about a part of a record: the members that name the part, and those that hold what stands there. */
const POINTERS = ['path', 'list', 'from', 'to'];
const CONTENTS = ['value', 'read_value', 'before', 'after', 'members'];
/** Running text of a CV may repeat an address, a number or a page. */
const ADDRESS = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,190}\.\p{L}{2,24}/gu;
const NUMBER = /(?<![\p{L}\p{N}])\+?\(?\d(?:[\s()/.-]{0,2}\d){8,14}(?!\p{N})/gu;
const PAGE =
  /(?<![\p{L}\p{N}@/.-])(?:https?:\/\/|www\.)[^\s<>"')\]]{3,500}|(?<![\p{L}\p{N}@/.-])(?:[\p{L}\p{N}-]{1,63}\.){1,4}\p{L}{2,10}\/[^\s<>"')\]]{1,300}/giu;
/** Members that lead to the service itself or name a term of a taxonomy. */
const OWN_LINK = /\/(?:@odata\.\w+|id|code|uri|\w+_(?:id|code|url))$/;
/** Members that hold codes, ids or times: what looks like a number there is none. */
const CODES = /(?:_at|_id|date|start|end|from|to|version)$/;

export const REDACTED = '[redacted]';

export interface Redaction {
  /** Pages are kept, in members named `url` and in texts: for what is not about candidates, such as adverts. */
  readonly keepPages: boolean;
}

/**
 * The same answer for eyes that may not reach the person: contact data are null or empty, and addresses, numbers and pages
 * in texts are blackened. Keeps the shape, so that clients go on working. `path` is the member's JSON Pointer.
 */
export function redactContact(value: unknown, redaction: Redaction = { keepPages: false }, path = ''): unknown {
  if (typeof value === 'string') return CODES.test(path) ? value : redactText(value, redaction, path);
  if (Array.isArray(value)) return value.map((item, index) => redactContact(item, redaction, `${path}/${index}`));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const isAboutHidden = POINTERS.some((name) => isHiddenPointer((value as Record<string, unknown>)[name]));
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      if (path.endsWith('/provenance') && HIDDEN_POINTER.test(name)) return [];
      const isHidden =
        HIDDEN.has(name) ||
        (name === 'url' && !redaction.keepPages) ||
        (name === 'candidate_ref' && FILE_NAME.test(String(member))) ||
        (name === 'raw' && isAddress(path, member)) ||
        (isAboutHidden && CONTENTS.includes(name));
      if (!isHidden) return [[name, redactContact(member, redaction, `${path}/${name}`)]];
      return [[name, Array.isArray(member) ? [] : null]];
    }),
  );
}

const isHiddenPointer = (value: unknown): boolean => typeof value === 'string' && HIDDEN_POINTER.test(value);

/** Where somebody lives, as printed: of the contact, and wherever a place has a number in it. */
const isAddress = (path: string, raw: unknown): boolean =>
  path.endsWith('/contact/location') || (path.endsWith('/location') && /\d/.test(String(raw)));

function redactText(text: string, { keepPages }: Redaction, path: string): string {
  const bare = text.replace(ADDRESS, REDACTED).replace(NUMBER, REDACTED);
  return keepPages || OWN_LINK.test(path) ? bare : bare.replace(PAGE, REDACTED);
}
