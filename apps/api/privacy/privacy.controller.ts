import { Controller, Get, HttpCode, Inject, Param, Patch, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CurrentPrincipal, Public, RequireScope } from '../auth/decorators.js';
import type { Principal } from '../auth/principal.js';
import { JsonBodies } from '../http/json-bodies.js';
import { validated } from '../http/validation.js';
import { AuditQuery, PrivacySettingsBody, SubjectBody } from './privacy.body.js';
import { PrivacyService } from './privacy.service.js';
import { SubjectService } from './subject.service.js';

@Controller('api/v1/privacy')
export class PrivacyController {
  constructor(
    @Inject(PrivacyService) private readonly privacy: PrivacyService,
    @Inject(SubjectService) private readonly subjects: SubjectService,
    @Inject(JsonBodies) private readonly bodies: JsonBodies,
  ) {}

  @Get('settings')
  @RequireScope('privacy:manage')
  settings(@CurrentPrincipal() who: Principal) {
    return this.privacy.settings(who.accountId);
  }

  @Patch('settings')
  @RequireScope('privacy:manage')
  async changeSettings(@CurrentPrincipal() who: Principal, @Req() request: FastifyRequest) {
    return this.privacy.changeSettings(who.accountId, await this.bodies.readExact(request, PrivacySettingsBody));
  }

  @Post('subjects/export')
  @HttpCode(200)
  @RequireScope('privacy:manage')
  async export(@CurrentPrincipal() who: Principal, @Req() request: FastifyRequest) {
    return this.subjects.export(who, await this.bodies.readExact(request, SubjectBody));
  }

  @Post('subjects/erase')
  @HttpCode(200)
  @RequireScope('privacy:manage')
  async erase(@CurrentPrincipal() who: Principal, @Req() request: FastifyRequest) {
    return this.subjects.erase(who, await this.bodies.readExact(request, SubjectBody), request.id);
  }

  @Get('receipts')
  @RequireScope('privacy:manage')
  receipts(@CurrentPrincipal() who: Principal) {
    return this.subjects.receipts(who.accountId);
  }

  @Get('receipts/:receiptId')
  @RequireScope('privacy:manage')
  receipt(@CurrentPrincipal() who: Principal, @Param('receiptId') id: string) {
    return this.subjects.receipt(who.accountId, id);
  }

  @Get('receipt-keys')
  @Public()
  keys() {
    return this.subjects.keys();
  }

  @Get('audit-log')
  @RequireScope('privacy:manage')
  log(@CurrentPrincipal() who: Principal, @Query(validated(AuditQuery)) query: AuditQuery) {
    return this.privacy.log(who.accountId, query);
  }
}
