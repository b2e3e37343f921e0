import { type Type, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { type FieldError, validationError } from '../errors/api-errors.js';

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function toFieldError(error: ValidationError): FieldError {
  const [rule = 'invalid', message = 'is invalid'] = Object.entries(error.constraints ?? {})[0] ?? [];
  if (rule === 'whitelistValidation') return unknownParameter(error.property);
  return {
    field: error.property,
    code: snakeCase(rule).replace(/^is_/, 'not_'),
    message: message.replace(/\.?$/, '.'),
  };
}

export const unknownParameter = (name: string): FieldError => ({
  field: name.slice(0, 100),
  code: 'unknown_parameter',
  message: `The parameter ${name.slice(0, 100)} is not known.`,
});

/** Checks against a DTO class; unknown parameters are refused by name. */
export const validated = (expectedType: Type<unknown>): ValidationPipe =>
  new ValidationPipe({
    expectedType,
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    exceptionFactory: (errors) => validationError(errors.map(toFieldError)),
  });
