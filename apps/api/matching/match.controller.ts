import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentPrincipal, Limited, RequireScope } from '../auth/decorators.js';
import type { Principal } from '../auth/principal.js';
import { validated } from '../http/validation.js';
import { MatchService } from './match.service.js';
import { ResultIncludeQuery } from './screening.controller.js';

@Controller('api/match')
export class MatchController {
  constructor(@Inject(MatchService) private readonly matches: MatchService) {}

  @Post()
  @HttpCode(200)
  @RequireScope('match:execute')
  @Limited('match')
  submit(
    @CurrentPrincipal() who: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.matches.submit(who, request, reply);
  }

  @Get(':jobId/progress')
  @RequireScope('match:read')
  @Limited('match')
  progress(@CurrentPrincipal() who: Principal, @Param('jobId') id: string) {
    return this.matches.progress(who.accountId, id);
  }

  @Get(':jobId')
  @RequireScope('match:read')
  @Limited('match')
  find(
    @CurrentPrincipal() who: Principal,
    @Param('jobId') id: string,
    @Query(validated(ResultIncludeQuery)) query: ResultIncludeQuery,
  ) {
    return this.matches.find(who.accountId, id, query.detail.explanation);
  }
}
