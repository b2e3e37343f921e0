import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { RouteTable } from '../http/route-table.js';
import { ApiError } from './api-errors.js';
import { errorFamilyOf } from './error-families.js';
import { toApiError } from './to-api-error.js';

/** The one place where errors become HTTP, in the form of the API family that the path belongs to. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly routes: RouteTable,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.send(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  send(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const error = this.withAllowedMethods(toApiError(thrown), request);
    if (error.status >= 500)
      this.logger.error({ request_id: request.id, code: error.code, ...causeOf(error) }, 'failed');
    if (reply.sent) return;
    for (const [name, value] of Object.entries(error.headers)) reply.header(name, value);
    const family = errorFamilyOf(request.raw.url ?? '');
    const { status, contentType, body } = family.present(error, request.id);
    if (status === 401 && family.challenge) reply.header('www-authenticate', family.challenge);
    reply
      .code(status)
      .header('cache-control', 'no-store')
      .header('content-type', contentType)
      .serializer((value: unknown) => JSON.stringify(value))
      .send(body);
  }

  private withAllowedMethods(error: ApiError, request: FastifyRequest): ApiError {
    if (error.code !== 'not_found' || !request.is404) return error;
    const allowed = this.routes.methodsOf(request.raw.url ?? '');
    if (allowed.length === 0) return new ApiError('not_found', 'There is no such route.');
    return new ApiError('method_not_allowed', `This route answers ${allowed.join(', ')}.`, {
      headers: { allow: allowed.join(', ') },
    });
  }
}

/** Name, code and stack of the cause. Messages of drivers can quote values, so they stay out of the log. */
function causeOf(error: ApiError): Record<string, unknown> {
  const { cause } = error;
  if (!(cause instanceof Error)) return {};
  const frames = cause.stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? [];
  return {
    error: cause.name,
    error_code: (cause as { code?: unknown }).code,
    at: frames.slice(0, 8).map((f) => f.trim()),
  };
}
