import { Controller, Get, Inject } from '@nestjs/common';
import { SummaryRepository } from '@vitamill/persistence';
import { CurrentPrincipal, RequireScope } from '../auth/decorators.js';
import type { Principal } from '../auth/principal.js';

@Controller('api/v1/data/summary')
export class SummaryController {
  constructor(@Inject(SummaryRepository) private readonly summaries: SummaryRepository) {}

  @Get()
  @RequireScope('data:read')
  summarise(@CurrentPrincipal() who: Principal) {
    return this.summaries.summarise(who.accountId);
  }
}
