import { CANDIDATE_GRAIN, type DisplayFilter, findGrain, GRAINS, type Grain } from '@vitamill/persistence';
import type { FieldError } from '../errors/api-errors.js';
import { unknownParameter } from '../http/validation.js';
import { readFilter } from './display-filter.js';

const MAX_TEXT = 200;

/** A query string over display rows, taken apart: the grain, what narrows it, and the parameters of the route. */
export interface DisplayParameters<Control extends string> {
  readonly grain: Grain;
  readonly filters: readonly DisplayFilter[];
  readonly q: string | undefined;
  readonly controls: Readonly<Partial<Record<Control, string>>>;
}

/**
 * Reads `grain`, `q` and the filters of the grain, and the parameters that the route knows. Everything wrong goes into
 * `errors`; an unknown name is one of them.
 */
export function readDisplayParameters<Control extends string>(
  query: Readonly<Record<string, unknown>>,
  known: readonly Control[],
  errors: FieldError[],
): DisplayParameters<Control> {
  const names = ['grain', 'q', ...known];
  const controls: Record<string, string> = {};
  const filters: DisplayFilter[] = [];
  const grain = typeof query.grain === 'string' ? findGrain(query.grain) : CANDIDATE_GRAIN;
  if (!grain)
    errors.push({
      field: 'grain',
      code: 'invalid_value',
      message: `grain must be one of ${GRAINS.map(({ name }) => name).join(', ')}.`,
    });
  for (const [name, value] of Object.entries(query)) {
    const values = [value].flat().map(String);
    if (names.includes(name)) {
      if (values.length > 1)
        errors.push({ field: name, code: 'repeated_parameter', message: `${name} must be given once.` });
      controls[name] = values[0] ?? '';
      continue;
    }
    if (!grain) continue;
    const result = readFilter(grain, name, values);
    if (result === null) errors.push(unknownParameter(name));
    else if ('code' in result) errors.push(result);
    else filters.push(result);
  }
  const q = controls.q?.trim();
  if (q && q.length > MAX_TEXT)
    errors.push({ field: 'q', code: 'invalid_value', message: `q may have ${MAX_TEXT} characters.` });
  return {
    grain: grain ?? CANDIDATE_GRAIN,
    filters,
    q: q || undefined,
    controls: controls as Partial<Record<Control, string>>,
  };
}

/** Column names separated by commas; a column that the grain lacks is an error that names it. */
export function readColumns(grain: Grain, field: string, value: string, errors: FieldError[]): string[] {
  const names = [...new Set(value.split(',').map((name) => name.trim()))].filter(Boolean);
  const unknown = names.filter((name) => !grain.columns.some((column) => column.name === name));
  if (names.length === 0 || unknown.length > 0)
    errors.push({
      field,
      code: 'invalid_value',
      message: `${field} must name columns of the grain ${grain.name}, separated by commas.`,
    });
  return names;
}

/** A whole number from `min` to `max`; null where it is not given or wrong. */
export function readInteger(
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
