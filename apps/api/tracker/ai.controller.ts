import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentPrincipal, Limited, RequireScope } from '../auth/decorators.js';
import type { Principal } from '../auth/principal.js';
import { idempotent } from '../idempotency/idempotency.interceptor.js';
import { AiService } from './ai.service.js';
import { ownerOf } from './job.presenter.js';

@Controller('api/ai')
@Limited('ai')
export class AiController {
  constructor(@Inject(AiService) private readonly ai: AiService) {}

  @Get('insights')
  @RequireScope('jobs:read')
  insights(@CurrentPrincipal() who: Principal, @Query() query: unknown) {
    return this.ai.insights(ownerOf(who), query);
  }

  @Post('digest')
  @RequireScope('jobs:write')
  async digest(
    @CurrentPrincipal() who: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { isNew, body } = await this.ai.digest(ownerOf(who), request);
    reply.code(isNew ? 201 : 200);
    return body;
  }

  @Get('digests')
  @RequireScope('jobs:read')
  listDigests(@CurrentPrincipal() who: Principal, @Query() query: unknown) {
    return this.ai.listDigests(ownerOf(who), query);
  }

  @Post('score')
  @HttpCode(202)
  @RequireScope('jobs:write')
  @UseInterceptors(idempotent())
  scoreAll(@CurrentPrincipal() who: Principal, @Req() request: FastifyRequest) {
    return this.ai.scoreAll(ownerOf(who), request);
  }

  @Get('skills')
  @RequireScope('jobs:read')
  skills(@CurrentPrincipal() who: Principal) {
    return this.ai.skills(ownerOf(who));
  }

  @Get('duplicates')
  @RequireScope('jobs:read')
  duplicates(@CurrentPrincipal() who: Principal) {
    return this.ai.duplicates(ownerOf(who));
  }

  @Get('follow-ups')
  @RequireScope('jobs:read')
  followUps(@CurrentPrincipal() who: Principal) {
    return this.ai.followUps(ownerOf(who));
  }

  @Post('jobs/:jobId/score')
  @HttpCode(200)
  @RequireScope('jobs:write')
  score(@CurrentPrincipal() who: Principal, @Param('jobId') id: string, @Query() query: unknown) {
    return this.ai.score(ownerOf(who), id, query);
  }

  @Get('jobs/:jobId/advice')
  @RequireScope('jobs:read')
  advice(@CurrentPrincipal() who: Principal, @Param('jobId') id: string, @Query() query: unknown) {
    return this.ai.advice(ownerOf(who), id, query);
  }

  @Get('jobs/:jobId/cover-letter')
  @RequireScope('jobs:read')
  coverLetter(@CurrentPrincipal() who: Principal, @Param('jobId') id: string, @Query() query: unknown) {
    return this.ai.coverLetter(ownerOf(who), id, query);
  }
}
