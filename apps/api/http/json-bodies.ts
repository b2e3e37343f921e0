import { Inject, Injectable, type Type, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { type FieldError, validationError } from '../errors/api-errors.js';
import { readJsonBody } from './json-body.js';

const MAX_BYTES = 64 * 1024;

/** Small JSON bodies, checked against a class; members that the class does not have are left out. */
@Injectable()
export class JsonBodies {
  constructor(@Inject(API_SETTINGS) private readonly settings: ApiSettings) {}

  async read<Body extends object>(request: FastifyRequest, type: Type<Body>): Promise<Body> {
    const options = { maxBytes: MAX_BYTES, idleMilliseconds: this.settings.bodyIdleMilliseconds };
    return this.check(await readJsonBody(request.raw, options), type);
  }

  /** For a route that needs no body: nothing at all is an empty object. */
  async readOptional<Body extends object>(request: FastifyRequest, type: Type<Body>): Promise<Body> {
    const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
    return Number(length ?? 0) > 0 || encoding ? this.read(request, type) : this.check({}, type);
  }

  private async check<Body extends object>(value: unknown, type: Type<Body>): Promise<Body> {
    if (value === null || typeof value !== 'object' || Array.isArray(value))
      throw validationError([{ field: 'body', code: 'not_object', message: 'The body must be a JSON object.' }]);
    const pipe = new ValidationPipe({
      expectedType: type,
      transform: true,
      whitelist: true,
      exceptionFactory: (errors) => validationError(errors.flatMap((error) => fieldErrorsOf(error, ''))),
    });
    return pipe.transform(value, { type: 'body' }) as Promise<Body>;
  }
}

function fieldErrorsOf(error: ValidationError, before: string): FieldError[] {
  const field = before + error.property;
  const [rule = 'invalid', message = `${field} is invalid`] = Object.entries(error.constraints ?? {}).at(-1) ?? [];
  const own = error.constraints
    ? [
        error.value === undefined
          ? { field, code: 'missing', message: `${field} is required.` }
          : { field, code: rule.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), message },
      ]
    : [];
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrorsOf(child, `${field}.`))];
}
