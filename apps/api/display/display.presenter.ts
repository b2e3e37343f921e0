import type { DisplayColumn, DisplayRow } from '@vitamill/persistence';

const dayOf = (date: Date): string =>
  // The driver reads a calendar day as midnight of the machine's own zone.
  `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;

/** The row under the names of the columns asked for, in their order. */
export function presentDisplayRow(row: DisplayRow, columns: readonly DisplayColumn[]): Record<string, unknown> {
  return Object.fromEntries(
    columns.map(({ name, type }) => {
      const value = row[name] ?? null;
      if (value instanceof Date) return [name, type === 'date' ? dayOf(value) : value.toISOString()];
      return [name, value];
    }),
  );
}
