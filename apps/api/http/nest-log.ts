import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** The framework's own messages in the service's log. What it says while it starts is of use to nobody. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown): void {
    this.logger.debug({ source: 'nest' }, String(message));
  }

  warn(message: unknown): void {
    this.logger.warn({ source: 'nest' }, String(message));
  }

  error(message: unknown): void {
    this.logger.error({ source: 'nest' }, message instanceof Error ? message.name : String(message));
  }
}
