import { DISPLAY_COLUMNS, type DisplayRow } from '@vitamill/persistence';

/** The row under its column names. */
export function presentDisplayRow(row: DisplayRow): Record<string, unknown> {
  const values = row as unknown as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    DISPLAY_COLUMNS.map(({ name }) => {
      const value = values[name] ?? null;
      return [name, value instanceof Date ? value.toISOString() : value];
    }),
  );
}
