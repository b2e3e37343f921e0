import { Controller, Delete, Get, HttpCode, Inject, Param, Query } from '@nestjs/common';
import { CurrentPrincipal, RequireScope } from '../auth/decorators.js';
import type { Principal } from '../auth/principal.js';
import { validated } from '../http/validation.js';
import { AssetListQuery } from './asset-list.query.js';
import { AssetsService } from './assets.service.js';

@Controller('api/v1')
export class AssetsController {
  constructor(@Inject(AssetsService) private readonly assets: AssetsService) {}

  @Get('files/assets')
  @RequireScope('files:read')
  list(@CurrentPrincipal() who: Principal, @Query(validated(AssetListQuery)) query: AssetListQuery) {
    return this.assets.list(who.accountId, query);
  }

  @Get('files/assets/:assetId')
  @RequireScope('files:read')
  find(@CurrentPrincipal() who: Principal, @Param('assetId') id: string) {
    return this.assets.find(who.accountId, id);
  }

  @Get('files/assets/:assetId/status')
  @RequireScope('files:read')
  status(@CurrentPrincipal() who: Principal, @Param('assetId') id: string) {
    return this.assets.status(who.accountId, id);
  }

  @Get('files/assets/:assetId/file')
  @RequireScope('files:read')
  file(@CurrentPrincipal() who: Principal, @Param('assetId') id: string) {
    return this.assets.file(who.accountId, id);
  }

  @Delete('files/assets/:assetId')
  @HttpCode(204)
  @RequireScope('files:write')
  delete(@CurrentPrincipal() who: Principal, @Param('assetId') id: string) {
    return this.assets.delete(who.accountId, id);
  }

  @Get('tasks/:taskId')
  @RequireScope('files:read')
  task(@CurrentPrincipal() who: Principal, @Param('taskId') id: string) {
    return this.assets.task(who.accountId, id);
  }
}
