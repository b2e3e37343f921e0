import type { FieldError } from '../errors/api-errors.js';

export const MAX_TAGS = 20;
export const MAX_TAG_LENGTH = 64;
export const MAX_EXTERNAL_REF_LENGTH = 200;

/** Language, script, region as BCP 47, with "_" or "-" between: en, en_US, de-DE, zh_Hant_TW. */
const LOCALE = /^[A-Za-z]{2,3}(?:[_-][A-Za-z]{4})?(?:[_-](?:[A-Za-z]{2}|\d{3}))?$/;
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

export interface UploadFields {
  readonly tags: readonly string[];
  readonly locale: string | null;
  readonly externalRef: string | null;
  readonly expiresAt: Date | null;
  /** Null: as the account has it. */
  readonly deleteAfterParse: boolean | null;
}

/** The text parts of an upload, checked. Empty parts, as HTML forms send them, count as absent. */
export function readUploadFields(parts: ReadonlyMap<string, readonly string[]>): {
  readonly fields: UploadFields;
  readonly errors: readonly FieldError[];
} {
  const errors: FieldError[] = [];
  const tags = readTags(parts.get('tags') ?? [], errors);
  const locale = readSingle('locale', parts, errors);
  if (locale !== null && !LOCALE.test(locale))
    errors.push({ field: 'locale', code: 'invalid_locale', message: 'locale must be of the form en, en_US or de-DE.' });
  const externalRef = readSingle('external_ref', parts, errors);
  if (externalRef !== null && (externalRef.length > MAX_EXTERNAL_REF_LENGTH || CONTROL.test(externalRef)))
    errors.push({
      field: 'external_ref',
      code: 'invalid_external_ref',
      message: `external_ref must have at most ${MAX_EXTERNAL_REF_LENGTH} characters and no control characters.`,
    });
  const expiresAt = readExpiry(parts, errors);
  const deleteAfterParse = readFlag('delete_after_parse', parts, errors);
  return { fields: { tags, locale, externalRef, expiresAt, deleteAfterParse }, errors };
}

function readTags(values: readonly string[], errors: FieldError[]): string[] {
  const tags = [...new Set(values.map((value) => value.trim().normalize('NFC')).filter((value) => value !== ''))];
  if (tags.length > MAX_TAGS)
    errors.push({ field: 'tags', code: 'too_many_tags', message: `At most ${MAX_TAGS} tags are allowed.` });
  if (tags.some((tag) => [...tag].length > MAX_TAG_LENGTH))
    errors.push({ field: 'tags', code: 'tag_too_long', message: `A tag has at most ${MAX_TAG_LENGTH} characters.` });
  if (tags.some((tag) => CONTROL.test(tag)))
    errors.push({ field: 'tags', code: 'invalid_tag', message: 'A tag must not contain control characters.' });
  return tags;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})$/;

function readExpiry(parts: ReadonlyMap<string, readonly string[]>, errors: FieldError[]): Date | null {
  const text = readSingle('expires_at', parts, errors);
  if (text === null) return null;
  const time = INSTANT.test(text) ? new Date(text) : null;
  if (time && time.getTime() > Date.now()) return time;
  errors.push({
    field: 'expires_at',
    code: 'invalid_expires_at',
    message: 'expires_at must be a time to come, as 2027-01-31T00:00:00Z.',
  });
  return null;
}

function readFlag(name: string, parts: ReadonlyMap<string, readonly string[]>, errors: FieldError[]): boolean | null {
  const text = readSingle(name, parts, errors);
  if (text === null || text === 'true' || text === 'false') return text === null ? null : text === 'true';
  errors.push({ field: name, code: 'invalid_flag', message: `${name} must be true or false.` });
  return null;
}

function readSingle(name: string, parts: ReadonlyMap<string, readonly string[]>, errors: FieldError[]): string | null {
  const values = (parts.get(name) ?? []).map((value) => value.trim()).filter((value) => value !== '');
  if (values.length > 1)
    errors.push({ field: name, code: 'repeated_part', message: `${name} must be sent once only.` });
  return values[0] ?? null;
}
