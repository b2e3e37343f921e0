import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { IsOptional, Matches } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { CurrentPrincipal, Limited, RequireScope } from '../auth/decorators.js';
import type { Principal } from '../auth/principal.js';
import { readJsonBody } from '../http/json-body.js';
import { validated } from '../http/validation.js';
import { idempotent } from '../idempotency/idempotency.interceptor.js';
import { ScreeningService } from './screening.service.js';
import { readScreeningRequest } from './screening-request.js';

/** 200 candidates of far more than is scored. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** What a result may carry beside the screening API's own fields. */
export class ResultIncludeQuery {
  @IsOptional()
  @Matches(/^(?:explanation|bias_report)(?:,(?:explanation|bias_report))*$/, {
    message: 'include must be explanation, bias_report or both with a comma.',
  })
  include?: string;

  get detail() {
    const parts = this.include?.split(',') ?? [];
    return { explanation: parts.includes('explanation'), bias: parts.includes('bias_report') };
  }
}

@Controller('api/v1')
export class ScreeningController {
  constructor(
    @Inject(ScreeningService) private readonly screening: ScreeningService,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Post('screen')
  @HttpCode(200)
  @RequireScope('match:execute')
  @UseInterceptors(idempotent({ maxBytes: MAX_BODY_BYTES }))
  async submit(@CurrentPrincipal() who: Principal, @Req() request: FastifyRequest) {
    const body = await readJsonBody(request.raw, {
      maxBytes: MAX_BODY_BYTES,
      idleMilliseconds: this.settings.bodyIdleMilliseconds,
    });
    return this.screening.submit(who, readScreeningRequest(body), request.resourceId ?? null);
  }

  @Get('jobs/:jobId')
  @RequireScope('match:read')
  find(
    @CurrentPrincipal() who: Principal,
    @Param('jobId') id: string,
    @Query(validated(ResultIncludeQuery)) query: ResultIncludeQuery,
  ) {
    return this.screening.find(who.accountId, id, query.detail);
  }

  @Post('jobs/:jobId/replay')
  @HttpCode(200)
  @RequireScope('match:read')
  @Limited('match')
  async replay(
    @CurrentPrincipal() who: Principal,
    @Param('jobId') id: string,
    @Query(validated(ResultIncludeQuery)) query: ResultIncludeQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { body, identical } = await this.screening.replay(who.accountId, id, query.detail);
    reply.header('x-replay', identical ? 'identical' : 'different');
    return body;
  }
}
