import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { SecretBox } from '@vitamill/cryptography';
import {
  AccountRepository,
  ApiKeyRepository,
  AssetRepository,
  DisplayRepository,
  IdempotencyRepository,
  RecordRepository,
  SessionRepository,
  UserRepository,
} from '@vitamill/persistence';
import type { Logger } from 'pino';
import type { ApiParts } from './api-parts.js';
import { API_SETTINGS } from './api-settings.js';
import { AccessGuard } from './auth/access.guard.js';
import { Authenticator } from './auth/authenticator.js';
import { SessionTokens } from './auth/session-tokens.js';
import { TenantInterceptor } from './auth/tenant.interceptor.js';
import { FEATURES } from './features.js';
import { API_METRICS } from './health/api-metrics.js';
import { JsonBodies } from './http/json-bodies.js';
import { Idempotency } from './idempotency/idempotency.service.js';
import { RATE_LIMITER } from './limits/rate-limiter.js';
import { RequestLimits } from './limits/request-limits.js';
import { openApiDocument } from './openapi/openapi-document.js';
import { ParseSlots } from './parse/parse-slots.js';
import { CV_PARSER, HEALTH_PROBES, LOGGER, MAILER, OBJECT_STORE, OPENAPI_DOCUMENT } from './ports.js';
import { SpoolBudget } from './uploads/byte-spool.js';

@Module({})
export class ApiModule {}

export function apiModuleOver(parts: ApiParts, logger: Logger): DynamicModule {
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
      { provide: APP_INTERCEPTOR, useClass: TenantInterceptor },
      { provide: MAILER, useValue: parts.mailer },
      { provide: LOGGER, useValue: logger },
      { provide: SessionTokens, useValue: new SessionTokens(settings.people.tokenSecret) },
      { provide: UserRepository, useValue: new UserRepository(parts.dataSource) },
      { provide: SessionRepository, useValue: new SessionRepository(parts.dataSource) },
      Authenticator,
      JsonBodies,
      RequestLimits,
      { provide: SecretBox, useValue: new SecretBox(settings.secretKeys) },
      Idempotency,
      { provide: IdempotencyRepository, useValue: new IdempotencyRepository(parts.dataSource) },
      ...FEATURES.flatMap(({ providers }) => providers(parts)),
    ],
  };
}
