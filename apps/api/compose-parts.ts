import type { CvParser, Mailer } from '@vitamill/domain';
import {
  AccountRepository,
  type ApiKeyOptions,
  ApiKeyRepository,
  AssetRepository,
  DisplayRepository,
  RecordRepository,
  RunStatisticsRepository,
  UsageRepository,
} from '@vitamill/persistence';
import type { DataSource } from 'typeorm';
import type { ApiParts } from './api-parts.js';
import type { ApiSettings } from './api-settings.js';
import { UsageCounter } from './credits/usage-counter.js';
import { ApiMetrics } from './health/api-metrics.js';
import { renderPipelineFigures } from './health/pipeline-figures.js';
import { MemoryRateLimiter } from './limits/memory-rate-limiter.js';
import { RedisRateLimiter } from './limits/redis-rate-limiter.js';
import type { HealthProbe, UploadStore } from './ports.js';

/** What is opened before the API can be put together. */
export interface ApiResources {
  readonly settings: ApiSettings;
  /** Connected. */
  readonly dataSource: DataSource;
  readonly keys: ApiKeyOptions;
  readonly store: UploadStore;
  readonly parser: CvParser;
  readonly mailer: Mailer;
  /** Null in the embedded form: limits are then counted in this process. */
  readonly redisUrl: string | null;
  /** Throws where the queue cannot take jobs. The embedded queue is the database. */
  readonly checkQueue: () => Promise<void>;
}

/** The parts of the API over its resources. */
export function composeParts(resources: ApiResources): ApiParts {
  const { dataSource, store, parser, settings } = resources;
  const assets = new AssetRepository(dataSource);
  const statistics = new RunStatisticsRepository(dataSource);
  const probes: HealthProbe[] = [
    { name: 'database', check: async () => void (await dataSource.query('SELECT 1')) },
    { name: 'queue', check: resources.checkQueue },
    { name: 'storage', check: () => store.check() },
  ];
  return {
    settings,
    dataSource,
    accounts: new AccountRepository(dataSource),
    keys: new ApiKeyRepository(dataSource, resources.keys),
    assets,
    records: new RecordRepository(dataSource),
    display: new DisplayRepository(dataSource),
    store,
    parser,
    limiter: resources.redisUrl ? new RedisRateLimiter(resources.redisUrl) : new MemoryRateLimiter(),
    probes,
    mailer: resources.mailer,
    usage: new UsageCounter(new UsageRepository(dataSource)),
    metrics: new ApiMetrics(
      () => assets.queueDepth(),
      async () => renderPipelineFigures(await statistics.read()),
    ),
  };
}
