import { Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, Res, UseInterceptors } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentPrincipal, Limited, Public, RequireScope } from '../auth/decorators.js';
import type { Principal } from '../auth/principal.js';
import { idempotent } from '../idempotency/idempotency.interceptor.js';
import { CalendarFeedsService } from './calendar-feeds.service.js';
import { ownerOf } from './job.presenter.js';

@Controller('api/jobs')
@Limited('tracker')
export class CalendarFeedsController {
  constructor(@Inject(CalendarFeedsService) private readonly feeds: CalendarFeedsService) {}

  @Get('calendar/feeds')
  @RequireScope('jobs:read')
  list(@CurrentPrincipal() who: Principal) {
    return this.feeds.list(ownerOf(who));
  }

  @Post('calendar/feeds')
  @HttpCode(201)
  @RequireScope('jobs:write')
  @UseInterceptors(idempotent({ isSecret: true }))
  create(@CurrentPrincipal() who: Principal, @Req() request: FastifyRequest) {
    return this.feeds.create(ownerOf(who), request);
  }

  @Delete('calendar/feeds/:feedId')
  @HttpCode(204)
  @RequireScope('jobs:write')
  revoke(@CurrentPrincipal() who: Principal, @Param('feedId') id: string) {
    return this.feeds.revoke(ownerOf(who), id);
  }

  /** For calendar programs, which send no credentials: the address is the credential. */
  @Get('feed/:address')
  @Public()
  read(
    @Param('address') address: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.feeds.read(address, request.headers['if-none-match'], reply);
  }
}
