import { Inject, Injectable, type Type, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { type FieldError, validationError } from '../errors/api-errors.js';
import { readJsonBody } from './json-body.js';
import { validated } from './validation.js';

const MAX_BYTES = 64 * 1024;

/** Small JSON bodies, checked against a class. */
@Injectable()
export class JsonBodies {
  constructor(@Inject(API_SETTINGS) private readonly settings: ApiSettings) {}

  /** Members that the class does not have are left out: what clients of the published APIs send beside is no mistake. */
  async read<Body extends object>(request: FastifyRequest, type: Type<Body>): Promise<Body> {
    return this.check(objectOf(await this.receive(request)), type);
  }

  /** Members that the class does not have are refused by name. */
  async readExact<Body extends object>(request: FastifyRequest, type: Type<Body>): Promise<Body> {
    return validated(type).transform(objectOf(await this.receive(request)), { type: 'body', metatype: type });
  }

  /** For a route that needs no body: nothing at all is an empty object. */
  async readOptional<Body extends object>(request: FastifyRequest, type: Type<Body>): Promise<Body> {
    const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
    return Number(length ?? 0) > 0 || encoding ? this.read(request, type) : this.check({}, type);
  }

  private receive(request: FastifyRequest): Promise<unknown> {
    const options = { maxBytes: MAX_BYTES, idleMilliseconds: this.settings.bodyIdleMilliseconds };
    return readJsonBody(request.raw, options);
  }

  private async check<Body extends object>(value: object, type: Type<Body>): Promise<Body> {
    const pipe = new ValidationPipe({
      expectedType: type,
      transform: true,
      whitelist: true,
      exceptionFactory: (errors) => validationError(errors.flatMap((error) => fieldErrorsOf(error, ''))),
    });
    return pipe.transform(value, { type: 'body' }) as Promise<Body>;
  }
}

function objectOf(value: unknown): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw validationError([{ field: 'body', code: 'not_object', message: 'The body must be a JSON object.' }]);
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
