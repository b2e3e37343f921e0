import { ConfigError, checkOcrEngine, loadApiConfig, ocrSettingsOf } from '@vitamill/config';
import { createMailer } from '@vitamill/mail';
import { createParserPool } from '@vitamill/parser-pool';
import { AssetRepository, createDataSource } from '@vitamill/persistence';
import { createObjectStore } from '@vitamill/storage';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { settingsFrom } from './settings-from-config.js';
import { exitGracefully } from './shutdown.js';
import { startApi } from './start-api.js';

async function main(): Promise<void> {
  const config = loadApiConfig();
  await checkOcrEngine(config);
  const logger = pino({ level: config.logLevel, base: { app: 'api' } });
  const dataSource = await createDataSource({
    url: config.databaseUrl,
    poolSize: config.databasePoolSize,
    applicationName: 'vitamill-api',
  }).initialize();
  const redisUrl = config.queueDriver === 'redis' ? config.redisUrl : null;
  const redis = redisUrl ? new Redis(redisUrl, { maxRetriesPerRequest: 1, commandTimeout: 2_000 }) : null;
  redis?.on('error', () => undefined);
  const resources = {
    settings: settingsFrom(config),
    dataSource,
    keys: {
      pepper: config.keyPepper,
      previousPepper: config.keyPepperPrevious,
      prefix: config.keyPrefix,
      testPrefix: config.keyTestPrefix,
    },
    mailer: createMailer(config),
    store: createObjectStore(config, () => new AssetRepository(dataSource).isNothingStored()),
    parser: createParserPool({
      processes: config.parserProcesses,
      memoryMegabytes: config.parserMemoryMegabytes,
      deadlineMilliseconds: config.parserDeadlineSeconds * 1_000,
      recycleAfter: config.parserRecycleAfter,
      ocr: ocrSettingsOf(config),
    }),
    redisUrl,
    checkQueue: async () => void (redis ? await redis.ping() : await dataSource.query('SELECT 1')),
  };
  const api = await startApi(resources, { host: config.httpHost, port: config.httpPort }, logger);
  exitGracefully(logger, async () => {
    await api.close();
    redis?.disconnect();
  });
  logger.info({ port: api.port }, 'listening');
}

/** What an operator can act on is said plainly; messages of drivers can quote secrets and stay out. */
function sayWhy(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const { name = 'Error', code } = error as { name?: string; code?: string };
  if (code === 'EADDRINUSE') return 'The port is taken; set VITAMILL_HTTP_PORT to another one.';
  return `The API cannot start: ${name}${code ? ` (${code})` : ''}.`;
}

main().catch((error: unknown) => {
  process.stderr.write(`${sayWhy(error)}\n`);
  process.exit(1);
});
