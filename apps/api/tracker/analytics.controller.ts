import { Controller, Get, Inject, Query } from '@nestjs/common';
import { CurrentPrincipal, Limited, RequireScope } from '../auth/decorators.js';
import type { Principal } from '../auth/principal.js';
import { AnalyticsService } from './analytics.service.js';
import { ownerOf } from './job.presenter.js';

@Controller('api/analytics')
@Limited('tracker')
export class AnalyticsController {
  constructor(@Inject(AnalyticsService) private readonly analytics: AnalyticsService) {}

  @Get('dashboard')
  @RequireScope('jobs:read')
  dashboard(@CurrentPrincipal() who: Principal) {
    return this.analytics.dashboard(ownerOf(who));
  }

  @Get('timeline')
  @RequireScope('jobs:read')
  timeline(@CurrentPrincipal() who: Principal, @Query() query: unknown) {
    return this.analytics.timeline(ownerOf(who), query);
  }
}
