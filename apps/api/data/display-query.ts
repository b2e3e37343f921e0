import { DISPLAY_COLUMNS, type DisplayFilter, type DisplayQuery, type DisplaySort } from '@vitamill/persistence';
import { type FieldError, validationError } from '../errors/api-errors.js';
import { unknownParameter } from '../http/validation.js';
import { readFilter } from './display-filter.js';

export const MAX_PAGE_SIZE = 500;
export const DEFAULT_PAGE_SIZE = 50;
const MAX_OFFSET = 1_000_000;
const MAX_TEXT = 200;

const CONTROLS = ['page', 'page_size', 'cursor', 'sort', 'order', 'q'] as const;
type Control = (typeof CONTROLS)[number];
const isControl = (name: string): name is Control => (CONTROLS as readonly string[]).includes(name);

/** The query string of GET /api/v1/data/display as the repository takes it; a 400 that lists everything wrong. */
export function readDisplayQuery(query: Readonly<Record<string, unknown>>): DisplayQuery {
  const errors: FieldError[] = [];
  const controls: Partial<Record<Control, string>> = {};
  const filters: DisplayFilter[] = [];
  for (const [name, value] of Object.entries(query)) {
    const values = [value].flat().map(String);
    if (isControl(name)) {
      if (values.length > 1)
        errors.push({ field: name, code: 'repeated_parameter', message: `${name} must be given once.` });
      controls[name] = values[0] ?? '';
      continue;
    }
    const result = readFilter(name, values);
    if (result === null) errors.push(unknownParameter(name));
    else if ('code' in result) errors.push(result);
    else filters.push(result);
  }
  const sort = readSort(controls, errors);
  const page = readPage(controls, errors);
  const q = controls.q?.trim();
  if (q && q.length > MAX_TEXT)
    errors.push({ field: 'q', code: 'invalid_value', message: `q may have ${MAX_TEXT} characters.` });
  if (errors.length > 0) throw validationError(errors);
  return { filters, ...(q ? { q } : {}), sort, page };
}

function readSort(controls: Partial<Record<Control, string>>, errors: FieldError[]): DisplaySort {
  const given = controls.sort ?? '-created_at';
  const column = given.replace(/^[-+ ]/, '');
  const order = controls.order?.toLowerCase();
  if (!DISPLAY_COLUMNS.some(({ name }) => name === column))
    errors.push({
      field: 'sort',
      code: 'invalid_value',
      message: 'sort must name a column, with "-" before it for descending.',
    });
  if (order !== undefined && order !== 'asc' && order !== 'desc')
    errors.push({ field: 'order', code: 'invalid_value', message: 'order must be asc or desc.' });
  const descending = order === undefined ? given.startsWith('-') : order === 'desc';
  return { column: column as DisplaySort['column'], direction: descending ? 'desc' : 'asc' };
}

function readPage(controls: Partial<Record<Control, string>>, errors: FieldError[]): DisplayQuery['page'] {
  const number = readInteger('page', controls.page, 1, MAX_OFFSET, errors) ?? 1;
  const size = readInteger('page_size', controls.page_size, 1, MAX_PAGE_SIZE, errors) ?? DEFAULT_PAGE_SIZE;
  if (controls.cursor === undefined) return { kind: 'page', number, size };
  if (controls.page !== undefined)
    errors.push({ field: 'cursor', code: 'invalid_value', message: 'page and cursor exclude each other.' });
  // An empty cursor starts a walk.
  return { kind: 'cursor', cursor: controls.cursor === '' ? null : controls.cursor, size };
}

function readInteger(
  field: string,
  value: string | undefined,
  min: number,
  max: number,
  errors: FieldError[],
): number | null {
  if (value === undefined) return null;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= min && number <= max) return number;
  errors.push({ field, code: 'invalid_value', message: `${field} must be a whole number from ${min} to ${max}.` });
  return null;
}
