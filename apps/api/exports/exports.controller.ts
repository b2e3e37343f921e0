import {
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { CurrentPrincipal, Public, RequireScope } from '../auth/decorators.js';
import type { Principal } from '../auth/principal.js';
import { readJsonBody } from '../http/json-body.js';
import { idempotent } from '../idempotency/idempotency.interceptor.js';
import { ExportDownloads, type LinkQuery } from './export-downloads.service.js';
import { ExportsService } from './exports.service.js';

const MAX_BYTES = 64 * 1024;
const originOf = (request: FastifyRequest): string => `${request.protocol}://${request.host}`;

@Controller('api/v1/data/exports')
export class ExportsController {
  constructor(
    @Inject(ExportsService) private readonly exports: ExportsService,
    @Inject(ExportDownloads) private readonly downloads: ExportDownloads,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Post()
  @HttpCode(202)
  @RequireScope('data:read')
  @UseInterceptors(idempotent({ maxBytes: MAX_BYTES }))
  async create(
    @CurrentPrincipal() who: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const options = { maxBytes: MAX_BYTES, idleMilliseconds: this.settings.bodyIdleMilliseconds };
    const body = await readJsonBody(request.raw, options);
    const job = await this.exports.create(who, body, request.resourceId ?? null, originOf(request));
    reply.header('location', `/api/v1/data/exports/${job.export_id}`);
    return job;
  }

  @Get()
  @RequireScope('data:read')
  list(@CurrentPrincipal() who: Principal, @Req() request: FastifyRequest) {
    return this.exports.list(who, originOf(request));
  }

  @Get(':exportId')
  @RequireScope('data:read')
  find(@CurrentPrincipal() who: Principal, @Param('exportId') id: string, @Req() request: FastifyRequest) {
    return this.exports.find(who, id, originOf(request));
  }

  @Delete(':exportId')
  @HttpCode(204)
  @RequireScope('data:read')
  end(@CurrentPrincipal() who: Principal, @Param('exportId') id: string) {
    return this.exports.end(who, id);
  }

  @Get(':exportId/file')
  @Public()
  async download(
    @Param('exportId') id: string,
    @Query() query: LinkQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { status, headers, file } = await this.downloads.open(id, query, request);
    reply.code(status).headers(headers);
    return file;
  }
}
