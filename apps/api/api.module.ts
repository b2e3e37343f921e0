import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { CvParser } from '@vitamill/domain';
import {
  AccountRepository,
  ApiKeyRepository,
  AssetRepository,
  DisplayRepository,
  RecordRepository,
} from '@vitamill/persistence';
import { API_SETTINGS, type ApiSettings } from './api-settings.js';
import { AssetsController } from './assets/assets.controller.js';
import { AssetsService } from './assets/assets.service.js';
import { ApiKeyGuard } from './auth/api-key.guard.js';
import { Authenticator } from './auth/authenticator.js';
import { DisplayController } from './data/display.controller.js';
import { DisplayService } from './data/display.service.js';
import { MasterController } from './data/master.controller.js';
import { MasterService } from './data/master.service.js';
import { API_METRICS, type ApiMetrics } from './health/api-metrics.js';
import { HealthController } from './health/health.controller.js';
import { HealthService } from './health/health.service.js';
import { RATE_LIMITER, type RateLimiter } from './limits/rate-limiter.js';
import { DocsController } from './openapi/docs.controller.js';
import { OPENAPI_DOCUMENT, openApiDocument } from './openapi/openapi-document.js';
import { ParseController } from './parse/parse.controller.js';
import { ParseService } from './parse/parse.service.js';
import { ParseSlots } from './parse/parse-slots.js';
import { CV_PARSER, HEALTH_PROBES, type HealthProbe, OBJECT_STORE, type UploadStore } from './ports.js';
import { SpoolBudget } from './uploads/byte-spool.js';
import { UploadsController } from './uploads/uploads.controller.js';
import { UploadsService } from './uploads/uploads.service.js';

/** Everything outside of HTTP that the API works with. */
export interface ApiParts {
  readonly settings: ApiSettings;
  readonly accounts: AccountRepository;
  readonly keys: ApiKeyRepository;
  readonly assets: AssetRepository;
  readonly records: RecordRepository;
  readonly display: DisplayRepository;
  readonly store: UploadStore;
  readonly parser: CvParser;
  readonly limiter: RateLimiter;
  readonly probes: readonly HealthProbe[];
  readonly metrics: ApiMetrics;
}

@Module({})
export class ApiModule {}

export function apiModuleOver(parts: ApiParts): DynamicModule {
  const { settings } = parts;
  return {
    module: ApiModule,
    controllers: [
      UploadsController,
      AssetsController,
      MasterController,
      DisplayController,
      ParseController,
      HealthController,
      DocsController,
    ],
    providers: [
      { provide: API_SETTINGS, useValue: settings },
      { provide: AccountRepository, useValue: parts.accounts },
      { provide: ApiKeyRepository, useValue: parts.keys },
      { provide: AssetRepository, useValue: parts.assets },
      { provide: RecordRepository, useValue: parts.records },
      { provide: DisplayRepository, useValue: parts.display },
      { provide: OBJECT_STORE, useValue: parts.store },
      { provide: CV_PARSER, useValue: parts.parser },
      { provide: RATE_LIMITER, useValue: parts.limiter },
      { provide: HEALTH_PROBES, useValue: parts.probes },
      { provide: API_METRICS, useValue: parts.metrics },
      { provide: SpoolBudget, useValue: new SpoolBudget(settings.spoolBytes) },
      { provide: ParseSlots, useValue: new ParseSlots(settings.maxParallelParses) },
      { provide: OPENAPI_DOCUMENT, useValue: openApiDocument(settings) },
      { provide: APP_GUARD, useClass: ApiKeyGuard },
      Authenticator,
      UploadsService,
      AssetsService,
      MasterService,
      DisplayService,
      ParseService,
      HealthService,
    ],
  };
}
