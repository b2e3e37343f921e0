import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '../forward-migration.js';

/**
 * Each page that is read puts the ids of its rows into the index of the audit log. The list of those that are still to be
 * sorted in may grow to 32 MB, so that it is the upkeep that sorts them in, and not a request for which all others wait.
 */
export class PendingAuditEntries1795784400000 extends ForwardMigration {
  readonly name = 'PendingAuditEntries1795784400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER INDEX audit_log_subjects SET (gin_pending_list_limit = 32768)');
  }
}
