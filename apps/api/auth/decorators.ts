import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiError } from '../errors/api-errors.js';
import type { Principal, Scope } from './principal.js';

export const SCOPE_METADATA = 'vitamill:scope';
export const PUBLIC_METADATA = 'vitamill:public';

/** The route needs a key with this scope. */
export const RequireScope = (scope: Scope) => SetMetadata(SCOPE_METADATA, scope);

/** The route needs no key. A route that says neither is refused. */
export const Public = () => SetMetadata(PUBLIC_METADATA, true);

export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!principal) throw new ApiError('unauthorized', 'The route needs an API key.');
  return principal;
});
