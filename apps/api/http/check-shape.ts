import type { z } from 'zod';
import { type FieldError, validationError } from '../errors/api-errors.js';
import { unknownParameter } from './validation.js';

/** A value of a body or query against its shape. Throws a 400 that lists everything wrong; never quotes a value. */
export function checkShape<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw validationError(result.error.issues.flatMap((issue) => fieldErrorsOf(issue, value)));
}

function fieldErrorsOf(issue: z.core.$ZodIssue, value: unknown): FieldError[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map(unknownParameter);
  const field = issue.path.map(String).join('.') || 'body';
  const given = issue.path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown> | null)?.[key],
    value,
  );
  if (given === undefined && issue.path.length > 0)
    return [{ field, code: 'missing', message: `${field} is required.` }];
  return [
    {
      field,
      code: issue.code,
      message: `${field}: ${issue.message.replace(/, received .*$/, '').replace(/\.?$/, '.')}`,
    },
  ];
}
