import { CATEGORIES, JOB_LANGUAGES } from '@vitamill/matching';
import type { FieldError } from '../errors/api-errors.js';

export interface RequestedCriteria {
  readonly referenceDate: string;
  readonly weights: Readonly<Record<string, number>>;
  readonly language: string | null;
}

const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
export const today = (): string => new Date().toISOString().slice(0, 10);

/** `weights`, `language` and `reference_date` of a request: our additions, each with a default. */
export function readCriteria(body: Readonly<Record<string, unknown>>, errors: FieldError[]): RequestedCriteria {
  const { weights, language, reference_date: date } = body;
  const read: Record<string, number> = {};
  if (weights !== undefined && weights !== null) {
    if (typeof weights !== 'object' || Array.isArray(weights))
      errors.push({
        field: 'weights',
        code: 'not_object',
        message: 'weights must be an object of categories and numbers.',
      });
    else
      for (const [category, value] of Object.entries(weights)) {
        if (!(CATEGORIES as readonly string[]).includes(category))
          errors.push({
            field: `weights.${category.slice(0, 40)}`,
            code: 'unknown_category',
            message: `A weight is for one of ${CATEGORIES.join(', ')}.`,
          });
        else if (typeof value !== 'number' || !Number.isFinite(value) || value < 0 || value > 100)
          errors.push({
            field: `weights.${category}`,
            code: 'not_number',
            message: 'A weight is a number from 0 to 100.',
          });
        else read[category] = value;
      }
    const given = Object.values(read);
    if (given.length === CATEGORIES.length && given.every((value) => value === 0))
      errors.push({ field: 'weights', code: 'all_zero', message: 'At least one weight must be above 0.' });
  }
  if (language !== undefined && language !== null && !(JOB_LANGUAGES as readonly unknown[]).includes(language))
    errors.push({
      field: 'language',
      code: 'unknown_language',
      message: `language must be one of ${JOB_LANGUAGES.join(', ')}.`,
    });
  if (date !== undefined && date !== null && (typeof date !== 'string' || !DATE.test(date)))
    errors.push({
      field: 'reference_date',
      code: 'not_date',
      message: 'reference_date must be a date such as 2026-05-31.',
    });
  return {
    weights: read,
    language: typeof language === 'string' ? language : null,
    referenceDate: typeof date === 'string' ? date : today(),
  };
}
