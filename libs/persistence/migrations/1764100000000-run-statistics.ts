import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '../forward-migration.js';

/** What the workers did, added up over all of them, so that every API can tell it. */
export class RunStatistics1764100000000 extends ForwardMigration {
  readonly name = 'RunStatistics1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE stage_durations (
        stage text PRIMARY KEY,
        runs bigint NOT NULL,
        seconds double precision NOT NULL,
        buckets bigint[] NOT NULL
      );
      CREATE TABLE failure_counts (
        code text NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('failed', 'retried')),
        runs bigint NOT NULL,
        PRIMARY KEY (code, outcome)
      );
    `);
  }
}
