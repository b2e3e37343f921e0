import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { WorkerConfig } from '@vitamill/config';
import type { CvParser } from '@vitamill/domain';
import {
  CorrectionRepository,
  CreditExpiryRepository,
  DisplayExportRepository,
  DisplayRefreshRepository,
  DisplayRepository,
  ExpiryRepository,
  ExportRunRepository,
  IndexUpkeep,
  MatchRunRepository,
  OutboxRepository,
  RecordRepository,
  RetentionRepository,
  runMigrations,
  TaxonomyRepository,
  TrackerRetentionRepository,
  WebhookDeliveryRepository,
} from '@vitamill/persistence';
import { JOB_QUEUE, type JobQueue } from '@vitamill/queue';
import type { ObjectStore } from '@vitamill/storage';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { describeError } from './describe-error.js';
import { RunExports } from './exports/run-exports.js';
import { LoadedTaxonomies } from './loaded-taxonomies.js';
import { startRetentionLoop, startTrackerPurge } from './privacy/retention-loop.js';
import { ProcessAsset } from './process-asset.js';
import { startRelay } from './relay.js';
import { Renormalise } from './renormalise.js';
import { repeat } from './repeat.js';
import { RunMatch } from './run-match.js';
import { Sweeper } from './sweeper.js';
import { startWebhookLoops } from './webhooks/webhook-loops.js';
import { WebhookSender } from './webhooks/webhook-sender.js';
import { OBJECT_STORE, workerModuleFor } from './worker.module.js';
import { WorkerMetrics } from './worker-metrics.js';

/** Files that no asset stands for are rare: a look every ten minutes is enough. */
const ORPHAN_SWEEP_MILLISECONDS = 600_000;
/** Rows of an older projection appear with a new version or a rebuild, and nothing waits for them. */
const REFRESH_MILLISECONDS = 15_000;
const REFRESH_BATCH = 200;
/** What is expired is refused as such already: forgetting it has time. */
const EXPIRY_MILLISECONDS = 600_000;
const EXPIRY_BATCH = 1_000;

/** How soon an export begins, and how soon a file goes that nobody may fetch any more. */
const EXPORT_MILLISECONDS = 1_000;
const EXPORT_FILES_MILLISECONDS = 5_000;
/** What two hundred pages a second leave in the list of the audit log's index meanwhile is a quarter of what it may hold. */
const UPKEEP_MILLISECONDS = 10_000;
/** How soon an imported taxonomy normalises. */
const TAXONOMY_MILLISECONDS = 20_000;

export interface RunningWorker {
  /** Of the health checks. */
  readonly port: number;
  /** Takes no more jobs, lets the runs at work finish or hands them back, and closes everything it was given. */
  stop(): Promise<void>;
}

