import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  mixin,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { firstValueFrom, from, type Observable } from 'rxjs';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { readBytes } from '../http/json-body.js';
import { Idempotency } from './idempotency.service.js';

const DEFAULT_MAX_BYTES = 1024 * 1024;

/**
 * For POST routes with a JSON body: `@UseInterceptors(idempotent())`. Reads the body, which `readJsonBody` then finds,
 * and lets the handler run once a key. What the handler returns is what a repetition gets. Routes that take forms read
 * them first and call `Idempotency.run` themselves.
 */
export function idempotent(
  options: { readonly required?: boolean; readonly maxBytes?: number; readonly isSecret?: boolean } = {},
) {
  @Injectable()
  class IdempotencyInterceptor implements NestInterceptor {
    constructor(
      @Inject(Idempotency) private readonly idempotency: Idempotency,
      @Inject(API_SETTINGS) private readonly settings: ApiSettings,
    ) {}

    intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
      const http = context.switchToHttp();
      return from(this.run(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), next));
    }

    private read(request: FastifyRequest): Promise<Buffer> {
      const { bodyIdleMilliseconds: idleMilliseconds } = this.settings;
      return readBytes(request.raw, { maxBytes: options.maxBytes ?? DEFAULT_MAX_BYTES, idleMilliseconds });
    }

    private async run(request: FastifyRequest, reply: FastifyReply, next: CallHandler): Promise<unknown> {
      // Without a key the handler reads the body itself.
      const bytes = request.headers['idempotency-key'] === undefined ? null : await this.read(request);
      const payload = bytes && payloadOf(bytes);
      return this.idempotency.run(
        request,
        reply,
        { payload, required: options.required, isSecret: options.isSecret },
        (resourceId) => {
          request.resourceId = resourceId;
          return firstValueFrom(next.handle(), { defaultValue: undefined });
        },
      );
    }
  }
  return mixin(IdempotencyInterceptor);
}

/** The value where it is JSON, so that the order of members and spaces make no other request; else the text. */
function payloadOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return bytes.toString('base64');
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The id to give to what the request creates, where it carries an Idempotency-Key. */
    resourceId?: string | null;
  }
}
