import { Controller, Get, Inject, Query } from '@nestjs/common';
import { CurrentPrincipal, Limited, RequireScope } from '../auth/decorators.js';
import type { Principal } from '../auth/principal.js';
import { ownerOf } from './job.presenter.js';
import { JobsService } from './jobs.service.js';

@Controller('api/events')
@Limited('tracker')
export class EventsController {
  constructor(@Inject(JobsService) private readonly jobs: JobsService) {}

  @Get()
  @RequireScope('jobs:read')
  list(@CurrentPrincipal() who: Principal, @Query() query: unknown) {
    return this.jobs.timeline(ownerOf(who), null, query);
  }
}