/** Connects, migrates and works. The parser is closed by `stop`. */
export async function startWorker(config: WorkerConfig, parser: CvParser, logger: Logger): Promise<RunningWorker> {
  const app = await NestFactory.create<NestFastifyApplication>(
    workerModuleFor(config, parser, logger),
    new FastifyAdapter(),
    {
      logger: false,
      abortOnError: false,
    },
  );
  const warn = (what: string) => (error: unknown) => logger.warn(describeError(error), what);
  const dataSource = app.get<DataSource>(getDataSourceToken());
  try {
    await runMigrations(dataSource);
    await app.listen(config.httpPort, config.httpHost);
  } catch (error) {
    await app.close();
    throw error;
  }
  const queue = app.get<JobQueue>(JOB_QUEUE);
  const store = app.get<ObjectStore>(OBJECT_STORE);
  const assets = app.get(ProcessAsset);
  const sweeper = app.get(Sweeper);
  const matches = app.get(RunMatch);
  const matchRuns = app.get(MatchRunRepository);
  const webhooks = app.get(WebhookSender);
  const taxonomies = app.get(LoadedTaxonomies);
  const renormalise = new Renormalise(
    taxonomies,
    new TaxonomyRepository(dataSource),
    new RecordRepository(dataSource),
    new CorrectionRepository(dataSource),
  );
  await taxonomies.refresh().catch(warn('taxonomies not loaded'));
  app.get(WorkerMetrics).watchQueue(() => queue.waiting());

  const display = new DisplayRefreshRepository(dataSource);
  const upkeep = new IndexUpkeep(dataSource);
  const expiry = new ExpiryRepository(dataSource);
  const creditExpiry = new CreditExpiryRepository(dataSource);
  const exports = new RunExports(
    new ExportRunRepository(dataSource),
    new DisplayExportRepository(dataSource),
    new DisplayRepository(dataSource),
    store,
    config,
    app.get(WorkerMetrics),
    logger,
  );

  const sweep = async (what: string, round: () => Promise<number>) => {
    const count = await round();
    if (count > 0) logger.info({ count }, what);
  };
  const loops = [
    ...(config.queueDriver === 'redis' ? [startRelay(app.get(OutboxRepository), queue, warn('relay failed'))] : []),
    repeat(
      async () => {
        await sweep('stuck assets put right', () => sweeper.requeueStuck());
        const { runStaleSeconds: staleSeconds, maxAttempts } = config;
        await sweep('stuck matches put right', () => matchRuns.requeueStuck({ staleSeconds, maxAttempts, limit: 500 }));
        await sweep('matches expired', () => matchRuns.expire());
        if (config.queueDriver === 'redis') await sweep('lost jobs published again', () => sweeper.republishLost());
        return 'pause';
      },
      config.sweepSeconds * 1_000,
      warn('sweep failed'),
    ),
    repeat(
      async () => {
        await sweep('orphaned files deleted', () => sweeper.deleteOrphans());
        return 'pause';
      },
      ORPHAN_SWEEP_MILLISECONDS,
      warn('orphan sweep failed'),
    ),
    repeat(
      async () => ((await display.refresh(REFRESH_BATCH)) >= REFRESH_BATCH ? 'again' : 'pause'),
      REFRESH_MILLISECONDS,
      warn('refresh of display rows failed'),
    ),
    repeat(
      async () => ((await expiry.dropExpired(EXPIRY_BATCH)) >= EXPIRY_BATCH ? 'again' : 'pause'),
      EXPIRY_MILLISECONDS,
      warn('expiry failed'),
    ),
    repeat(
      async () => ((await creditExpiry.expireDue(EXPIRY_BATCH)) >= EXPIRY_BATCH ? 'again' : 'pause'),
      config.sweepSeconds * 1_000,
      warn('expiry of credits failed'),
    ),
    repeat(() => exports.round(), EXPORT_MILLISECONDS, warn('exports failed')),
    repeat(
      async () => {
        await upkeep.clearPendingLists();
        return 'pause';
      },
      UPKEEP_MILLISECONDS,
      warn('upkeep of indexes failed'),
    ),
    repeat(
      async () => {
        await exports.deleteFiles();
        return 'pause';
      },
      EXPORT_FILES_MILLISECONDS,
      warn('files of exports not deleted'),
    ),
    startRetentionLoop(
      new RetentionRepository(dataSource),
      store,
      config.sweepSeconds * 1_000,
      (failures) => {
        app.get(WorkerMetrics).countFailedErasures(failures.length);
        const ids = failures.map(({ assetId }) => assetId);
        logger.error({ ...describeError(failures[0]?.error), asset_ids: ids }, 'assets not erased on time');
      },
      warn('erasing on time failed'),
    ),
    startTrackerPurge(
      new TrackerRetentionRepository(dataSource),
      config.trackerKeepDays,
      config.sweepSeconds * 1_000,
      warn('purge of the tracker failed'),
    ),
    ...startWebhookLoops(webhooks, app.get(WebhookDeliveryRepository), config.webhookLogDays, warn),
    repeat(
      async () => ((await renormalise.round()) === null ? 'pause' : 'again'),
      TAXONOMY_MILLISECONDS,
      warn('renormalisation failed'),
    ),
  ];
  queue.process(
    {
      process_asset: ({ assetId }) => assets.run(assetId),
      erase_object: ({ objectKey }) => store.delete(objectKey),
      run_match: ({ matchId }) => matches.run(matchId),
    },
    config.parserProcesses,
  );
  return {
    port: (app.getHttpServer().address() as { port: number }).port,
    stop: async () => {
      // Redis may be away: stopping must not wait for it.
      const paused = queue.pause().catch(warn('pause failed'));
      exports.drain();
      await Promise.all([
        assets.drain(config.drainSeconds * 1_000),
        matches.drain(),
        ...loops.map((loop) => loop.stop()),
      ]);
      await webhooks.drain();
      await parser.close();
      await queue.close();
      await paused;
      // Bull's own hook fails where Redis is away, and the hooks behind it are then not called.
      await app.close().catch(warn('close failed'));
      if (dataSource.isInitialized) await dataSource.destroy();
    },
  };
}
