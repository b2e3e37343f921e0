import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import {
  AccountRepository,
  ApiKeyRepository,
  AssetRepository,
  DisplayRepository,
  IdempotencyRepository,
  RecordRepository,
} from '@vitamill/persistence';
import type { ApiParts } from './api-parts.js';
import { API_SETTINGS } from './api-settings.js';
import { AccessGuard } from './auth/access.guard.js';
import { Authenticator } from './auth/authenticator.js';
import { FEATURES } from './features.js';
import { API_METRICS } from './health/api-metrics.js';
import { Idempotency } from './idempotency/idempotency.service.js';
import { RATE_LIMITER } from './limits/rate-limiter.js';
import { RequestLimits } from './limits/request-limits.js';
import { openApiDocument } from './openapi/openapi-document.js';
import { ParseSlots } from './parse/parse-slots.js';
import { CV_PARSER, HEALTH_PROBES, OBJECT_STORE, OPENAPI_DOCUMENT } from './ports.js';
import { SpoolBudget } from './uploads/byte-spool.js';

@Module({})
export class ApiModule {}

export function apiModuleOver(parts: ApiParts): DynamicModule {
  const { settings } = parts;
  return {
    module: ApiModule,
    controllers: FEATURES.flatMap(({ controllers }) => controllers),
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
      { provide: APP_GUARD, useClass: AccessGuard },
      Authenticator,
      RequestLimits,
      Idempotency,
      { provide: IdempotencyRepository, useValue: new IdempotencyRepository(parts.dataSource) },
      ...FEATURES.flatMap(({ providers }) => providers(parts)),
    ],
  };
}
