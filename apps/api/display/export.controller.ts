import { Controller, Get, Inject, Query, StreamableFile } from '@nestjs/common';
import { CurrentPrincipal, RequireScope } from '../auth/decorators.js';
import type { Principal } from '../auth/principal.js';
import { ExportService } from './export.service.js';

@Controller('api/v1/data/display')
export class ExportController {
  constructor(@Inject(ExportService) private readonly exports: ExportService) {}

  @Get('export')
  @RequireScope('data:read')
  export(@CurrentPrincipal() who: Principal, @Query() query: Record<string, unknown>) {
    const { stream, mediaType, filename } = this.exports.export(who.accountId, query);
    return new StreamableFile(stream, { type: mediaType, disposition: `attachment; filename="${filename}"` });
  }

  @Get('deletions')
  @RequireScope('data:read')
  deletions(@CurrentPrincipal() who: Principal, @Query() query: Record<string, unknown>) {
    return this.exports.deletions(who.accountId, query);
  }
}
