import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { withTenant } from '@vitamill/persistence';
import type { FastifyRequest } from 'fastify';
import { Observable } from 'rxjs';

/** Lets a handler work on behalf of who asks: the database then shows it that organisation's rows alone. */
@Injectable()
export class TenantInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
    if (!principal) return next.handle();
    const { accountId, keyId } = principal;
    return new Observable((subscriber) => withTenant({ accountId, keyId }, () => next.handle().subscribe(subscriber)));
  }
}
