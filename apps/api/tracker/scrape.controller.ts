import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res, UseInterceptors } from '@nestjs/common';
import { readTargetUrl, TargetError } from '@vitamill/outbound';
import { newId, type ScrapeRun, ScrapeRunRepository, TrackedJobRepository } from '@vitamill/persistence';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { CurrentPrincipal, Limited, RequireScope } from '../auth/decorators.js';
import type { Principal } from '../auth/principal.js';
import { notFound, validationError } from '../errors/api-errors.js';
import { checkShape } from '../http/check-shape.js';
import { readJsonBody } from '../http/json-body.js';
import { asUuid } from '../http/uuid.js';
import { idempotent } from '../idempotency/idempotency.interceptor.js';
import { ownerOf } from './job.presenter.js';
import { ScrapeRunner } from './scrape-runner.js';

const MAX_BYTES = 16 * 1024;
const scrapeBody = z.object({
  url: z.string(),
  job_id: z.uuid('must be a UUID').nullable().default(null),
});

@Controller('api/scrape')
export class ScrapeController {
  constructor(
    @Inject(ScrapeRunRepository) private readonly runs: ScrapeRunRepository,
    @Inject(TrackedJobRepository) private readonly jobs: TrackedJobRepository,
    @Inject(ScrapeRunner) private readonly runner: ScrapeRunner,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Post()
  @HttpCode(202)
  @RequireScope('jobs:write')
  @Limited('scraper')
  @UseInterceptors(idempotent())
  async start(
    @CurrentPrincipal() who: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { bodyIdleMilliseconds: idleMilliseconds } = this.settings;
    const body = checkShape(scrapeBody, await readJsonBody(request.raw, { maxBytes: MAX_BYTES, idleMilliseconds }));
    const url = this.readUrl(body.url);
    const owner = ownerOf(who);
    const jobId = body.job_id?.toLowerCase() ?? null;
    if (jobId && !(await this.jobs.find(owner, jobId)))
      throw validationError([{ field: 'job_id', code: 'not_found', message: 'job_id: there is no such job.' }]);
    const run = await this.runs.create(owner, {
      id: request.resourceId ?? newId(),
      url: url.href,
      host: url.host,
      jobId,
    });
    this.runner.wake();
    reply.header('location', `/api/scrape/${run.id}`);
    return { data: present(run) };
  }

  @Get(':scrapeId')
  @RequireScope('jobs:read')
  @Limited('tracker')
  async find(@CurrentPrincipal() who: Principal, @Param('scrapeId') id: string) {
    const run = await this.runs.find(ownerOf(who), asUuid(id, 'scrape'));
    if (!run) throw notFound('scrape');
    return { data: present(run) };
  }

  private readUrl(text: string): URL {
    try {
      return readTargetUrl(text, { allowHttp: this.settings.webhookAllowHttp });
    } catch (error) {
      if (!(error instanceof TargetError)) throw error;
      throw validationError([{ field: 'url', code: error.fault, message: `url: ${error.message}` }]);
    }
  }
}

const present = (run: ScrapeRun) => ({
  id: run.id,
  status: run.status,
  url: run.url,
  job_id: run.jobId,
  origins: run.origins,
  error: run.errorCode === null ? null : { code: run.errorCode, message: run.errorMessage ?? '' },
  created_at: run.createdAt,
  finished_at: run.finishedAt,
});
