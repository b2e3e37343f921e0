import 'reflect-metadata';
import { ServiceConfig } from './service-config.js';
import { FromEnvironment } from './setting.js';

/** apps/worker */
export class WorkerConfig extends ServiceConfig {
  @FromEnvironment({
    name: 'WORKER_HTTP_PORT',
    type: 'integer',
    min: 0,
    max: 65_535,
    default: 3_001,
    description: "Port of the worker's health checks and metrics; 0 takes any",
  })
  httpPort!: number;

  @FromEnvironment({
    name: 'MAX_ATTEMPTS',
    type: 'integer',
    min: 1,
    max: 20,
    default: 4,
    description: 'Runs that an asset may have before it fails',
  })
  maxAttempts!: number;

  @FromEnvironment({
    name: 'RETRY_SECONDS',
    type: 'integer',
    min: 1,
    max: 600,
    default: 5,
    description: 'Pause before the second run; it doubles with each',
  })
  retrySeconds!: number;

  @FromEnvironment({
    name: 'RUN_STALE_SECONDS',
    type: 'integer',
    min: 5,
    max: 3_600,
    default: 30,
    description: 'Silence after which a run counts as dead',
  })
  runStaleSeconds!: number;

  @FromEnvironment({
    name: 'SWEEP_SECONDS',
    type: 'integer',
    min: 1,
    max: 3_600,
    default: 10,
    description: 'Pause between two looks for what is stuck',
  })
  sweepSeconds!: number;

  @FromEnvironment({
    name: 'LOST_JOB_SECONDS',
    type: 'integer',
    min: 1,
    max: 86_400,
    default: 30,
    description: 'Age at which a published job is looked for in Redis',
  })
  lostJobSeconds!: number;

  @FromEnvironment({
    name: 'ORPHAN_MINUTES',
    type: 'integer',
    min: 5,
    max: 100_000,
    default: 60,
    description: 'Age at which a stored file that no asset stands for is deleted',
  })
  orphanMinutes!: number;

  @FromEnvironment({
    name: 'WEBHOOK_CONCURRENCY',
    type: 'integer',
    min: 1,
    max: 500,
    default: 16,
    description: 'Webhooks sent at once by one worker',
  })
  webhookConcurrency!: number;

  @FromEnvironment({
    name: 'WEBHOOK_TIMEOUT_SECONDS',
    type: 'integer',
    min: 1,
    max: 60,
    default: 15,
    description: 'Time that the receiver of a webhook has to answer',
  })
  webhookTimeoutSeconds!: number;

  @FromEnvironment({
    name: 'WEBHOOK_LOG_DAYS',
    type: 'integer',
    min: 1,
    max: 3_650,
    default: 30,
    description: 'Days that sent webhooks are kept in the delivery log',
  })
  webhookLogDays!: number;

  @FromEnvironment({
    name: 'TRACKER_KEEP_DAYS',
    type: 'integer',
    min: 1,
    max: 3_650,
    default: 30,
    description: 'Days that deleted jobs of the tracker and scrapes that ended are kept',
  })
  trackerKeepDays!: number;

  @FromEnvironment({
    name: 'DRAIN_SECONDS',
    type: 'integer',
    min: 0,
    max: 3_600,
    default: 20,
    description: 'Time that running documents have to finish when the worker is asked to stop',
  })
  drainSeconds!: number;
}
