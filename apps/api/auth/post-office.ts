import { Inject, Injectable } from '@nestjs/common';
import type { Mail, Mailer } from '@vitamill/domain';
import type { Logger } from 'pino';
import { LOGGER, MAILER } from '../ports.js';

/** Sends mail beside the request: neither its time nor its failure tells anybody whether an address is known. */
@Injectable()
export class PostOffice {
  constructor(
    @Inject(MAILER) private readonly mailer: Mailer,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** `kind` stands in the log; addresses and texts do not. */
  post(kind: 'confirmation' | 'reset' | 'password_changed' | 'invitation', mail: Mail): void {
    this.mailer.send(mail).then(
      () => this.logger.info({ mail: kind }, 'mail sent'),
      (error: unknown) =>
        this.logger.error(
          { mail: kind, error: error instanceof Error ? error.name : 'unknown', error_code: codeOf(error) },
          'mail not sent',
        ),
    );
  }
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | null)?.code;
