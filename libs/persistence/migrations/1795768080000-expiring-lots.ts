import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '../forward-migration.js';

/** Credits are taken out when they expire, whether their account is used or not: found by their time over all accounts. */
export class ExpiringLots1795768080000 extends ForwardMigration {
  readonly name = 'ExpiringLots1795768080000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE INDEX credit_lots_expiring ON credit_lots (expires_at) WHERE remaining > 0 AND expires_at IS NOT NULL',
    );
  }
}
