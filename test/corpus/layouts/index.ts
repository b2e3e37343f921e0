import { DATE_COLUMNS } from './date-columns.js';
import { DESIGNED } from './designed.js';
import { LABELLED } from './labelled.js';
import type { Layout } from './layout.js';
import { SIDEBARS } from './sidebars.js';
import { SINGLE_COLUMN } from './single-column.js';

export type { Layout } from './layout.js';

/** Designs that are printed to PDF. */
export const PAGE_LAYOUTS: readonly Layout[] = [
  ...SINGLE_COLUMN,
  ...SIDEBARS,
  ...DATE_COLUMNS,
  ...LABELLED,
  ...DESIGNED,
];

export { TEXT_LAYOUTS } from './plain-text.js';
export { WORD_LAYOUTS } from './word-layouts.js';
