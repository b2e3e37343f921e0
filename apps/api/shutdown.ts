import type { Logger } from 'pino';

const DEADLINE = 25_000;

/** On SIGTERM and SIGINT: no new connections, requests at work are finished, then everything is closed; exit 0. */
export function exitGracefully(logger: Logger, close: () => Promise<void>): void {
  let closing = false;
  const stop = async (signal: NodeJS.Signals) => {
    if (closing) return;
    closing = true;
    logger.info({ signal }, 'draining');
    const deadline = setTimeout(() => {
      logger.error('not drained in time');
      process.exit(1);
    }, DEADLINE);
    deadline.unref();
    try {
      await close();
      logger.info('stopped');
      process.exit(0);
    } catch (error) {
      logger.error({ error: error instanceof Error ? error.name : 'unknown' }, 'closing failed');
      process.exit(1);
    }
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
