import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../errors/api-errors.js';
import { rateLimitHeaders } from '../limits/rate-limit-headers.js';
import { RATE_LIMITER, type RateLimiter } from '../limits/rate-limiter.js';
import { Authenticator } from './authenticator.js';
import { PUBLIC_METADATA, SCOPE_METADATA } from './decorators.js';
import type { Scope } from './principal.js';

/** Key, limits and scope, in this order and before a byte of the body is read. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
    @Inject(RATE_LIMITER) private readonly limiter: RateLimiter,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC_METADATA, targets)) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const principal = await this.authenticator.authenticate(request.headers.authorization);
    request.principal = principal;

    const decision = await this.limiter.take(principal.accountId, principal.limits);
    for (const [name, value] of Object.entries(rateLimitHeaders(decision))) reply.header(name, value);
    if (!decision.allowed)
      throw new ApiError('rate_limited', `The limit of ${decision.limit} requests a ${decision.window} is reached.`, {
        headers: { 'retry-after': String(decision.retryAfterSeconds) },
      });

    const scope = this.reflector.getAllAndOverride<Scope | undefined>(SCOPE_METADATA, targets);
    if (!scope || !principal.scopes.includes(scope))
      throw new ApiError('insufficient_scope', `The key lacks the scope ${scope ?? 'of this route'}.`, {
        headers: { 'www-authenticate': `Bearer realm="vitamill", error="insufficient_scope", scope="${scope ?? ''}"` },
        members: { required_scope: scope ?? null },
      });
    return true;
  }
}
