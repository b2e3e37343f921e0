/** For JSON.stringify: jsonb refuses U+0000 and halves of surrogate pairs, and files carry both. */
const storable = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? Buffer.from(value.replaceAll('\0', '')).toString() : value;

/** JSON text that a jsonb column takes; null for undefined. */
export const toJsonb = (value: unknown): string => JSON.stringify(value ?? null, storable);
