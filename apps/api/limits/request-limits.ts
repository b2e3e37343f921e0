import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { ApiError } from '../errors/api-errors.js';
import { LIMIT_CLASSES, type LimitClass } from './limit-classes.js';
import { rateLimitHeaders } from './rate-limit-headers.js';
import { RATE_LIMITER, type RateLimiter, type RateWindow } from './rate-limiter.js';

/** Takes one request out of a class and says so in the headers of the answer. */
@Injectable()
export class RequestLimits {
  constructor(
    @Inject(RATE_LIMITER) private readonly limiter: RateLimiter,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  /** Throws `rate_limited` where nothing is left. */
  async take(limitClass: LimitClass, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const decision = await this.limiter.take(
      `${limitClass}:${subjectOf(limitClass, request)}`,
      this.windowsOf(limitClass, request),
    );
    for (const [name, value] of Object.entries(rateLimitHeaders(decision))) reply.header(name, value);
    if (!decision.allowed)
      throw new ApiError('rate_limited', `The limit of ${decision.limit} requests a ${decision.window} is reached.`, {
        headers: { 'retry-after': String(decision.retryAfterSeconds) },
      });
  }

  private windowsOf(limitClass: LimitClass, request: FastifyRequest): readonly RateWindow[] {
    if (limitClass === 'authentication') return [{ name: 'minute', limit: this.settings.authenticationsPerMinute }];
    const spec = LIMIT_CLASSES[limitClass];
    return 'windows' in spec ? spec.windows : (request.principal?.windows ?? []);
  }
}

function subjectOf(limitClass: LimitClass, request: FastifyRequest): string {
  const { principal } = request;
  const { counted } = LIMIT_CLASSES[limitClass];
  if (!principal || counted === 'address') return request.ip;
  switch (counted) {
    case 'organisation':
      return principal.accountId;
    case 'key':
      return principal.keyId ?? principal.userId ?? principal.accountId;
    case 'person':
      return principal.userId ?? principal.keyId ?? principal.accountId;
  }
}
