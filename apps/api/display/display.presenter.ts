import type { DisplayColumn, DisplayRow } from '@vitamill/persistence';

/** The row under the names of the columns asked for, in their order. */
export function presentDisplayRow(row: DisplayRow, columns: readonly DisplayColumn[]): Record<string, unknown> {
  return Object.fromEntries(
    columns.map(({ name }) => {
      const value = row[name] ?? null;
      return [name, value instanceof Date ? value.toISOString() : value];
    }),
  );
}
