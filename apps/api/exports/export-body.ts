import { type ExportQuery, readExportQuery } from '../display/export-query.js';
import { type FieldError, validationError } from '../errors/api-errors.js';

const MEMBERS = ['grain', 'format', 'bom', 'select', 'updated_after', 'q', 'filters'] as const;

/** A value as a query string would have it; null where it could not stand in one. */
function asText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/**
 * The body of POST /api/v1/data/exports: the parameters of the streamed export, filters by their names in `filters`. A 400
 * that lists everything wrong.
 */
export function readExportBody(body: unknown): ExportQuery {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw validationError([{ field: 'body', code: 'not_object', message: 'The body must be a JSON object.' }]);
  const errors: FieldError[] = [];
  const query: Record<string, string | string[]> = {};
  const refuse = (field: string, message: string, code = 'invalid_value') => errors.push({ field, code, message });
  for (const [name, value] of Object.entries(body)) {
    if (!(MEMBERS as readonly string[]).includes(name)) refuse(name, `There is no member ${name}.`, 'unknown_member');
    else if (name !== 'filters' && value !== null) {
      const texts = name === 'select' && Array.isArray(value) ? value.map(asText) : [asText(value)];
      if (texts.some((text) => text === null)) refuse(name, `${name} must be a plain value.`);
      else query[name] = texts.join(',');
    }
  }
  const { filters = null } = body as { readonly filters?: unknown };
  if (filters !== null && (typeof filters !== 'object' || Array.isArray(filters)))
    refuse('filters', 'filters must be an object of filters by name.');
  else
    for (const [name, value] of Object.entries(filters ?? {})) {
      const texts = [value].flat().map(asText);
      if ((MEMBERS as readonly string[]).includes(name)) refuse(`filters.${name}`, `${name} is no filter.`);
      else if (texts.length === 0 || texts.some((text) => text === null))
        refuse(`filters.${name}`, `${name} must be a plain value or a list of them.`);
      else query[name] = texts as string[];
    }
  if (errors.length > 0) throw validationError(errors);
  return readExportQuery(query);
}
