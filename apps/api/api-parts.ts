import type { CvParser, Mailer } from '@vitamill/domain';
import type {
  AccountRepository,
  ApiKeyRepository,
  AssetRepository,
  DisplayRepository,
  RecordRepository,
} from '@vitamill/persistence';
import type { DataSource } from 'typeorm';
import type { ApiSettings } from './api-settings.js';
import type { UsageCounter } from './credits/usage-counter.js';
import type { ApiMetrics } from './health/api-metrics.js';
import type { RateLimiter } from './limits/rate-limiter.js';
import type { HealthProbe, UploadStore } from './ports.js';

/** Everything outside of HTTP that the API works with. */
export interface ApiParts {
  readonly settings: ApiSettings;
  /** Connected; features make their own repositories over it. */
  readonly dataSource: DataSource;
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
  readonly mailer: Mailer;
  readonly usage: UsageCounter;
}
