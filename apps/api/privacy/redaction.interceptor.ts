import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import type { Principal } from '../auth/principal.js';
import { ApiError } from '../errors/api-errors.js';
import { type Redaction, redactContact } from './redact-contact.js';

/** Roles that see what a candidate can do, and not how to reach the person. */
const REDACTED_ROLES: readonly (string | null)[] = ['viewer'];
/** About the people of the organisation itself, and not about candidates. */
const OWN_PEOPLE = /^\/api\/(?:auth|organisation)(?:\/|$)/;
/** The model that OData describes itself with. */
const MODEL = /^\/odata(?:\/(?:\$metadata)?)?(?:\?|$)/;
/** The job tracker: its pages are adverts. */
const TRACKER = /^\/api\/(?:jobs|ai|scrape|events|analytics)(?:\/|$)/;
const HIDDEN_COLUMN = 'email|phone|filename|candidate_ref|links|postal_code|url';
/** Filters and searches that would tell by their results what is hidden. */
const TELLING = new RegExp(`^(?:${HIDDEN_COLUMN}|q)(?:__\\w+)?$`);
/** Parameters that count, sort or group by the columns that they name. */
const BY_COLUMN = new Set(['sort', 'columns', 'by', 'metrics']);
const NAMES_HIDDEN = new RegExp(`\\b(?:${HIDDEN_COLUMN})\\b`, 'i');

/** Whether what this principal gets is redacted. What cannot be is then refused. */
export const isRedactedFor = (principal: Principal | undefined): boolean =>
  REDACTED_ROLES.includes(principal?.role ?? null);

const refused = (detail: string): ApiError => new ApiError('insufficient_role', detail);

/** Takes contact data out of what viewers get. Originals and exports, which cannot be blackened, are refused to them. */
@Injectable()
export class RedactionInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const route = request.routeOptions.url ?? '';
    const isAboutCandidates = !OWN_PEOPLE.test(route) && !MODEL.test(request.url);
    if (!isAboutCandidates || !REDACTED_ROLES.includes(request.principal?.role ?? null)) return next.handle();
    const parameters = Object.entries((request.query ?? {}) as Record<string, unknown>);
    if (parameters.some(([name, value]) => isTelling(name, String(value))))
      throw refused('Your role may not search, sort or group by contact data.');
    const redaction = { keepPages: TRACKER.test(route) };
    return next.handle().pipe(
      map((answer) => {
        if (typeof answer === 'string') return redactBody(answer, redaction);
        if (!(answer instanceof StreamableFile)) return redactContact(answer, redaction);
        answer.getStream().destroy();
        throw refused('Your role may not read original files and exports: they carry contact data.');
      }),
    );
  }
}

/** `$filter`, `$orderby` and their like are expressions that may name columns anywhere; `$search` looks into all texts. */
const isTelling = (name: string, value: string): boolean =>
  TELLING.test(name) ||
  name === '$search' ||
  ((BY_COLUMN.has(name) || name.startsWith('$')) && NAMES_HIDDEN.test(value));

/** A body that was written out already: JSON, or text. */
function redactBody(body: string, redaction: Redaction): unknown {
  if (!/^\s*[[{]/.test(body)) return redactContact(body, redaction);
  try {
    return JSON.stringify(redactContact(JSON.parse(body), redaction));
  } catch {
    return redactContact(body, redaction);
  }
}
