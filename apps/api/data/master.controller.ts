import { Controller, Get, Headers, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentPrincipal, RequireScope } from '../auth/decorators.js';
import type { Principal } from '../auth/principal.js';
import { sendConditionally } from '../http/conditional.js';
import { validated } from '../http/validation.js';
import { IncludeQuery } from './include.query.js';
import { MasterService } from './master.service.js';

@Controller('api/v1/data/master')
export class MasterController {
  constructor(@Inject(MasterService) private readonly master: MasterService) {}

  @Get(':assetId')
  @RequireScope('data:read')
  async find(
    @CurrentPrincipal() who: Principal,
    @Param('assetId') id: string,
    @Query(validated(IncludeQuery)) query: IncludeQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return sendConditionally(reply, known, await this.master.find(who.accountId, id, query.withProvenance));
  }
}
