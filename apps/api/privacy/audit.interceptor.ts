import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import { AuditRepository } from '@vitamill/persistence';
import type { FastifyRequest } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';
import { actorOf } from '../auth/actor.js';

/** Polls and figures without anything personal: they would bury what matters. */
const NOT_AUDITED =
  /\/(?:status|progress)$|^\/api\/v1\/(?:tasks|webhooks|usage|data\/exports)\b|^\/api\/(?:credits|auth|health|docs)\b/;
const IDS = ['asset_id', 'job_id', 'receipt_id', 'endpoint_id', 'delivery_id', 'key_id', 'export_id'] as const;

/**
 * Writes down who read or changed what, before the answer goes out: what cannot be written down is not answered. Ids and
 * route patterns only.
 */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(@Inject(AuditRepository) private readonly audit: AuditRepository) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { principal } = request;
    const route = request.routeOptions.url ?? '';
    const onlyReads = request.method === 'GET' || request.method === 'HEAD';
    if (!principal || (onlyReads && NOT_AUDITED.test(route))) return next.handle();
    return next.handle().pipe(
      mergeMap(async (answer) => {
        await this.audit.write({
          accountId: principal.accountId,
          actor: actorOf(principal),
          action: `${request.method} ${route}`,
          subjects: [...new Set([...Object.values((request.params ?? {}) as object).map(String), ...idsIn(answer)])],
          requestId: request.id,
        });
        return answer;
      }),
    );
  }
}

/** Ids at the top of an answer, and of the items of a list. */
function* idsIn(answer: unknown): Generator<string> {
  if (typeof answer !== 'object' || answer === null) return;
  const { items, results } = answer as { items?: unknown; results?: unknown };
  yield* idsOf(answer);
  for (const list of [items, results]) if (Array.isArray(list)) for (const item of list) yield* idsOf(item);
}

function* idsOf(object: unknown): Generator<string> {
  if (typeof object !== 'object' || object === null) return;
  for (const name of IDS) {
    const value = (object as Record<string, unknown>)[name];
    if (typeof value === 'string') yield value;
  }
}
