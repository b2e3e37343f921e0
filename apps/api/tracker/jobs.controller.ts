import {
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Req,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import type { TrackedJob } from '@vitamill/persistence';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentPrincipal, Limited, RequireScope } from '../auth/decorators.js';
import type { Principal } from '../auth/principal.js';
import { sendConditionally } from '../http/conditional.js';
import { idempotent } from '../idempotency/idempotency.interceptor.js';
import { etagOf, ownerOf, presentJob } from './job.presenter.js';
import { JobsService, MAX_BULK_BYTES } from './jobs.service.js';
import { TrackerSettingsService } from './tracker-settings.service.js';

@Controller('api/jobs')
@Limited('tracker')
export class JobsController {
  constructor(
    @Inject(JobsService) private readonly jobs: JobsService,
    @Inject(TrackerSettingsService) private readonly settings: TrackerSettingsService,
  ) {}

  @Get()
  @RequireScope('jobs:read')
  list(@CurrentPrincipal() who: Principal, @Query() query: unknown) {
    return this.jobs.list(ownerOf(who), query);
  }

  @Post()
  @HttpCode(201)
  @RequireScope('jobs:write')
  @UseInterceptors(idempotent())
  async create(
    @CurrentPrincipal() who: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const job = await this.jobs.create(ownerOf(who), request);
    reply.header('location', `/api/jobs/${job.id}`);
    return tagged(reply, job);
  }

  @Post('bulk')
  @HttpCode(200)
  @RequireScope('jobs:write')
  @UseInterceptors(idempotent({ maxBytes: MAX_BULK_BYTES }))
  bulk(@CurrentPrincipal() who: Principal, @Req() request: FastifyRequest) {
    return this.jobs.bulk(ownerOf(who), request);
  }

  @Get('settings')
  @RequireScope('jobs:read')
  readSettings(@CurrentPrincipal() who: Principal) {
    return this.settings.find(ownerOf(who));
  }

  @Put('settings')
  @RequireScope('jobs:write')
  changeSettings(@CurrentPrincipal() who: Principal, @Req() request: FastifyRequest) {
    return this.settings.change(ownerOf(who), request);
  }

  @Get(':jobId')
  @RequireScope('jobs:read')
  async find(
    @CurrentPrincipal() who: Principal,
    @Param('jobId') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const job = await this.jobs.find(ownerOf(who), id);
    const body = { data: presentJob(job) };
    return sendConditionally(reply, request.headers['if-none-match'], { etag: etagOf(job), body });
  }

  @Patch(':jobId')
  @RequireScope('jobs:write')
  async change(
    @CurrentPrincipal() who: Principal,
    @Param('jobId') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return tagged(reply, await this.jobs.change(ownerOf(who), id, request));
  }

  @Delete(':jobId')
  @HttpCode(204)
  @RequireScope('jobs:write')
  delete(@CurrentPrincipal() who: Principal, @Param('jobId') id: string, @Req() request: FastifyRequest) {
    return this.jobs.delete(ownerOf(who), id, request);
  }

  @Post(':jobId/archive')
  @HttpCode(200)
  @RequireScope('jobs:write')
  async archive(
    @CurrentPrincipal() who: Principal,
    @Param('jobId') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return tagged(reply, await this.jobs.archive(ownerOf(who), id, request));
  }

  @Post(':jobId/restore')
  @HttpCode(200)
  @RequireScope('jobs:write')
  async restore(
    @CurrentPrincipal() who: Principal,
    @Param('jobId') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return tagged(reply, await this.jobs.restore(ownerOf(who), id, request));
  }

  @Get(':jobId/reminders')
  @RequireScope('jobs:read')
  reminders(@CurrentPrincipal() who: Principal, @Param('jobId') id: string) {
    return this.jobs.reminderList(ownerOf(who), id);
  }

  @Get(':jobId/timeline')
  @RequireScope('jobs:read')
  timeline(@CurrentPrincipal() who: Principal, @Param('jobId') id: string, @Query() query: unknown) {
    return this.jobs.timeline(ownerOf(who), id, query);
  }
}

function tagged(reply: FastifyReply, job: TrackedJob) {
  reply.header('etag', `"${etagOf(job)}"`);
  return { data: presentJob(job) };
}
