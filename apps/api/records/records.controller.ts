import {
  Controller,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  Patch,
  Post,
  Query,
  Req,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { CurrentPrincipal, RequireScope } from '../auth/decorators.js';
import type { Principal } from '../auth/principal.js';
import { sendConditionally } from '../http/conditional.js';
import { readJsonBody } from '../http/json-body.js';
import { validated } from '../http/validation.js';
import { idempotent } from '../idempotency/idempotency.interceptor.js';
import { CorrectionService } from './correction.service.js';
import { DiffQuery } from './diff.query.js';
import { ReprocessBody } from './reprocess.query.js';
import { ReprocessService } from './reprocess.service.js';
import { VersionService } from './version.service.js';

export const PATCH_MEDIA_TYPE = 'application/json-patch+json';
export const MAX_PATCH_BYTES = 256 * 1024;

@Controller('api/v1')
export class RecordsController {
  constructor(
    @Inject(ReprocessService) private readonly reprocessing: ReprocessService,
    @Inject(CorrectionService) private readonly corrections: CorrectionService,
    @Inject(VersionService) private readonly versions: VersionService,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Post('files/assets/:assetId/reprocess')
  @HttpCode(202)
  @RequireScope('files:write')
  @UseInterceptors(idempotent())
  reprocess(@CurrentPrincipal() who: Principal, @Param('assetId') id: string) {
    return this.reprocessing.one(who.accountId, id);
  }

  @Post('files/assets/reprocess')
  @HttpCode(202)
  @RequireScope('files:write')
  @UseInterceptors(idempotent())
  async reprocessMany(@CurrentPrincipal() who: Principal, @Req() request: FastifyRequest) {
    const body = await readJsonBody(request.raw, this.bodyOptions('application/json'));
    const selection = await validated(ReprocessBody).transform(body ?? {}, { type: 'body' });
    return this.reprocessing.many(who.accountId, selection);
  }

  @Get('data/master/:assetId/versions')
  @RequireScope('data:read')
  list(@CurrentPrincipal() who: Principal, @Param('assetId') id: string) {
    return this.versions.list(who.accountId, id);
  }

  @Get('data/master/:assetId/diff')
  @RequireScope('data:read')
  diff(
    @CurrentPrincipal() who: Principal,
    @Param('assetId') id: string,
    @Query(validated(DiffQuery)) query: DiffQuery,
  ) {
    return this.versions.diff(who.accountId, id, query.from, query.to);
  }

  @Get('data/master/:assetId/corrections')
  @RequireScope('data:read')
  listCorrections(@CurrentPrincipal() who: Principal, @Param('assetId') id: string) {
    return this.corrections.list(who.accountId, id);
  }

  @Patch('data/master/:assetId')
  @RequireScope('data:write')
  async correct(
    @CurrentPrincipal() who: Principal,
    @Param('assetId') assetId: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const patch = await readJsonBody(request.raw, this.bodyOptions(PATCH_MEDIA_TYPE));
    const correction = { who, requestId: request.id, assetId, ifMatch, patch };
    const { version, tagged } = await this.corrections.correct(correction);
    reply.header('x-record-version', String(version));
    return sendConditionally(reply, undefined, tagged);
  }

  private bodyOptions(mediaType: string) {
    return {
      maxBytes: MAX_PATCH_BYTES,
      idleMilliseconds: this.settings.bodyIdleMilliseconds,
      mediaTypes: [mediaType],
    };
  }
}
