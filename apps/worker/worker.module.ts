import { type DynamicModule, Module } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { WorkerConfig } from '@vitamill/config';
import { SecretBox } from '@vitamill/cryptography';
import type { CvParser } from '@vitamill/domain';
import type { Matcher } from '@vitamill/matcher';
import { readNetworks } from '@vitamill/outbound';
import {
  AssetRepository,
  MatchRepository,
  MatchRunRepository,
  OutboxRepository,
  persistenceModuleFor,
  RunRepository,
  RunStatisticsRepository,
  SweepRepository,
  TaxonomyRepository,
  WebhookDeliveryRepository,
} from '@vitamill/persistence';
import { JOB_QUEUE, type JobQueue, queueModuleFor } from '@vitamill/queue';
import { createObjectStore, type ObjectStore } from '@vitamill/storage';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { describeError } from './describe-error.js';
import { HEALTH_PROBES, HealthController, type HealthProbe } from './health.controller.js';
import { LoadedTaxonomies } from './loaded-taxonomies.js';
import { ProcessAsset } from './process-asset.js';
import { RunMatch } from './run-match.js';
import { Sweeper } from './sweeper.js';
import { WebhookSender } from './webhooks/webhook-sender.js';
import { WorkerMetrics } from './worker-metrics.js';

export const OBJECT_STORE = Symbol('ObjectStore');

@Module({})
export class WorkerModule {}

/** The worker's parts, wired. Nothing runs yet. */
export function workerModuleFor(config: WorkerConfig, parser: CvParser, logger: Logger): DynamicModule {
  const persistence = persistenceModuleFor({
    url: config.databaseUrl,
    poolSize: config.databasePoolSize,
    applicationName: 'vitamill-worker',
  });
  const queue = queueModuleFor({
    redisUrl: config.queueDriver === 'redis' ? config.redisUrl : null,
    claims: OutboxRepository,
    imports: [persistence],
    onError: (error, jobId) =>
      logger.warn({ ...describeError(error), ...(jobId ? { job_id: jobId } : {}) }, 'queue error'),
  });
  return {
    module: WorkerModule,
    imports: [persistence, queue],
    controllers: [HealthController],
    providers: [
      WorkerMetrics,
      {
        provide: OBJECT_STORE,
        inject: [AssetRepository],
        useFactory: (assets: AssetRepository) => createObjectStore(config, () => assets.isNothingStored()),
      },
      {
        provide: LoadedTaxonomies,
        inject: [getDataSourceToken()],
        useFactory: (dataSource: DataSource) => new LoadedTaxonomies(new TaxonomyRepository(dataSource)),
      },
      {
        provide: ProcessAsset,
        inject: [RunRepository, RunStatisticsRepository, OBJECT_STORE, WorkerMetrics, LoadedTaxonomies],
        useFactory: (
          runs: RunRepository,
          statistics: RunStatisticsRepository,
          store: ObjectStore,
          metrics: WorkerMetrics,
          taxonomies: LoadedTaxonomies,
        ) => new ProcessAsset(runs, statistics, store, parser, taxonomies, config, metrics, logger),
      },
      {
        provide: RunMatch,
        inject: [MatchRepository, MatchRunRepository],
        useFactory: (matches: MatchRepository, runs: MatchRunRepository) => {
          // Its lexicons and their code take a second to load: not before the first job.
          let matcher: Promise<Matcher> | null = null;
          const lazily = (): Promise<Matcher> => {
            matcher ??= import('@vitamill/matcher').then(({ createMatcher }) => createMatcher());
            return matcher;
          };
          return new RunMatch(matches, runs, lazily, parser, config, logger);
        },
      },
      {
        provide: Sweeper,
        inject: [SweepRepository, RunStatisticsRepository, JOB_QUEUE, OBJECT_STORE, WorkerMetrics],
        useFactory: (
          sweep: SweepRepository,
          statistics: RunStatisticsRepository,
          jobs: JobQueue,
          store: ObjectStore,
          metrics: WorkerMetrics,
        ) => new Sweeper(sweep, statistics, jobs, store, config, metrics),
      },
      {
        provide: WebhookSender,
        inject: [WebhookDeliveryRepository, WorkerMetrics],
        useFactory: (deliveries: WebhookDeliveryRepository, metrics: WorkerMetrics) => {
          const secrets = new SecretBox({ current: config.secretsKey, previous: config.secretsKeyPrevious });
          const settings = {
            concurrency: config.webhookConcurrency,
            timeoutMilliseconds: config.webhookTimeoutSeconds * 1_000,
            allowHttp: config.webhookAllowHttp,
            allowedNetworks: readNetworks(config.webhookAllowedNetworks),
          };
          const onError = (error: unknown) => logger.warn(describeError(error), 'webhook not written down');
          return new WebhookSender(deliveries, (sealed) => secrets.open(sealed), settings, metrics, logger, onError);
        },
      },
      {
        provide: HEALTH_PROBES,
        inject: [getDataSourceToken(), JOB_QUEUE, OBJECT_STORE],
        useFactory: (dataSource: DataSource, jobs: JobQueue, store: ObjectStore): HealthProbe[] => [
          { name: 'database', check: async () => void (await dataSource.query('SELECT 1')) },
          { name: 'queue', check: () => jobs.check() },
          { name: 'storage', check: () => store.check() },
        ],
      },
    ],
  };
}
