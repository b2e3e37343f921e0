import { type DynamicModule, Module } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { type DatabaseOptions, dataSourceOptions } from './data-source.js';
import { isDatabaseUnavailable } from './is-database-unavailable.js';
import { MatchRepository } from './matching/match.repository.js';
import { MatchRunRepository } from './matching/match-run.repository.js';
import { AssetRepository } from './repositories/asset.repository.js';
import { OutboxRepository } from './repositories/outbox.repository.js';
import { RunRepository } from './repositories/run.repository.js';
import { RunStatisticsRepository } from './repositories/run-statistics.repository.js';
import { SweepRepository } from './repositories/sweep.repository.js';
import { WebhookDeliveryRepository } from './webhooks/webhook-delivery.repository.js';

/** With a pause of a second: how long a start waits for the database. */
const START_ATTEMPTS = 60;

const REPOSITORIES = [
  AssetRepository,
  OutboxRepository,
  RunRepository,
  RunStatisticsRepository,
  SweepRepository,
  MatchRepository,
  MatchRunRepository,
  WebhookDeliveryRepository,
];

@Module({})
export class PersistenceModule {}

/** Connects, waiting for a database that is not there yet, and provides the repositories of the pipeline. */
export function persistenceModuleFor(options: DatabaseOptions): DynamicModule {
  return {
    module: PersistenceModule,
    imports: [
      TypeOrmModule.forRoot({
        ...dataSourceOptions(options),
        retryAttempts: START_ATTEMPTS,
        retryDelay: 1_000,
        toRetry: isDatabaseUnavailable,
      }),
    ],
    providers: REPOSITORIES.map((repository) => ({
      provide: repository,
      inject: [getDataSourceToken()],
      useFactory: (dataSource: DataSource) => new repository(dataSource),
    })),
    exports: REPOSITORIES,
  };
}
