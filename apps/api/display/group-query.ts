import type { CalendarUnit, DisplaySelection, Grain, GroupMetric } from '@vitamill/persistence';
import { type FieldError, validationError } from '../errors/api-errors.js';
import { readColumns, readDisplayParameters, readInteger } from './display-parameters.js';

const UNITS: readonly CalendarUnit[] = ['day', 'week', 'month', 'quarter', 'year'];
const MAX_GROUPS = 1_000;
const MAX_BY = 3;
const MAX_METRICS = 10;
const MAX_FACETS = 10;
const DEFAULT_FACET_VALUES = 20;

interface Selected extends DisplaySelection {
  readonly grain: Grain;
}

export interface GroupQuery extends Selected {
  readonly by: readonly string[];
  /** As asked for, with what they are called in the answer. */
  readonly metrics: readonly { readonly name: string; readonly metric: GroupMetric }[];
  readonly unit: CalendarUnit;
  readonly limit: number;
}

export interface FacetQuery extends Selected {
  readonly columns: readonly string[];
  readonly limit: number;
}

/** `count`, or `average`, `min`, `max`, `sum` or a percentile `p0` to `p100`, a colon and a numeric column. */
function readMetric(grain: Grain, text: string): GroupMetric | null {
  if (text === 'count') return { kind: 'count' };
  const [, kind = '', percent, column = ''] = /^(average|min|max|sum|p(\d{1,3})):(\w+)$/.exec(text) ?? [];
  const type = grain.columns.find(({ name }) => name === column)?.type;
  if (type !== 'integer' && type !== 'number') return null;
  if (percent === undefined) return { kind: kind as 'average' | 'min' | 'max' | 'sum', column };
  return Number(percent) <= 100 ? { kind: 'percentile', percent: Number(percent), column } : null;
}

/** The query string of GET /api/v1/data/display/groups; a 400 that lists everything wrong. */
export function readGroupQuery(query: Readonly<Record<string, unknown>>): GroupQuery {
  const errors: FieldError[] = [];
  const invalid = (field: string, message: string) => errors.push({ field, code: 'invalid_value', message });
  const { grain, filters, q, controls } = readDisplayParameters(query, ['by', 'metrics', 'unit', 'limit'], errors);
  const by = controls.by === undefined ? [] : readColumns(grain, 'by', controls.by, errors);
  if (by.length > MAX_BY) invalid('by', `by takes at most ${MAX_BY} columns.`);
  const names = [...new Set((controls.metrics ?? 'count').split(',').map((name) => name.trim()))];
  if (names.length > MAX_METRICS) invalid('metrics', `metrics takes at most ${MAX_METRICS} figures.`);
  const metrics = names.map((name) => ({ name, metric: readMetric(grain, name) }));
  if (metrics.some(({ metric }) => metric === null))
    invalid('metrics', 'metrics are count, or average, min, max, sum or p0 to p100, a colon and a numeric column.');
  const unit = UNITS.find((name) => name === (controls.unit ?? 'month'));
  if (!unit) invalid('unit', `unit must be one of ${UNITS.join(', ')}.`);
  const limit = readInteger('limit', controls.limit, 1, MAX_GROUPS, errors) ?? MAX_GROUPS;
  if (errors.length > 0 || !unit) throw validationError(errors);
  return { grain, filters, ...(q ? { q } : {}), by, metrics: metrics as GroupQuery['metrics'], unit, limit };
}

/** The query string of GET /api/v1/data/display/facets; a 400 that lists everything wrong. */
export function readFacetQuery(query: Readonly<Record<string, unknown>>): FacetQuery {
  const errors: FieldError[] = [];
  const { grain, filters, q, controls } = readDisplayParameters(query, ['columns', 'limit'], errors);
  const columns = readColumns(grain, 'columns', controls.columns ?? '', errors);
  if (columns.length > MAX_FACETS)
    errors.push({ field: 'columns', code: 'invalid_value', message: `columns takes at most ${MAX_FACETS} columns.` });
  const limit = readInteger('limit', controls.limit, 1, MAX_GROUPS, errors) ?? DEFAULT_FACET_VALUES;
  if (errors.length > 0) throw validationError(errors);
  return { grain, filters, ...(q ? { q } : {}), columns, limit };
}
