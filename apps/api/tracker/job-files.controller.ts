import {
  Controller,
  Get,
  HttpCode,
  Inject,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
  UseInterceptors,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentPrincipal, Limited, RequireScope } from '../auth/decorators.js';
import type { Principal } from '../auth/principal.js';
import { idempotent } from '../idempotency/idempotency.interceptor.js';
import { ownerOf } from './job.presenter.js';
import { JobFilesService, MAX_IMPORT_BYTES } from './job-files.service.js';

@Controller('api/jobs')
@Limited('tracker')
export class JobFilesController {
  constructor(@Inject(JobFilesService) private readonly files: JobFilesService) {}

  @Get('export')
  @RequireScope('jobs:read')
  async export(@CurrentPrincipal() who: Principal, @Query() query: Record<string, unknown>) {
    const { stream, mediaType, filename } = await this.files.export(ownerOf(who), query);
    return new StreamableFile(stream, { type: mediaType, disposition: `attachment; filename="${filename}"` });
  }

  @Post('import')
  @HttpCode(201)
  @RequireScope('jobs:write')
  @UseInterceptors(idempotent({ maxBytes: MAX_IMPORT_BYTES }))
  import(@CurrentPrincipal() who: Principal, @Req() request: FastifyRequest) {
    return this.files.import(ownerOf(who), request);
  }

  @Get('calendar.ics')
  @RequireScope('jobs:read')
  async calendar(@CurrentPrincipal() who: Principal, @Res({ passthrough: true }) reply: FastifyReply) {
    reply.header('content-type', 'text/calendar; charset=utf-8');
    return this.files.calendar(ownerOf(who));
  }
}
