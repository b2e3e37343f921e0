import { Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Req, UseInterceptors } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { TokenBody } from '../auth/auth.bodies.js';
import { CurrentPrincipal, Limited, PersonsOnly, RequireRole } from '../auth/decorators.js';
import type { Principal } from '../auth/principal.js';
import { JsonBodies } from '../http/json-bodies.js';
import { idempotent } from '../idempotency/idempotency.interceptor.js';
import { InvitationBody, RenameBody, RoleBody } from './organisation.bodies.js';
import { OrganisationService } from './organisation.service.js';

@Controller('api')
@Limited('tracker')
export class OrganisationController {
  constructor(
    @Inject(OrganisationService) private readonly organisation: OrganisationService,
    @Inject(JsonBodies) private readonly bodies: JsonBodies,
  ) {}

  @Patch('organisation')
  @RequireRole('admin')
  async rename(@CurrentPrincipal() who: Principal, @Req() request: FastifyRequest) {
    return this.organisation.rename(who, (await this.bodies.read(request, RenameBody)).name);
  }

  @Get('organisation/members')
  @RequireRole('viewer')
  members(@CurrentPrincipal() who: Principal) {
    return this.organisation.members(who);
  }

  @Patch('organisation/members/:userId')
  @RequireRole('admin')
  async changeRole(@CurrentPrincipal() who: Principal, @Param('userId') id: string, @Req() request: FastifyRequest) {
    return this.organisation.changeRole(who, id, (await this.bodies.read(request, RoleBody)).role);
  }

  @Delete('organisation/members/:userId')
  @HttpCode(204)
  @RequireRole('viewer')
  remove(@CurrentPrincipal() who: Principal, @Param('userId') id: string) {
    return this.organisation.remove(who, id);
  }

  @Get('organisation/invitations')
  @RequireRole('admin')
  invitations(@CurrentPrincipal() who: Principal) {
    return this.organisation.invitations(who);
  }

  @Post('organisation/invitations')
  @HttpCode(201)
  @RequireRole('admin')
  @UseInterceptors(idempotent())
  async invite(@CurrentPrincipal() who: Principal, @Req() request: FastifyRequest) {
    return this.organisation.invite(request, who, await this.bodies.read(request, InvitationBody));
  }

  @Delete('organisation/invitations/:invitationId')
  @HttpCode(204)
  @RequireRole('admin')
  withdraw(@CurrentPrincipal() who: Principal, @Param('invitationId') id: string) {
    return this.organisation.withdraw(who, id);
  }

  @Post('auth/invitations/accept')
  @HttpCode(200)
  @PersonsOnly()
  async accept(@Req() request: FastifyRequest) {
    return this.organisation.accept(request, (await this.bodies.read(request, TokenBody)).token);
  }
}
