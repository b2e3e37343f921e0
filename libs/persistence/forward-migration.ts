import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A change of the schema. There is no way back: what a step drops or merges cannot be had again, so an undone step would
 * lose data in silence. Whoever must go back restores the backup from before (docs/production.md).
 */
export abstract class ForwardMigration implements MigrationInterface {
  /** Class name and time stamp: TypeORM's record of what has run. */
  abstract readonly name: string;

  abstract up(runner: QueryRunner): Promise<void>;

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore the backup from before.');
  }
}
