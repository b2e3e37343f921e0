import { Controller, Get, Inject, Query } from '@nestjs/common';
import { CurrentPrincipal, RequireScope } from '../auth/decorators.js';
import type { Principal } from '../auth/principal.js';
import { DisplayService } from './display.service.js';

@Controller('api/v1/data/display')
export class DisplayController {
  constructor(@Inject(DisplayService) private readonly display: DisplayService) {}

  @Get()
  @RequireScope('data:read')
  list(@CurrentPrincipal() who: Principal, @Query() query: Record<string, unknown>) {
    return this.display.list(who.accountId, query);
  }

  @Get('facets')
  @RequireScope('data:read')
  facets(@CurrentPrincipal() who: Principal, @Query() query: Record<string, unknown>) {
    return this.display.facets(who.accountId, query);
  }

  @Get('groups')
  @RequireScope('data:read')
  group(@CurrentPrincipal() who: Principal, @Query() query: Record<string, unknown>) {
    return this.display.group(who.accountId, query);
  }
}
