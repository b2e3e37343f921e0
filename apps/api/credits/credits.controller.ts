import { Controller, Get, Inject, Query } from '@nestjs/common';
import { CurrentPrincipal, PersonsOnly, RequireScope } from '../auth/decorators.js';
import type { Principal } from '../auth/principal.js';
import { validated } from '../http/validation.js';
import { LedgerQuery, UsageQuery } from './credits.queries.js';
import { CreditsService } from './credits.service.js';

@Controller('api')
export class CreditsController {
  constructor(@Inject(CreditsService) private readonly credits: CreditsService) {}

  @Get('credits/balance')
  @PersonsOnly()
  @RequireScope('usage:read')
  balance(@CurrentPrincipal() who: Principal) {
    return this.credits.balance(who.accountId);
  }

  @Get('credits/ledger')
  @PersonsOnly()
  @RequireScope('usage:read')
  ledger(@CurrentPrincipal() who: Principal, @Query(validated(LedgerQuery)) query: LedgerQuery) {
    return this.credits.ledger(who.accountId, query);
  }

  @Get('usage')
  @RequireScope('usage:read')
  usage(@CurrentPrincipal() who: Principal, @Query(validated(UsageQuery)) query: UsageQuery) {
    return this.credits.report(who.accountId, query);
  }
}
