import { Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentPrincipal, PersonsOnly, RequireScope } from '../auth/decorators.js';
import type { Principal } from '../auth/principal.js';
import { KeysService } from './keys.service.js';

@Controller('api/v1/keys')
@PersonsOnly()
export class KeysController {
  constructor(@Inject(KeysService) private readonly keys: KeysService) {}

  @Get()
  list(@Req() request: FastifyRequest) {
    return this.keys.list(request);
  }

  @Post()
  @HttpCode(200)
  @RequireScope('keys:manage')
  create(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentPrincipal() who: Principal,
  ) {
    return this.keys.create(request, reply, who);
  }

  @Delete(':keyId')
  @HttpCode(200)
  @RequireScope('keys:manage')
  revoke(@Req() request: FastifyRequest, @Param('keyId') keyId: string) {
    return this.keys.revoke(request, keyId);
  }
}
