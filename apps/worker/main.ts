import { ConfigError, checkOcrEngine, loadWorkerConfig, ocrSettingsOf } from '@vitamill/config';
import { createParserPool } from '@vitamill/parser-pool';
import { pino } from 'pino';
import { describeError } from './describe-error.js';
import { startWorker } from './start-worker.js';

/** Beyond the time that runs have to finish: connections that do not close must not keep the process. */
const CLOSE_MILLISECONDS = 15_000;

async function main(): Promise<void> {
  const config = loadWorkerConfig();
  await checkOcrEngine(config);
  const logger = pino({ level: config.logLevel, base: { app: 'worker' } });
  const parser = createParserPool({
    processes: config.parserProcesses,
    memoryMegabytes: config.parserMemoryMegabytes,
    deadlineMilliseconds: config.parserDeadlineSeconds * 1_000,
    recycleAfter: config.parserRecycleAfter,
    ocr: ocrSettingsOf(config),
  });
  const worker = await startWorker(config, parser, logger);
  logger.info({ port: worker.port }, 'working');

  let stopping = false;
  // Bull leaves rejections behind when its connections are cut while Redis is away. At any other time they end the process:
  // its jobs are taken over.
  process.on('unhandledRejection', (error) => {
    logger.error(describeError(error), 'unhandled rejection');
    if (!stopping) process.exit(1);
  });
  const stop = async (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'draining');
    setTimeout(
      () => {
        logger.error('not drained in time');
        process.exit(1);
      },
      config.drainSeconds * 1_000 + CLOSE_MILLISECONDS,
    ).unref();
    try {
      await worker.stop();
      logger.info('stopped');
      process.exit(0);
    } catch (error) {
      logger.error(describeError(error), 'closing failed');
      process.exit(1);
    }
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** What an operator can act on is said plainly; messages of drivers can quote secrets and stay out. */
function sayWhy(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const { error: name, code } = describeError(error);
  if (code === 'EADDRINUSE') return 'The port is taken; set VITAMILL_WORKER_HTTP_PORT to another one.';
  return `The worker cannot start: ${name}${code ? ` (${code})` : ''}.`;
}

main().catch((error: unknown) => {
  process.stderr.write(`${sayWhy(error)}\n`);
  process.exit(1);
});
