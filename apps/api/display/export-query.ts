import { type DisplaySelection, type Grain, MATCH_DELETION_DAYS, MATCH_GRAIN } from '@vitamill/persistence';
import { TABLE_FORMATS, type TableFormat } from '@vitamill/tables';
import { type FieldError, validationError } from '../errors/api-errors.js';
import { unknownParameter } from '../http/validation.js';
import { readTime } from './display-filter.js';
import { readColumns, readDisplayParameters, readInteger } from './display-parameters.js';

const MAX_DELETIONS = 1_000;

export interface ExportQuery extends DisplaySelection {
  readonly grain: Grain;
  readonly format: TableFormat;
  readonly bom: boolean;
  readonly columns: readonly string[];
  /** Only what changed since, deletions included; null: everything. */
  readonly updatedAfter: Date | null;
}

const CONTROLS = ['format', 'bom', 'select', 'updated_after'] as const;
const DAY_MILLISECONDS = 86_400_000;

/** The query string of GET /api/v1/data/display/export; a 400 that lists everything wrong. */
export function readExportQuery(query: Readonly<Record<string, unknown>>): ExportQuery {
  const errors: FieldError[] = [];
  const { grain, filters, q, controls } = readDisplayParameters(query, CONTROLS, errors);
  const format = TABLE_FORMATS.find((name) => name === (controls.format ?? 'csv'));
  if (!format)
    errors.push({
      field: 'format',
      code: 'invalid_value',
      message: `format must be one of ${TABLE_FORMATS.join(', ')}.`,
    });
  if (controls.bom !== undefined && controls.bom !== 'true' && controls.bom !== 'false')
    errors.push({ field: 'bom', code: 'invalid_value', message: 'bom must be true or false.' });
  const columns =
    controls.select === undefined
      ? grain.columns.map(({ name }) => name)
      : readColumns(grain, 'select', controls.select, errors);
  const updatedAfter = readUpdatedAfter(grain, controls.updated_after, errors);
  if (errors.length > 0 || !format) throw validationError(errors);
  return { grain, filters, ...(q ? { q } : {}), format, bom: controls.bom === 'true', columns, updatedAfter };
}

/** Results of screenings and matches that are gone are forgotten in the end: what is older cannot be brought up to date. */
function readUpdatedAfter(grain: Grain, value: string | undefined, errors: FieldError[]): Date | null {
  if (value === undefined) return null;
  const time = readTime(value);
  const invalid = (message: string) => errors.push({ field: 'updated_after', code: 'invalid_value', message });
  if (!time) invalid('updated_after must be an ISO 8601 date or time.');
  else if (grain === MATCH_GRAIN && time.getTime() < Date.now() - MATCH_DELETION_DAYS * DAY_MILLISECONDS)
    invalid(`updated_after may lie ${MATCH_DELETION_DAYS} days back for the grain match; export all of it anew.`);
  return time;
}

export interface DeletionsQuery {
  readonly since: Date;
  readonly cursor: string | null;
  readonly limit: number;
}

/** The query string of GET /api/v1/data/display/deletions; a 400 that lists everything wrong. */
export function readDeletionsQuery(query: Readonly<Record<string, unknown>>): DeletionsQuery {
  const errors: FieldError[] = [];
  const given: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(query)) {
    if (!['since', 'cursor', 'limit'].includes(name)) errors.push(unknownParameter(name));
    else if (Array.isArray(value))
      errors.push({ field: name, code: 'repeated_parameter', message: `${name} must be given once.` });
    else given[name] = String(value);
  }
  const since = readTime(given.since ?? '');
  if (!since)
    errors.push({ field: 'since', code: 'invalid_value', message: 'since must be an ISO 8601 date or time.' });
  const limit = readInteger('limit', given.limit, 1, MAX_DELETIONS, errors) ?? MAX_DELETIONS;
  if (errors.length > 0 || !since) throw validationError(errors);
  return { since, cursor: given.cursor || null, limit };
}
