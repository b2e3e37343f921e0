import { Controller, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentPrincipal, RequireScope } from '../auth/decorators.js';
import type { Principal } from '../auth/principal.js';
import { IncludeQuery } from '../data/include.query.js';
import { validated } from '../http/validation.js';
import { ParseService, type SynchronousParse } from './parse.service.js';

const withCredits = (reply: FastifyReply, { body, creditsRemaining }: SynchronousParse): object => {
  reply.header('x-credits-remaining', String(creditsRemaining)).header('cache-control', 'no-store');
  return body;
};

@Controller('api/v1/parse')
export class ParseController {
  constructor(@Inject(ParseService) private readonly parser: ParseService) {}

  @Post()
  @HttpCode(200)
  @RequireScope('parse:execute')
  async parse(
    @CurrentPrincipal() who: Principal,
    @Req() request: FastifyRequest,
    @Query(validated(IncludeQuery)) query: IncludeQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return withCredits(reply, await this.parser.parse(who.accountId, request, reply, query.withProvenance));
  }
}
