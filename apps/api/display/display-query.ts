import type { DisplayQuery, DisplaySort, Grain } from '@vitamill/persistence';
import { type FieldError, validationError } from '../errors/api-errors.js';
import { readColumns, readDisplayParameters, readInteger } from './display-parameters.js';

export const MAX_PAGE_SIZE = 500;
export const DEFAULT_PAGE_SIZE = 50;
const MAX_OFFSET = 1_000_000;

const CONTROLS = ['page', 'page_size', 'cursor', 'sort', 'order', 'select'] as const;
type Controls = Readonly<Partial<Record<(typeof CONTROLS)[number], string>>>;

/** The query string of GET /api/v1/data/display as the repository takes it; a 400 that lists everything wrong. */
export function readDisplayQuery(query: Readonly<Record<string, unknown>>): DisplayQuery & { readonly grain: Grain } {
  const errors: FieldError[] = [];
  const { grain, filters, q, controls } = readDisplayParameters(query, CONTROLS, errors);
  const sort = readSort(grain, controls, errors);
  const page = readPage(controls, errors);
  const select = controls.select === undefined ? undefined : readColumns(grain, 'select', controls.select, errors);
  if (errors.length > 0) throw validationError(errors);
  return { grain, filters, ...(q ? { q } : {}), ...(select ? { select } : {}), sort, page };
}

function readSort(grain: Grain, controls: Controls, errors: FieldError[]): DisplaySort {
  const given = controls.sort ?? `${grain.order.direction === 'desc' ? '-' : ''}${grain.order.column}`;
  const column = given.replace(/^[-+ ]/, '');
  const order = controls.order?.toLowerCase();
  if (!grain.columns.some(({ name }) => name === column))
    errors.push({
      field: 'sort',
      code: 'invalid_value',
      message: 'sort must name a column, with "-" before it for descending.',
    });
  if (order !== undefined && order !== 'asc' && order !== 'desc')
    errors.push({ field: 'order', code: 'invalid_value', message: 'order must be asc or desc.' });
  const descending = order === undefined ? given.startsWith('-') : order === 'desc';
  return { column, direction: descending ? 'desc' : 'asc' };
}

function readPage(controls: Controls, errors: FieldError[]): DisplayQuery['page'] {
  const number = readInteger('page', controls.page, 1, MAX_OFFSET, errors) ?? 1;
  const size = readInteger('page_size', controls.page_size, 1, MAX_PAGE_SIZE, errors) ?? DEFAULT_PAGE_SIZE;
  if (controls.cursor === undefined) return { kind: 'page', number, size };
  if (controls.page !== undefined)
    errors.push({ field: 'cursor', code: 'invalid_value', message: 'page and cursor exclude each other.' });
  // An empty cursor starts a walk.
  return { kind: 'cursor', cursor: controls.cursor === '' ? null : controls.cursor, size };
}
