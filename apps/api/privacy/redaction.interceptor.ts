import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { ApiError } from '../errors/api-errors.js';
import { redactContact } from './redact-contact.js';

/** Roles that see what a candidate can do, and not how to reach the person. */
const REDACTED_ROLES: readonly (string | null)[] = ['viewer'];
/** Filters and searches that would tell by their results what is hidden. */
const TELLING = /^(?:email|phone|filename|links|postal_code|q)(?:__\w+)?$/;

/** Expressions of OData that name such a column, and its search. */
const TELLING_EXPRESSION = /\b(?:email|phone|filename|links|postal_code)\b/i;

const refused = (detail: string): ApiError => new ApiError('insufficient_role', detail);

/** Takes contact data out of what viewers get. Originals and exports, which cannot be blackened, are refused to them. */
@Injectable()
export class RedactionInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!REDACTED_ROLES.includes(request.principal?.role ?? null)) return next.handle();
    const parameters = (request.query ?? {}) as Record<string, unknown>;
    const telling = Object.entries(parameters).some(
      ([name, value]) =>
        TELLING.test(name) || name === '$search' || (name.startsWith('$') && TELLING_EXPRESSION.test(String(value))),
    );
    const sort = String(parameters.sort ?? '').replace(/^[-+ ]/, '');
    if (telling || TELLING.test(sort)) throw refused('Your role may not search or sort by contact data.');
    return next.handle().pipe(
      map((answer) => {
        if (!(answer instanceof StreamableFile)) return redactContact(answer);
        answer.getStream().destroy();
        throw refused('Your role may not read original files and exports: they carry contact data.');
      }),
    );
  }
}
