import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../errors/api-errors.js';
import type { LimitClass } from '../limits/limit-classes.js';
import { RequestLimits } from '../limits/request-limits.js';
import { Authenticator } from './authenticator.js';
import {
  LIMIT_METADATA,
  OPERATOR_METADATA,
  PERSONS_METADATA,
  PUBLIC_METADATA,
  ROLE_METADATA,
  SCOPE_METADATA,
} from './decorators.js';
import type { Principal } from './principal.js';
import { ROLES, type Role, type Scope } from './scopes.js';

/** Credentials, limits and scope, in this order and before a byte of the body is read. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
    @Inject(RequestLimits) private readonly limits: RequestLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    const metadata = <Value>(key: string) => this.reflector.getAllAndOverride<Value | undefined>(key, targets);
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const limitClass = metadata<LimitClass>(LIMIT_METADATA);
    if (metadata<boolean>(PUBLIC_METADATA)) {
      if (limitClass) await this.limits.take(limitClass, request, reply);
      return true;
    }
    if (metadata<boolean>(OPERATOR_METADATA)) {
      await this.limits.take(limitClass ?? 'refresh', request, reply);
      this.authenticator.authenticateOperator(request);
      return true;
    }
    const role = metadata<Role>(ROLE_METADATA);
    const scope = metadata<Scope>(SCOPE_METADATA);
    const personsOnly = role !== undefined || metadata<boolean>(PERSONS_METADATA) === true;
    const principal = await this.authenticator
      .authenticate(request, personsOnly ? 'person' : 'any')
      .catch((error: unknown) => this.refuse(error, limitClass, request, reply));
    request.principal = principal;
    await this.limits.take(limitClass ?? 'api', request, reply);
    if (role) assertRole(principal, role);
    if (scope || !personsOnly) assertScope(principal, scope);
    return true;
  }

  /** Throws what authentication threw; a stranger's tries count to their address. */
  private async refuse(
    error: unknown,
    limitClass: LimitClass | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<never> {
    const isRefusal = error instanceof ApiError && error.status === 401;
    if (isRefusal && TOLD_TO_STRANGERS.includes(limitClass)) await this.limits.take('tracker', request, reply);
    throw error;
  }
}

/** Classes of the job tracker, whose every answer tells what is left, also one to nobody known. */
const TOLD_TO_STRANGERS: readonly (LimitClass | undefined)[] = ['tracker', 'scraper', 'ai'];

function assertRole(principal: Principal, least: Role): void {
  if (principal.role && ROLES.indexOf(principal.role) <= ROLES.indexOf(least)) return;
  throw new ApiError('insufficient_role', `This needs the role ${least} in the organisation.`, {
    members: { required_role: least },
  });
}

function assertScope(principal: Principal, scope: Scope | undefined): void {
  if (scope && principal.scopes.includes(scope)) return;
  throw new ApiError(
    'insufficient_scope',
    principal.keyId
      ? `The key lacks the scope ${scope ?? 'of this route'}.`
      : `Your role does not include ${scope ?? 'this route'}.`,
    {
      headers: { 'www-authenticate': `Bearer realm="vitamill", error="insufficient_scope", scope="${scope ?? ''}"` },
      members: { required_scope: scope ?? null },
    },
  );
}
