import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '../forward-migration.js';

/** Corrections know the person who made them, and not only the key. */
export class CorrectionUser1795767360000 extends ForwardMigration {
  readonly name = 'CorrectionUser1795767360000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE corrections ADD COLUMN user_id uuid');
  }
}
