import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiError } from '../errors/api-errors.js';
import type { LimitClass } from '../limits/limit-classes.js';
import type { Principal } from './principal.js';
import type { Role, Scope } from './scopes.js';

export const SCOPE_METADATA = 'vitamill:scope';
export const ROLE_METADATA = 'vitamill:role';
export const PUBLIC_METADATA = 'vitamill:public';
export const PERSONS_METADATA = 'vitamill:persons';
export const OPERATOR_METADATA = 'vitamill:operator';
export const LIMIT_METADATA = 'vitamill:limit';

/** The route needs this scope: of an API key, or by a person's role. */
export const RequireScope = (scope: Scope) => SetMetadata(SCOPE_METADATA, scope);

/** The route is for people who logged in, with at least this role; API keys are refused. */
export const RequireRole = (role: Role) => SetMetadata(ROLE_METADATA, role);

/** The route is for people who logged in, in whatever role; API keys are refused. With RequireScope the role must have it. */
export const PersonsOnly = () => SetMetadata(PERSONS_METADATA, true);

/** The route is the operator's. */
export const OperatorOnly = () => SetMetadata(OPERATOR_METADATA, true);

/** The route needs no credentials. A route that says neither is refused. */
export const Public = () => SetMetadata(PUBLIC_METADATA, true);

/** The class whose limit the route's requests count to; `api` unless told. Public routes count only where told. */
export const Limited = (limitClass: LimitClass) => SetMetadata(LIMIT_METADATA, limitClass);

export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!principal) throw new ApiError('unauthorized', 'The route needs an API key.');
  return principal;
});
