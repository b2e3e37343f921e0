/** For JSON.stringify: jsonb refuses U+0000 and halves of surrogate pairs, and files carry both. */
const storable = (_key: string, value: unknown): unknown =>
  typeof value === 'string' && SUSPECT.test(value) ? Buffer.from(value.replaceAll('\0', '')).toString() : value;
/** Surrogates that belong together are as they were afterwards. */
const SUSPECT = /[\0\uD800-\uDFFF]/;

/** JSON text that a jsonb column takes; null for undefined. */
export const toJsonb = (value: unknown): string => JSON.stringify(value ?? null, storable);
